//! A disk that fails at a chosen step, for tests.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) use super::disk::Step;

/// How a step fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Input/output error.
    Eio,
    /// No space left.
    Enospc,
    /// Half of the bytes are written, and the caller is told so.
    Short,
}

/// Which step fails, and whether all later ones do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// The number of the step, from 0.
    pub(crate) at: usize,
    pub(crate) kind: Kind,
    pub(crate) for_ever: bool,
}

/// Counts the steps on one folder and makes some of them fail.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    steps: usize,
    fired: usize,
    plan: Option<Plan>,
    is_short: bool,
    trace: Option<Vec<Taken>>,
}

/// A step that was taken, with what a model of the disk needs to take it again.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) step: Step,
    /// The file; for a renaming its new name, for a synchronisation of the
    /// folder the folder.
    pub(crate) path: PathBuf,
    /// The name before a renaming.
    pub(crate) from: Option<PathBuf>,
    /// What was appended by a write.
    pub(crate) bytes: Vec<u8>,
}

static FOLDERS: Mutex<Option<HashMap<PathBuf, Arc<Faults>>>> = Mutex::new(None);

/// Watches a folder from now on.
pub(crate) fn watch(folder: &Path) -> Arc<Faults> {
    let faults = Arc::new(Faults::default());
    let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
    folders.get_or_insert_default().insert(folder.to_owned(), Arc::clone(&faults));
    faults
}

/// Watches a folder no more.
pub(crate) fn forget(folder: &Path) {
    let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
    folders.get_or_insert_default().remove(folder);
}

/// What makes steps on this folder fail, if it is watched.
pub(super) fn of(folder: &Path) -> Option<Arc<Faults>> {
    let folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
    folders.as_ref()?.get(folder).cloned()
}

impl Faults {
    /// Counts from 0 again, with this plan.
    pub(crate) fn plan(&self, plan: Option<Plan>) {
        *self.state() = State { plan, ..State::default() };
    }

    /// Remembers every step from now on.
    pub(crate) fn record(&self) {
        self.state().trace = Some(Vec::new());
    }

    /// The steps since [`Self::record`].
    pub(crate) fn trace(&self) -> Vec<Taken> {
        self.state().trace.clone().unwrap_or_default()
    }

    /// Hears of a step that was taken.
    pub(super) fn taken(&self, step: Step, path: &Path, from: Option<&Path>, bytes: &[u8]) {
        if let Some(trace) = &mut self.state().trace {
            let (path, from) = (path.to_owned(), from.map(Path::to_owned));
            trace.push(Taken { step, path, from, bytes: bytes.to_owned() });
        }
    }

    /// Steps that were taken or failed.
    pub(crate) fn steps(&self) -> usize {
        self.state().steps
    }

    /// Steps that were made to fail.
    pub(crate) fn fired(&self) -> usize {
        self.state().fired
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the next step may be taken.
    pub(super) fn before(&self, step: Step) -> io::Result<()> {
        let mut state = self.state();
        let number = state.steps;
        state.steps += 1;
        let is_hit = |plan: &Plan| number == plan.at || plan.for_ever && number > plan.at;
        let Some(plan) = state.plan.filter(is_hit) else { return Ok(()) };
        match plan.kind {
            Kind::Short if step != Step::Write => Ok(()),
            Kind::Short => {
                state.is_short = true;
                state.fired += 1;
                Ok(())
            }
            Kind::Eio => {
                state.fired += 1;
                Err(io::Error::other("input/output error"))
            }
            Kind::Enospc => {
                state.fired += 1;
                Err(io::Error::from(io::ErrorKind::StorageFull))
            }
        }
    }

    /// How many bytes of a write that may be taken are written.
    pub(super) fn allowed(&self, bytes: usize) -> usize {
        if std::mem::take(&mut self.state().is_short) { bytes.div_ceil(2) } else { bytes }
    }
}
