//! Splitting files without indexing them.

use std::fs::Metadata;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::archive::Archive;
use super::comparison::Comparison;
use super::file_entry::FileEntry;
use super::file_list::FileList;
use super::file_rule::FileRule;
use super::fingerprint;
use super::neighbours::{Answer, Doubts, Neighbours, Surroundings};
use super::opened::Opened;
use super::rules::Rules;
use super::sidecar::{self, Sidecar};
use super::splitting::{finished, guarded, make};
use super::walk::Walk;
use crate::article::{Article, Locator, encode_path};
use crate::error::{Result, Skip, SkipReason};
use crate::index::{Catalogue, FOLDER_NAME};
use crate::read::{Choice, Draft, Format, Records};
use crate::split::Candidate;

/// An article and why it is as it is.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The article.
    pub article: Article,
    /// What spoke of its fields.
    pub candidates: Vec<Candidate>,
    /// The rule of `morgue.toml` that holds for its file, as written.
    pub rule: Option<String>,
    /// Whether other files of its folder settled what the text leaves open;
    /// `None` if they were not asked.
    pub neighbours: Option<bool>,
    /// What shows its format, as a phrase.
    pub shown: &'static str,
    /// How its encoding was found out, as a phrase.
    pub decoded: &'static str,
}

/// Takes the id of an article, or what stands for one, and what it gave; on
/// `Break` no more are wanted.
pub trait Visit<T>: FnMut(String, std::result::Result<T, Skip>) -> ControlFlow<()> {}

impl<T, F: FnMut(String, std::result::Result<T, Skip>) -> ControlFlow<()>> Visit<T> for F {}

/// Splits a file, or the files of a folder in the order of their paths,
/// without indexing them. `format` is that of all, if it is given.
///
/// # Errors
/// If `path` is a folder that cannot be listed, or if `morgue.toml` in it, or
/// above a file, cannot be used.
pub fn extract(
    path: &Path,
    format: Option<&'static Format>,
    visit: &mut dyn Visit<Article>,
) -> Result<()> {
    each(path, format, visit, |draft, file, _| make(draft, file).article)
}

/// Splits files as [`extract`] does and tells why they came out so.
///
/// # Errors
/// As [`extract`].
pub fn explain(
    path: &Path,
    format: Option<&'static Format>,
    visit: &mut dyn Visit<Explained>,
) -> Result<()> {
    each(path, format, visit, |draft, file, chosen| {
        let doubts = Doubts::of(&draft, file);
        let rule = file.rule.at(&draft.stated.locator);
        let (mut article, mut candidates) = crate::split::explain(draft, rule.context());
        let neighbours = match doubts.ask(&article) {
            Answer::Settled(again) => {
                (article, candidates) = crate::split::explain(again.0, &again.1);
                Some(true)
            }
            Answer::Open => Some(false),
            Answer::Unasked => None,
        };
        let decoded = chosen.decoded(rule, &article);
        let rule = rule.written().map(str::to_owned);
        let article = finished(article);
        Explained { article, candidates, rule, neighbours, shown: chosen.shown, decoded }
    })
}

fn each<T>(
    path: &Path,
    format: Option<&'static Format>,
    visit: &mut dyn Visit<T>,
    make: impl Fn(Draft, &FileEntry, &Chosen) -> T,
) -> Result<()> {
    let (unreadable, files) =
        if path.is_dir() { folder(path, format)? } else { single(path, format)? };
    for (file, message) in unreadable {
        if visit(file, Err(Skip::new(SkipReason::Unreadable, message))).is_break() {
            return Ok(());
        }
    }
    for file in files.iter() {
        let chosen = Chosen::default();
        let mut visits = Visits { file: &file, visit, make: &make, chosen, is_stopped: false };
        let skip = Opened::of(&file).and_then(|opened| opened.read(&file, &mut visits)).err();
        if let Some(skip) = skip {
            // What stops a visit is asked for below.
            let _ = visits.record(Locator::file(&*file.file), Err(skip));
        }
        if visits.is_stopped {
            return Ok(());
        }
    }
    Ok(())
}

/// What the document that is being read was taken for.
#[derive(Default)]
struct Chosen {
    shown: &'static str,
    head: Vec<u8>,
}

impl Chosen {
    fn decoded(&self, rule: &FileRule, article: &Article) -> &'static str {
        let warns = |code: &str| article.warnings.iter().any(|warning| warning.code == code);
        let is_utf8 = article.encoding == encoding_rs::UTF_8.name();
        match () {
            () if Encoding::for_bom(&self.head).is_some() => "its byte order mark",
            () if rule.known().encoding.is_some() => "named from outside",
            () if warns("encoding_guessed") => "guessed from its letters",
            () if is_utf8 && warns("bad_bytes") => "valid but for a few bytes",
            () if is_utf8 => "valid throughout",
            () => "declared in it",
        }
    }
}

/// The records of one file on their way to a visitor.
struct Visits<'a, T, F> {
    file: &'a FileEntry,
    visit: &'a mut dyn Visit<T>,
    make: &'a F,
    chosen: Chosen,
    is_stopped: bool,
}

impl<T, F: Fn(Draft, &FileEntry, &Chosen) -> T> Records for Visits<'_, T, F> {
    fn chosen(&mut self, choice: Choice<'_>) {
        if let Choice::Format { shown, head, .. } = choice {
            let head = head.get(..4).unwrap_or(head).to_vec();
            self.chosen = Chosen { shown, head };
        }
    }

    fn record(
        &mut self,
        locator: Locator,
        found: std::result::Result<Draft, Skip>,
    ) -> ControlFlow<()> {
        let make = |draft| guarded(|| (self.make)(draft, self.file, &self.chosen));
        let taken = (self.visit)(locator.id(), found.and_then(make));
        self.is_stopped |= taken.is_break();
        taken
    }
}

/// What cannot be listed or looked at, and the files.
type Found = (Vec<(String, String)>, FileList);

fn folder(path: &Path, format: Option<&'static Format>) -> Result<Found> {
    let mut archive = Archive::open(path, false)?;
    if let Some(format) = format {
        Arc::make_mut(&mut archive.rules).read_as(format);
    }
    let catalogue = Catalogue::default();
    let walk = Walk {
        index: &archive.root.join(FOLDER_NAME),
        archives: &[archive],
        comparison: &Comparison::with(&catalogue, true),
        threads: 1,
        is_stopped: &|| false,
    };
    let walked = walk.run();
    Ok((walked.unreadable, walked.changed))
}

/// A file by itself, known by its path as given; its neighbours are those
/// that its folder has.
fn single(path: &Path, format: Option<&'static Format>) -> Result<Found> {
    Ok(match std::fs::metadata(path) {
        Ok(metadata) => {
            let (rule, neighbours) = surroundings(path, format)?;
            let (size, entry) = (metadata.len(), FileEntry::alone(path, rule));
            (Vec::new(), FileEntry { size, neighbours, ..entry }.into())
        }
        Err(cause) => {
            let file = encode_path(path.as_os_str().as_encoded_bytes());
            (vec![(file, cause.to_string())], FileList::default())
        }
    })
}

fn surroundings(
    path: &Path,
    format: Option<&'static Format>,
) -> Result<(Arc<FileRule>, Arc<Neighbours>)> {
    let Ok(path) = path.canonicalize() else { return Ok(Default::default()) };
    let (mut rules, inside) = Rules::around(&path)?;
    if let Some(format) = format {
        rules.read_as(format);
    }
    let name = path.file_name().unwrap_or_default();
    let mut rule = rules.of_any(&inside, name);
    let beside = path.with_file_name(sidecar::beside(name));
    if let Some(metadata) = std::fs::symlink_metadata(&beside).ok().filter(Metadata::is_file) {
        rule = Arc::new(rule.with_sidecar(Sidecar::file(beside, fingerprint(&metadata))));
    }
    let folder = path.parent().unwrap_or(&path).into();
    Ok((rule, Neighbours::of(Surroundings { folder, inside, rules: Arc::new(rules) }, 0)))
}
