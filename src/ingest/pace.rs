//! When to commit: after so much text, and after so long where an archive is
//! read slowly.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A clock that only goes forward: the time since some moment.
#[derive(Debug, Clone, Copy)]
pub struct Clock(pub fn() -> Duration);

impl Default for Clock {
    /// The clock of the system.
    fn default() -> Self {
        static START: OnceLock<Instant> = OnceLock::new();
        Self(|| START.get_or_init(Instant::now).elapsed())
    }
}

/// Tells when a commit is due.
pub(super) struct Pace {
    /// After so many bytes of text.
    pub(super) bytes: u64,
    /// After so long.
    time: Duration,
    clock: Clock,
    /// When the last was made, in nanoseconds of the clock.
    last: AtomicU64,
}

impl Pace {
    pub(super) fn new(bytes: u64, time: Duration, clock: Clock) -> Self {
        let pace = Self { bytes: bytes.max(1), time, clock, last: AtomicU64::default() };
        pace.committed();
        pace
    }

    fn now(&self) -> u64 {
        u64::try_from((self.clock.0)().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Whether a commit is due, so many bytes of text after the last.
    pub(super) fn is_due(&self, bytes: u64) -> bool {
        bytes >= self.bytes || self.is_late()
    }

    /// Whether the last commit is too long ago.
    pub(super) fn is_late(&self) -> bool {
        let since = self.now().saturating_sub(self.last.load(Ordering::Relaxed));
        Duration::from_nanos(since) >= self.time
    }

    /// A commit was made just now.
    pub(super) fn committed(&self) {
        self.last.store(self.now(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SECONDS: AtomicU64 = AtomicU64::new(100);

    #[test]
    fn a_commit_is_due_by_bytes_or_by_time() {
        let clock = Clock(|| Duration::from_secs(SECONDS.load(Ordering::Relaxed)));
        let pace = Pace::new(1000, Duration::from_secs(30), clock);
        assert!(!pace.is_due(999) && pace.is_due(1000) && !pace.is_late());
        SECONDS.store(129, Ordering::Relaxed);
        assert!(!pace.is_due(0));
        SECONDS.store(130, Ordering::Relaxed);
        assert!(pace.is_due(0) && pace.is_late());
        pace.committed();
        assert!(!pace.is_due(0) && !pace.is_late());
        SECONDS.store(159, Ordering::Relaxed);
        assert!(!pace.is_late());
    }

    #[test]
    fn the_clock_of_the_system_goes_forward() {
        let clock = Clock::default();
        let first = (clock.0)();
        assert!((clock.0)() >= first);
    }
}
