//! Containers: compressed streams and archives of members, opened as streams
//! and never written to disk.
//!
//! What is in them is other people's: nesting, entries, memory and the bytes
//! that come out are bounded, and every bound is checked on what is really
//! read, never on what a header declares.

mod bounds;
mod bzip2;
mod gzip;
mod tar;
mod xz;
mod zip;
mod zstd;

use std::cell::Cell;
use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;

pub(super) use self::bounds::{Budget, Guarded, Metered};
use crate::error::Skip;

/// How many containers may be around a document.
pub(super) const DEEPEST: usize = 3;

/// How many entries of one container are looked at.
const MOST_ENTRIES: usize = 1_000_000;

/// What is read of a file or stream at once, in bytes.
const BUFFER: usize = 64 << 10;

/// What can be read from any place.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// A kind of container.
pub(super) struct Container {
    /// Its name, as in "a zip archive".
    pub(super) name: &'static str,
    /// Whether bytes are the beginning of one.
    pub(super) sniff: fn(&[u8]) -> bool,
    /// Ends of names, and what stands there without the container.
    pub(super) endings: &'static [(&'static str, &'static str)],
    /// How it is opened.
    pub(super) kind: Kind,
}

/// Opens a compressed stream.
pub(super) type Open = for<'a> fn(Box<dyn Read + 'a>) -> io::Result<Box<dyn Read + 'a>>;

/// What is inside of a container.
pub(super) enum Kind {
    /// One document, compressed.
    Stream(Open),
    /// Members with names.
    Archive(fn(Packed<'_>, &mut dyn Members)),
}

/// The bytes of a document that may be a container.
pub(super) enum Packed<'a> {
    /// Readable from any place, at its beginning.
    Seekable(Box<dyn ReadSeek + 'a>),
    /// From the first byte to the last.
    Stream(Box<dyn Read + 'a>),
}

impl<'a> Packed<'a> {
    /// The same as a stream, with the number of bytes that were read of it.
    pub(super) fn metered(self) -> (Box<dyn Read + 'a>, Rc<Cell<u64>>) {
        let metered = Metered::new(match self {
            Self::Seekable(file) => Box::new(file),
            Self::Stream(stream) => stream,
        });
        let count = metered.count();
        (Box::new(BufReader::with_capacity(BUFFER, metered)), count)
    }
}

/// Takes the members of an archive; on `Break` no more are wanted.
pub(super) trait Members {
    /// Takes one. `consumed` tells how many bytes of the archive were read so far.
    fn member(
        &mut self,
        name: &[u8],
        content: &mut dyn Read,
        consumed: &dyn Fn() -> u64,
    ) -> ControlFlow<()>;

    /// Takes note that a member, or all that follows if there is no name,
    /// cannot be read.
    fn skip(&mut self, name: Option<&[u8]>, skip: Skip) -> ControlFlow<()>;
}

/// Every container, in the order in which they are tried.
static CONTAINERS: &[Container] = &[
    gzip::CONTAINER,
    bzip2::CONTAINER,
    xz::CONTAINER,
    zstd::CONTAINER,
    zip::CONTAINER,
    tar::CONTAINER,
];

/// The container that begins with these bytes.
pub(super) fn recognise(head: &[u8]) -> Option<&'static Container> {
    CONTAINERS.iter().find(|container| (container.sniff)(head))
}

/// Whether a file of this name is likely to be a container.
#[must_use]
pub fn is_container_name(name: &str) -> bool {
    let mut endings = CONTAINERS.iter().flat_map(|container| container.endings);
    endings.any(|(ending, _)| strip_ending(name, ending).is_some())
}

impl Container {
    /// The name of the document inside of a compressed stream of this name.
    pub(super) fn inner_name(&self, name: &str) -> String {
        let inner = |(ending, instead): &(&str, &str)| {
            strip_ending(name, ending).map(|stem| stem.to_owned() + instead)
        };
        self.endings.iter().find_map(inner).unwrap_or_else(|| name.to_owned())
    }
}

fn strip_ending<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    let (stem, last) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
    last.eq_ignore_ascii_case(ending).then_some(stem)
}

/// Whether a member is a file that a walk of folders would look at.
fn is_wanted(name: &[u8]) -> bool {
    let mut parts = name.split(|byte| matches!(byte, b'/' | b'\\'));
    let is_hidden = |part: &[u8]| {
        part.starts_with(b".") && part != b"." && part != b".." || part == b"__MACOSX"
    };
    !name.is_empty() && !name.ends_with(b"/") && !parts.any(is_hidden)
}
