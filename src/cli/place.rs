//! Where the index is: `--index`, `MORGUE_INDEX`, or the nearest `.morgue` here
//! or above; and whether it is trusted.

use std::path::PathBuf;

use clap::Args;

use crate::engine::LocalEngine;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{IndexFolder, find_index};

/// The options that name an index.
#[derive(Debug, Clone, Args)]
pub(super) struct IndexPlace {
    /// Index folder; may be given several times for searching.
    #[arg(long, value_name = "DIR", env = "MORGUE_INDEX")]
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
        Ok(self.index.clone())
    }

    /// The one index folder to write, if one was named.
    pub(super) fn target(&self) -> Result<Option<PathBuf>> {
        match self.index.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(only.clone())),
            _ => Err(Error::new(ErrorKind::Usage, "an ingest writes to one index only")
                .hint("give `--index` once")),
        }
    }
}

/// Whether the files of an index are taken as they are.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Trust {
    /// Do not compare what is read of the index with what was written
    #[arg(long)]
    trust: bool,
}

impl Trust {
    /// Opens indexes for searching.
    pub(super) fn open(self, folders: &[PathBuf]) -> Result<LocalEngine> {
        if !self.trust {
            return LocalEngine::open(folders);
        }
        let open = |path: &PathBuf| IndexFolder::open(path).map(IndexFolder::trusted);
        LocalEngine::over(folders.iter().map(open).collect::<Result<_>>()?)
    }
}
