//! When to give a search up: asked now and then by what may take long.
//!
//! Nothing here knows a clock; whoever makes a [`Stop`] decides what it looks
//! at. What was found before a stop is not a result: it is thrown away.

use std::fmt;
use std::sync::Arc;

/// Whether to go on. By default always.
#[derive(Clone, Default)]
pub struct Stop(Option<Arc<dyn Fn() -> bool + Send + Sync>>);

impl Stop {
    /// Stops as soon as `when` says so; having said so once, it must not change its mind.
    #[must_use]
    pub fn when(when: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(when)))
    }

    /// Whether to give up.
    #[must_use]
    pub fn asked(&self) -> bool {
        self.0.as_ref().is_some_and(|when| when())
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Stop(when asked)" } else { "Stop(never)" })
    }
}

/// Plans that look for the same are equal, however long they may take.
impl PartialEq for Stop {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

/// Asks a [`Stop`] only every so many steps, so that steps stay cheap.
#[derive(Debug)]
pub struct Patience {
    stop: Stop,
    steps: u32,
    over: bool,
}

impl Patience {
    /// Steps between two questions; a power of two.
    const EVERY: u32 = 1024;

    /// Asks at the first step, then every so often.
    #[must_use]
    pub fn new(stop: &Stop) -> Self {
        Self { stop: stop.clone(), steps: 0, over: false }
    }

    /// Takes a step; whether to give up.
    pub fn is_over(&mut self) -> bool {
        if self.stop.0.is_some() && self.steps.is_multiple_of(Self::EVERY) {
            self.over = self.over || self.stop.asked();
        }
        self.steps = self.steps.wrapping_add(1);
        self.over
    }

    /// Whether a step before said to give up.
    #[must_use]
    pub fn was_over(&self) -> bool {
        self.over
    }
}
