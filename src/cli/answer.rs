//! From a query to its printed answer, for one query and for each of a batch.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::engine::{Engine, LocalEngine};
use crate::error::{Error, ErrorKind};
use crate::index::IndexFolder;
use crate::output::{End, Format, HitWriter, QueryName, RankedPlace};
use crate::search::passage_ranking::PassageRanking;
use crate::search::{Answer, Failure, Request, Searcher};

/// Prints the hits of an answer and its end; what failed meanwhile, if
/// something did.
pub(super) fn print(
    out: &mut dyn Write,
    format: &Format,
    writer: &mut dyn HitWriter,
    asked: &mut Asked<'_, '_>,
    answer: &Answer,
) -> io::Result<Result<(), Failure>> {
    writer.answer(out, answer)?;
    let printed = if asked.request.by_passage {
        passages(out, writer, asked, answer)?
    } else if format.shows_articles {
        articles(out, writer, asked, answer)?
    } else {
        ids(out, writer, asked, answer)?
    };
    let shown = match printed {
        Ok(shown) => shown,
        Err(failure) => return Ok(Err(failure)),
    };
    let generation = asked.engine.generation();
    let Shown { passages_shown, truncated } = shown;
    writer.end(out, asked.query, answer, End { passages_shown, truncated, generation })?;
    Ok(Ok(()))
}

/// Prints hits with their passages.
fn articles(
    out: &mut dyn Write,
    writer: &mut dyn HitWriter,
    asked: &mut Asked<'_, '_>,
    answer: &Answer,
) -> io::Result<Result<Shown, Failure>> {
    let Asked { searcher, request, query, .. } = asked;
    let mut passages_shown = 0;
    for index in 0..answer.hits.len() {
        let hit = match guarded(|| searcher.hit(request, answer, index).map_err(Failure::Run)) {
            Ok(Some(hit)) => hit,
            Ok(None) => break,
            Err(failure) => return Ok(Err(failure)),
        };
        passages_shown += hit.passages.passages.len();
        writer.hit(out, *query, answer, &hit)?;
    }
    Ok(Ok(Shown { passages_shown, truncated: answer.is_truncated() }))
}

/// Prints a hit for each passage, best passages first.
fn passages(
    out: &mut dyn Write,
    writer: &mut dyn HitWriter,
    asked: &mut Asked<'_, '_>,
    answer: &Answer,
) -> io::Result<Result<Shown, Failure>> {
    let Asked { searcher, request, query, .. } = asked;
    let (offset, limit) = (request.window.offset, request.window.limit);
    let mut ranking = PassageRanking::new(searcher, request, answer);
    let mut passages_shown = 0;
    while passages_shown < limit {
        match guarded(|| ranking.next_hit().map_err(Failure::Run)) {
            Ok(Some(hit)) if hit.rank <= offset => {}
            Ok(Some(hit)) => {
                passages_shown += 1;
                writer.hit(out, *query, answer, &hit)?;
            }
            Ok(None) => break,
            Err(failure) => return Ok(Err(failure)),
        }
    }
    let more = guarded(|| ranking.has_more().map_err(Failure::Run));
    Ok(more.map(|more| Shown { passages_shown, truncated: more || answer.is_truncated() }))
}

/// Prints ids and scores.
fn ids(
    out: &mut dyn Write,
    writer: &mut dyn HitWriter,
    asked: &mut Asked<'_, '_>,
    answer: &Answer,
) -> io::Result<Result<Shown, Failure>> {
    let Asked { searcher, request, query, .. } = asked;
    for (index, hit) in answer.hits.iter().enumerate() {
        let copy_ids = match searcher.copies(request, answer, hit) {
            Ok(copy_ids) => copy_ids,
            Err(error) => return Ok(Err(Failure::Run(error))),
        };
        let rank = answer.rank(request, index);
        writer.ranked(out, *query, RankedPlace { rank, hit, copy_ids: &copy_ids })?;
    }
    Ok(Ok(Shown { passages_shown: 0, truncated: answer.is_truncated() }))
}

/// What was printed of an answer.
struct Shown {
    passages_shown: usize,
    truncated: bool,
}

/// A query and what answers it.
pub(super) struct Asked<'a, 'e> {
    pub(super) engine: &'e LocalEngine,
    pub(super) searcher: &'a mut Searcher<'e>,
    pub(super) request: &'a Request,
    pub(super) query: QueryName<'a>,
}

/// Turns a panic into an error, so that it costs one query and not all of them.
pub(super) fn guarded<T>(search: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(search)).unwrap_or_else(|_| {
        let doing = "the search failed; that is a mistake in this program, or the index is damaged";
        let error = Error::new(ErrorKind::Internal, doing);
        Err(Failure::Run(error.hint("look whether a new index gives the same")))
    })
}

/// What ids are relative to, for each index, as people know it: as they named
/// the archive, or below the current folder.
pub(super) fn roots(engine: &LocalEngine, archive: Option<&Path>) -> Vec<PathBuf> {
    let below_here = |root: PathBuf| below_here(&root);
    match archive {
        Some(archive) => vec![archive.to_owned()],
        None => known_roots(engine).map(|root| root.map(below_here).unwrap_or_default()).collect(),
    }
}

/// The same as full paths, for links.
pub(super) fn full_roots(engine: &LocalEngine, archive: Option<&Path>) -> Vec<PathBuf> {
    let full = |root: PathBuf| std::path::absolute(root).unwrap_or_default();
    match archive {
        Some(archive) => vec![full(archive.to_owned())],
        None => known_roots(engine).map(|root| root.map(full).unwrap_or_default()).collect(),
    }
}

fn known_roots(engine: &LocalEngine) -> impl Iterator<Item = Option<PathBuf>> {
    engine.folders().map(|(folder, prefix)| root(folder, prefix))
}

/// What ids are relative to; `None` where there are several archives.
fn root(folder: &IndexFolder, prefix: &str) -> Option<PathBuf> {
    let [only] = folder.roots() else { return None };
    if !only.name.is_empty() {
        let above = only.path.parent().map(Path::to_owned);
        return above.filter(|_| prefix.is_empty());
    }
    let root = folder.path().parent()?;
    if prefix.is_empty() {
        return Some(root.to_owned());
    }
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    root.ancestors().nth(prefix.matches('/').count()).map(Path::to_owned)
}

/// A path as seen from the current folder.
fn below_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
