//! From a file to its records: containers are opened, formats recognised.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use encoding_rs::Encoding;

use super::container::{
    self, Budget, Container, DEEPEST, Guarded, Kind, Metered, Open, Packed, ReadSeek,
};
use super::format::{self, Format};
use super::input::{Content, Input, SAMPLE, Sample};
use super::magic;
use super::named::FieldNames;
use super::records::{Choice, Names, Placed, Records};
use crate::article::{Locator, decode_path, encode_path};
use crate::error::{Skip, SkipReason};

/// What is known of a file from outside.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Its format, or that of the documents in it if it is a container.
    pub format: Option<&'static Format>,
    /// The encoding of its documents.
    pub encoding: Option<&'static Encoding>,
    /// Which names stand for which fields in its records.
    pub fields: Option<&'a FieldNames>,
    /// Whether the month comes first in dates of numbers.
    pub month_first: Option<bool>,
    /// What is known of its members, if it is a container.
    pub members: Option<&'a dyn Members>,
}

/// What is known of members of a container from outside. Members are named as
/// in [`Locator::member`].
pub trait Members: std::fmt::Debug + Sync {
    /// What is known of a member itself, if anything.
    fn known(&self, member: &str) -> Option<Known<'_>>;

    /// Whether a member is to be left out, as if it were not there.
    fn is_excluded(&self, member: &str) -> bool;
}

impl Known<'_> {
    /// What is known of the document at a place of the file.
    fn at(&self, place: &Locator) -> Self {
        let member = self.members.zip(place.member.as_ref());
        member.and_then(|(members, member)| members.known(member)).unwrap_or(*self)
    }
}

/// The bytes of a file.
pub enum Source<'a> {
    /// All of them.
    Whole(Vec<u8>),
    /// Still on disk: the file and its size.
    Open(&'a mut dyn ReadSeek, u64),
}

/// Reads a file: `path` is what ids of its records begin with.
///
/// Every article, and every record or document that gives none, is handed
/// over in the order of the file. Memory does not grow with the file: what is
/// not [`Source::Whole`] is streamed.
pub fn read_file(path: &str, source: Source<'_>, known: Known<'_>, records: &mut dyn Records) {
    let place = Locator::file(path);
    let decoded = decode_path(path);
    let name = String::from_utf8_lossy(&decoded).into_owned();
    match source {
        Source::Whole(bytes) => {
            let budget = Budget::of(bytes.len() as u64);
            let mut reading = Reading { known, budget, records, is_stopped: false, is_told: false };
            if container::recognise(sample(&bytes)).is_none() {
                reading.plain(Content::Whole(bytes), &place, &name);
            } else {
                let packed = Packed::Seekable(Box::new(Cursor::new(bytes)));
                reading.document(packed, &place, &name, 0);
            }
        }
        Source::Open(file, size) => {
            let budget = Budget::of(size);
            let packed = Packed::Seekable(Box::new(Metered::file(file, &budget)));
            let mut reading = Reading { known, budget, records, is_stopped: false, is_told: false };
            reading.document(packed, &place, &name, 0);
        }
    }
}

fn sample(bytes: &[u8]) -> &[u8] {
    bytes.get(..SAMPLE).unwrap_or(bytes)
}

struct Reading<'a> {
    known: Known<'a>,
    budget: Rc<Budget>,
    records: &'a mut dyn Records,
    is_stopped: bool,
    /// Whether a fault of the last document was told.
    is_told: bool,
}

impl Reading<'_> {
    /// Reads a file, or a member at a depth of so many containers.
    fn document(&mut self, packed: Packed<'_>, place: &Locator, name: &str, depth: usize) {
        self.is_told = false;
        match peeked(packed) {
            Ok((head, packed)) => self.recognised(&head, packed, place, name, depth),
            Err(cause) => self.fail(place, Skip::new(SkipReason::Unreadable, cause.to_string())),
        }
    }

    fn recognised(
        &mut self,
        head: &[u8],
        packed: Packed<'_>,
        place: &Locator,
        name: &str,
        depth: usize,
    ) {
        let container = container::recognise(head).filter(|_| magic::refused(head).is_none());
        let Some(container) = container else {
            return self.streamed(packed, place, name);
        };
        if depth == DEEPEST {
            let message = format!("inside of more than {DEEPEST} containers");
            return self.fail(place, Skip::new(SkipReason::TooDeep, message));
        }
        self.records.chosen(Choice::Container(container.name));
        match container.kind {
            Kind::Stream(open) => self.compressed(container, open, packed, place, name, depth),
            Kind::Archive(open) => {
                let names = Names::default();
                open(packed, &mut Inside { reading: self, container, place, depth, names });
            }
        }
    }

    fn compressed(
        &mut self,
        container: &Container,
        open: Open,
        packed: Packed<'_>,
        place: &Locator,
        name: &str,
        depth: usize,
    ) {
        let (stream, count) = packed.metered();
        match open(stream) {
            Ok(stream) => {
                let consumed = Box::new(move || count.get());
                let stream = Guarded::new(stream, consumed, container.name, &self.budget);
                let inner = container.inner_name(name);
                self.document(Packed::Stream(Box::new(stream)), place, &inner, depth + 1);
            }
            Err(cause) => self.fail(place, Skip::new(SkipReason::Damaged, cause.to_string())),
        }
    }

    /// Reads a document that is no container, and is not in memory.
    fn streamed(&mut self, packed: Packed<'_>, place: &Locator, name: &str) {
        let has_failed = Rc::new(Cell::new(false));
        let failed = Rc::clone(&has_failed);
        let stream: Box<dyn Read + '_> = match packed {
            Packed::Seekable(inner) => Box::new(Observed { inner, failed }),
            Packed::Stream(inner) => Box::new(Observed { inner, failed }),
        };
        match Content::stream(stream) {
            Ok(content) => self.plain(content, place, name),
            Err(cause) => self.fail(place, Skip::new(SkipReason::Unreadable, cause.to_string())),
        }
        if has_failed.get()
            && let Some(fault) = self.budget.take_fault()
        {
            self.fail(place, fault);
        }
    }

    /// Reads a document that is no container.
    fn plain(&mut self, content: Content<'_>, place: &Locator, name: &str) {
        if let Some(skip) = magic::refused(content.head()) {
            return self.fail(place, skip);
        }
        let extension = name.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.'));
        let extension = extension.map_or_else(String::new, |(_, last)| last.to_lowercase());
        let Known { format, encoding, fields, month_first, .. } = self.known.at(place);
        let found = match format {
            Some(format) => Some((format, "named from outside")),
            None => format::recognise(&Sample::new(content.head(), &extension)),
        };
        let Some((format, shown)) = found else {
            let skip = Skip::new(SkipReason::Binary, "no format that is known");
            return self.fail(place, skip);
        };
        self.records.chosen(Choice::Format { format, shown, head: content.head() });
        let input = Input { locator: place.clone(), content, encoding, fields, month_first };
        let mut placed = Placed::new(place, self.records, &self.budget);
        (format.read)(input, &mut placed);
        self.is_stopped |= placed.is_stopped();
    }

    /// Tells why a document, or the rest of it, is not read.
    fn fail(&mut self, place: &Locator, skip: Skip) {
        let fault = self.budget.take_fault().unwrap_or(skip);
        self.is_told = true;
        if !self.is_stopped {
            self.is_stopped = self.records.record(place.clone(), Err(fault)).is_break();
        }
    }
}

/// The first bytes of a document, and all of it.
fn peeked(packed: Packed<'_>) -> io::Result<(Vec<u8>, Packed<'_>)> {
    let mut head = Vec::new();
    match packed {
        Packed::Seekable(mut file) => {
            file.by_ref().take(SAMPLE as u64).read_to_end(&mut head)?;
            file.rewind()?;
            Ok((head, Packed::Seekable(file)))
        }
        Packed::Stream(mut stream) => {
            // A fault behind the first bytes is met again by whoever reads on.
            let read = stream.by_ref().take(SAMPLE as u64).read_to_end(&mut head);
            if head.is_empty() {
                read?;
            }
            let stream = Cursor::new(head.clone()).chain(stream);
            Ok((head, Packed::Stream(Box::new(stream))))
        }
    }
}

/// Remembers whether its reader was told of a failure: what was read ahead of
/// it may have failed for the next one.
struct Observed<R> {
    inner: R,
    failed: Rc<Cell<bool>>,
}

impl<R: Read> Read for Observed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).inspect_err(|_| self.failed.set(true))
    }
}

/// The members of an archive on their way to records.
struct Inside<'a, 'b> {
    reading: &'a mut Reading<'b>,
    container: &'static Container,
    place: &'a Locator,
    depth: usize,
    names: Names,
}

impl Inside<'_, '_> {
    fn place(&mut self, name: &[u8]) -> Locator {
        let name = name.strip_prefix(b"./").unwrap_or(name);
        let member = self.names.distinct(encode_path(name));
        let member = match &self.place.member {
            Some(outer) => format!("{outer}!{member}"),
            None => member,
        };
        Locator { member: Some(member), ..self.place.clone() }
    }

    fn go_on(&self) -> ControlFlow<()> {
        if self.reading.is_stopped || self.reading.budget.is_spent() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl container::Members for Inside<'_, '_> {
    fn member(
        &mut self,
        name: &[u8],
        content: &mut dyn Read,
        consumed: &dyn Fn() -> u64,
    ) -> ControlFlow<()> {
        let place = self.place(name);
        let members = self.reading.known.members.zip(place.member.as_ref());
        if members.is_some_and(|(members, member)| members.is_excluded(member)) {
            return self.go_on();
        }
        let budget = &self.reading.budget;
        let content =
            Guarded::new(Box::new(content), Box::new(consumed), self.container.name, budget);
        let stream = Packed::Stream(Box::new(content));
        let name = String::from_utf8_lossy(name);
        self.reading.document(stream, &place, &name, self.depth + 1);
        self.go_on()
    }

    fn skip(&mut self, name: Option<&[u8]>, skip: Skip) -> ControlFlow<()> {
        match name {
            Some(name) => {
                let place = self.place(name);
                self.reading.fail(&place, skip);
            }
            // The member that met the damage has told it.
            None if self.reading.is_told => {}
            None => self.reading.fail(self.place, skip),
        }
        self.go_on()
    }
}
