//! Where the index is: `--index`, `MORGUE_INDEX`, or the nearest `.morgue` here
//! or above; and whether it is trusted.

use std::path::PathBuf;

use clap::Args;

use super::messages;
use crate::engine::LocalEngine;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{IndexFolder, find_index, index_at};

/// The options that name an index.
#[derive(Debug, Clone, Args)]
pub(super) struct IndexPlace {
    /// Index folder; may be given several times for searching.
    #[arg(long, value_name = "DIR")]
    pub(super) index: Vec<PathBuf>,
}

impl IndexPlace {
    /// The index folders to read.
    pub(super) fn folders(&self) -> Result<Vec<PathBuf>> {
        if self.index.is_empty() {
            let here = std::env::current_dir().map_err(|cause| {
                Error::new(ErrorKind::Io, "cannot tell the current folder").because(cause)
            })?;
            return find_index(&here).map(|folder| vec![folder]);
        }
        Ok(self.index.iter().map(|path| index_at(path)).collect())
    }

    /// The one index folder to write, if one was named.
    pub(super) fn target(&self) -> Result<Option<PathBuf>> {
        match self.index.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(index_at(only))),
            _ => Err(Error::new(ErrorKind::Usage, "an ingest writes to one index only")
                .hint("give `--index` once")),
        }
    }
}

/// The heading of options that few need.
pub(super) const SELDOM: &str = "Seldom needed";

/// What is searched, and whether its files are taken as they are.
#[derive(Debug, Clone, Args)]
pub(super) struct Searched {
    #[command(flatten)]
    pub(super) place: IndexPlace,
    /// Do not compare what is read of the index with what was written.
    #[arg(long, help_heading = SELDOM)]
    trust: bool,
}

impl Searched {
    /// Opens the index, or the indexes, for searching.
    pub(super) fn open(&self) -> Result<LocalEngine> {
        self.open_at(&self.place.folders()?)
    }

    /// Opens these indexes for searching.
    pub(super) fn open_at(&self, folders: &[PathBuf]) -> Result<LocalEngine> {
        let engine = if self.trust {
            let open = |path: &PathBuf| IndexFolder::open(path).map(IndexFolder::trusted);
            LocalEngine::over(folders.iter().map(open).collect::<Result<_>>()?)
        } else {
            LocalEngine::open(folders)
        }?;
        for folder in folders {
            messages::detail(&format!("reading the index `{}`", folder.display()));
        }
        Ok(engine)
    }
}
