//! zip: members in the order of the directory at its end; without one, as
//! they follow each other.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;

use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::{ZipError, ZipResult};

use super::bounds::{Metered, Rationed};
use super::{BUFFER, Container, Kind, MOST_ENTRIES, Members, Packed, ReadSeek, is_wanted};
use crate::error::{Skip, SkipReason};

/// What the directory of an archive may take in the file, in bytes: enough
/// for some 250,000 entries.
const DIRECTORY: u64 = 32 << 20;

/// How large an archive inside of another container may be, in bytes: its
/// directory is at its end, so that it is held in memory.
const NESTED: u64 = 32 << 20;

pub(super) const CONTAINER: Container = Container {
    name: "zip",
    sniff: |head| head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
    endings: &[(".zip", "")],
    kind: Kind::Archive(read),
};

fn read(packed: Packed<'_>, members: &mut dyn Members) {
    match packed {
        Packed::Seekable(file) => whole(file, members),
        Packed::Stream(stream) => {
            let mut bytes = Vec::new();
            if let Err(cause) = stream.take(NESTED + 1).read_to_end(&mut bytes) {
                let _ = members.skip(None, refused(&cause.into()));
                return;
            }
            if bytes.len() as u64 > NESTED {
                let limit = NESTED >> 20;
                let message = format!("a zip archive of more than {limit} MiB inside of another");
                let _ = members.skip(None, Skip::new(SkipReason::TooLarge, message));
                return;
            }
            whole(Box::new(Cursor::new(bytes)), members);
        }
    }
}

fn whole(file: Box<dyn ReadSeek + '_>, members: &mut dyn Members) {
    let metered = Metered::new(file);
    let consumed = metered.count();
    let rationed = Rationed::new(metered);
    let left = rationed.left();
    left.set(DIRECTORY);
    let mut file = BufReader::with_capacity(BUFFER, rationed);
    let archive = ZipArchive::new(&mut file);
    left.set(u64::MAX);
    if let Ok(archive) = archive {
        return listed(archive, &consumed, members);
    }
    if file.rewind().is_ok() {
        unlisted(&mut file, &consumed, members);
    }
    let message = "the zip data are cut off or damaged: no list of entries can be read";
    let _ = members.skip(None, Skip::new(SkipReason::Damaged, message));
}

/// Members that the directory lists.
fn listed<R: Read + Seek>(
    mut archive: ZipArchive<R>,
    consumed: &Rc<Cell<u64>>,
    members: &mut dyn Members,
) {
    for number in 0..archive.len() {
        let Ok(entry) = archive.by_index_data(number) else { continue };
        let name = entry.name_raw().to_vec();
        if !entry.is_file() || !is_wanted(&name) {
            continue;
        }
        let taken = if number >= MOST_ENTRIES {
            let message = format!("more than {MOST_ENTRIES} entries");
            let _ = members.skip(None, Skip::new(SkipReason::TooMany, message));
            ControlFlow::Break(())
        } else if entry.encrypted() {
            members.skip(Some(&name), Skip::new(SkipReason::Encrypted, "needs a password"))
        } else {
            take(&name, archive.by_index(number), consumed, members)
        };
        if taken.is_break() {
            return;
        }
    }
}

/// Members that follow each other, up to the first that cannot be read.
fn unlisted(stream: &mut dyn Read, consumed: &Rc<Cell<u64>>, members: &mut dyn Members) {
    for _ in 0..MOST_ENTRIES {
        let mut stream: &mut dyn Read = stream;
        let Ok(Some(file)) = read_zipfile_from_stream(&mut stream) else { return };
        let name = file.name_raw().to_vec();
        if !file.is_file() || !is_wanted(&name) {
            continue;
        }
        if take(&name, Ok(file), consumed, members).is_break() {
            return;
        }
    }
}

fn take<R: Read>(
    name: &[u8],
    opened: ZipResult<ZipFile<'_, R>>,
    consumed: &Rc<Cell<u64>>,
    members: &mut dyn Members,
) -> ControlFlow<()> {
    match opened {
        Ok(mut file) => {
            let before = consumed.get();
            members.member(name, &mut file, &|| consumed.get() - before)
        }
        Err(cause) => members.skip(Some(name), refused(&cause)),
    }
}

fn refused(cause: &ZipError) -> Skip {
    match cause {
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            Skip::new(SkipReason::Unsupported, format!("the zip data cannot be unpacked: {cause}"))
        }
        ZipError::Io(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => {
            Skip::new(SkipReason::Damaged, "the zip data are cut off")
        }
        _ => Skip::new(SkipReason::Damaged, format!("the zip data are damaged: {cause}")),
    }
}
