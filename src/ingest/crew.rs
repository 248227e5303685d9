//! Threads that make documents of the drafts of one large file.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::maker::Maker;
use crate::read::Draft;

/// Bytes of text that may wait.
const WAITING: usize = 16 << 20;

/// The drafts of a file that wait for a thread to work on them.
pub(super) struct Crew<'a> {
    maker: &'a Maker<'a>,
    /// Bytes of text that may wait: none if nobody else works.
    room: usize,
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    drafts: VecDeque<(Draft, usize)>,
    bytes: usize,
    /// Drafts that are worked on.
    running: usize,
    is_closed: bool,
}

impl<'a> Crew<'a> {
    /// A crew of so many beside the one who adds drafts.
    pub(super) fn new(maker: &'a Maker<'a>, others: usize) -> Self {
        let room = if others == 0 { 0 } else { WAITING };
        Self { maker, room, queue: Mutex::default(), changed: Condvar::new() }
    }

    /// Works until the queue is closed; for the other threads.
    pub(super) fn work(&self) {
        let mut queue = self.queue();
        loop {
            if let Some(next) = queue.drafts.pop_front() {
                queue = self.done(queue, next);
            } else if queue.is_closed {
                return;
            } else {
                queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// Adds a draft with so many bytes of text; works on drafts itself while
    /// too many of them wait.
    pub(super) fn add(&self, draft: Draft, bytes: usize) {
        let mut queue = self.queue();
        queue.drafts.push_back((draft, bytes));
        queue.bytes += bytes;
        self.changed.notify_one();
        while queue.bytes > self.room {
            let Some(next) = queue.drafts.pop_front() else { return };
            queue = self.done(queue, next);
        }
    }

    /// Returns when nothing waits and nobody works.
    pub(super) fn drain(&self) {
        let mut queue = self.queue();
        while let Some(next) = queue.drafts.pop_front() {
            queue = self.done(queue, next);
        }
        while queue.running > 0 {
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Sends the other threads home when all is done.
    pub(super) fn close(&self) {
        self.queue().is_closed = true;
        self.changed.notify_all();
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn done<'q>(
        &'q self,
        mut queue: MutexGuard<'q, Queue>,
        (draft, bytes): (Draft, usize),
    ) -> MutexGuard<'q, Queue> {
        queue.bytes -= bytes;
        queue.running += 1;
        drop(queue);
        self.maker.make(draft);
        let mut queue = self.queue();
        queue.running -= 1;
        if queue.running == 0 {
            self.changed.notify_all();
        }
        queue
    }
}
