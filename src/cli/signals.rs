//! Stopping in good order: the first Ctrl-C asks a run to commit what it has,
//! the second ends the process at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Which signal asked to stop, while this lives. Afterwards a signal ends the
/// process at once, as it does without it.
pub(super) struct StopSignals {
    /// The signal, 0 for none.
    received: Arc<AtomicUsize>,
    /// Whether the next signal ends the process.
    is_last: Arc<AtomicBool>,
}

impl StopSignals {
    /// Begins to listen. Where that is impossible, signals end the process.
    pub(super) fn listen() -> Self {
        let signals = Self { received: Arc::default(), is_last: Arc::default() };
        for (signal, number) in [(SIGINT, 2), (SIGTERM, 15)] {
            // What was received first, so that no signal is lost while this goes on; the
            // end before the mark of the last, so that the first to come is not the last.
            let (is_last, received) = (Arc::clone(&signals.is_last), Arc::clone(&signals.received));
            let set = || {
                flag::register_usize(signal, received, number)?;
                flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&is_last))?;
                flag::register(signal, is_last)
            };
            set().map(drop).unwrap_or_default();
        }
        signals
    }

    /// Whether a signal asked to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.received.load(Ordering::Relaxed) > 0
    }

    /// The exit code of a run that was stopped: 130 or 143.
    pub(super) fn exit_code(&self) -> Option<u8> {
        let signal = u8::try_from(self.received.load(Ordering::Relaxed)).ok()?;
        (signal > 0).then_some(128 + signal)
    }
}

impl Drop for StopSignals {
    fn drop(&mut self) {
        self.is_last.store(true, Ordering::SeqCst);
    }
}
