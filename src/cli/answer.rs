//! From a query to its printed answer, for one query and for each of a batch.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::engine::{Engine, LocalEngine};
use crate::error::{Error, ErrorKind};
use crate::index::IndexFolder;
use crate::output::{End, Format, HitWriter, QueryName, RankedPlace};
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
    let Asked { engine, searcher, request, query } = asked;
    writer.answer(out, answer)?;
    let mut passages_shown = 0;
    for (index, ranked) in answer.hits.iter().enumerate() {
        if format.shows_articles {
            let hit = match guarded(|| searcher.hit(request, answer, index).map_err(Failure::Run)) {
                Ok(Some(hit)) => hit,
                Ok(None) => break,
                Err(failure) => return Ok(Err(failure)),
            };
            passages_shown += hit.passages.passages.len();
            writer.hit(out, *query, answer, &hit)?;
        } else {
            let copy_ids = match searcher.copies(request, answer, ranked) {
                Ok(copy_ids) => copy_ids,
                Err(error) => return Ok(Err(Failure::Run(error))),
            };
            let rank = answer.rank(request, index);
            writer.ranked(out, *query, RankedPlace { rank, hit: ranked, copy_ids: &copy_ids })?;
        }
    }
    let end = End { passages_shown, generation: engine.generation() };
    writer.end(out, *query, answer, end)?;
    Ok(Ok(()))
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
    match archive {
        Some(archive) => vec![archive.to_owned()],
        None => engine.folders().map(|(folder, prefix)| root(folder, prefix)).collect(),
    }
}

fn root(folder: &IndexFolder, prefix: &str) -> PathBuf {
    let [only] = folder.roots() else { return PathBuf::new() };
    if !only.name.is_empty() {
        let above = only.path.parent().map(Path::to_owned);
        return above.filter(|_| prefix.is_empty()).unwrap_or_default();
    }
    let Some(root) = folder.path().parent() else { return PathBuf::new() };
    if !prefix.is_empty() {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let above = root.ancestors().nth(prefix.matches('/').count());
        return above.map(below_here).unwrap_or_default();
    }
    below_here(root)
}

/// A path as seen from the current folder.
fn below_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
