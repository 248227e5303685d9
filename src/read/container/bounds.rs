//! Readers that count, and that end a stream which unpacks to too much.

use std::cell::{Cell, RefCell};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use crate::error::{Skip, SkipReason};

/// What may come out of a stream or of a file before ratios are looked at, in bytes.
const FREE: u64 = 16 << 20;

/// How many bytes may come out of each that goes in.
const RATIO: u64 = 200;

/// What may come out of all containers of one file together, in bytes.
const TOTAL: u64 = 1 << 40;

/// What the containers of one file have unpacked, and what is wrong with them.
#[derive(Default)]
pub(in crate::read) struct Budget {
    /// Bytes of the file on disk.
    size: u64,
    unpacked: Cell<u64>,
    /// What went wrong and was not told yet; the cause comes first.
    faults: RefCell<Vec<Skip>>,
}

impl Budget {
    /// That of a file of so many bytes.
    pub(in crate::read) fn of(size: u64) -> Rc<Self> {
        Rc::new(Self { size, ..Self::default() })
    }

    /// Whether no more may be unpacked.
    pub(in crate::read) fn is_spent(&self) -> bool {
        self.unpacked.get() > TOTAL.min(FREE.saturating_add(RATIO.saturating_mul(self.size)))
    }

    /// What went wrong since this was last asked.
    pub(in crate::read) fn take_fault(&self) -> Option<Skip> {
        let mut faults = self.faults.borrow_mut();
        let first = faults.first().cloned();
        faults.clear();
        first
    }

    fn fail(&self, skip: Skip) {
        self.faults.borrow_mut().push(skip);
    }
}

/// Counts what is read of a file or stream, and notes what fails there.
pub(in crate::read) struct Metered<R> {
    inner: R,
    read: Rc<Cell<u64>>,
    budget: Option<Rc<Budget>>,
}

impl<R> Metered<R> {
    /// Counts what is read from `inner`.
    pub(super) fn new(inner: R) -> Self {
        Self { inner, read: Rc::default(), budget: None }
    }

    /// The same for a file on disk: if it fails, that is told of whatever is in it.
    pub(in crate::read) fn file(inner: R, budget: &Rc<Budget>) -> Self {
        Self { budget: Some(Rc::clone(budget)), ..Self::new(inner) }
    }

    /// The number of bytes read, shared.
    pub(in crate::read) fn count(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.read)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(buffer) {
            Ok(count) => {
                self.read.set(self.read.get() + count as u64);
                Ok(count)
            }
            Err(cause) => {
                if let Some(budget) = self.budget.as_ref().filter(|_| !is_passing(&cause)) {
                    budget.fail(Skip::new(SkipReason::Unreadable, cause.to_string()));
                }
                Err(cause)
            }
        }
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

fn is_passing(cause: &io::Error) -> bool {
    cause.kind() == io::ErrorKind::Interrupted
}

/// What comes out of a container: ends with a fault that is noted in the
/// budget when the data are damaged, or when it is more than the bounds allow.
pub(in crate::read) struct Guarded<'a> {
    inner: Box<dyn Read + 'a>,
    /// Bytes that went in since this began.
    consumed: Box<dyn Fn() -> u64 + 'a>,
    unpacked: u64,
    budget: Rc<Budget>,
    /// What the data are, as in "the gzip data are damaged".
    name: &'static str,
    is_over: bool,
}

impl<'a> Guarded<'a> {
    pub(in crate::read) fn new(
        inner: Box<dyn Read + 'a>,
        consumed: Box<dyn Fn() -> u64 + 'a>,
        name: &'static str,
        budget: &Rc<Budget>,
    ) -> Self {
        Self { inner, consumed, unpacked: 0, budget: Rc::clone(budget), name, is_over: false }
    }

    fn end(&mut self, skip: Skip) -> io::Error {
        self.is_over = true;
        let cause = io::Error::other(skip.message.clone());
        self.budget.fail(skip);
        cause
    }

    fn is_too_much(&self) -> bool {
        let ratio = RATIO.saturating_mul((self.consumed)());
        self.budget.is_spent() || self.unpacked > FREE && self.unpacked > ratio
    }
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_over {
            return Err(io::Error::other("what follows cannot be read"));
        }
        match self.inner.read(buffer) {
            Ok(count) => {
                self.unpacked += count as u64;
                self.budget.unpacked.set(self.budget.unpacked.get() + count as u64);
                if self.is_too_much() {
                    let message =
                        format!("unpacks to more than {RATIO} times its size, as bombs do");
                    return Err(self.end(Skip::new(SkipReason::Bomb, message)));
                }
                Ok(count)
            }
            Err(cause) if is_passing(&cause) => Err(cause),
            Err(cause) => {
                let message = match cause.kind() {
                    io::ErrorKind::UnexpectedEof => format!("the {} data are cut off", self.name),
                    _ => format!("the {} data are damaged: {cause}", self.name),
                };
                Err(self.end(Skip::new(SkipReason::Damaged, message)))
            }
        }
    }
}

/// Fails when more is read than it was told to allow: for the parts of an
/// archive that a library reads into memory.
pub(super) struct Rationed<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R> Rationed<R> {
    /// Allows nothing to begin with; the cell says how much may be read.
    pub(super) fn new(inner: R) -> Self {
        Self { inner, left: Rc::default() }
    }

    pub(super) fn left(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.left)
    }
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.left.get().checked_sub(count as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other("its headers are too large")),
        }
        Ok(count)
    }
}

impl<R: Seek> Seek for Rationed<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
