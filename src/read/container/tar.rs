//! tar: members one after the other, read as a stream.

use std::io::{self, Read};
use std::ops::ControlFlow;

use tar::{Archive, Entry, EntryType};

use super::bounds::Rationed;
use super::{Container, Kind, MOST_ENTRIES, Members, Packed, is_wanted};
use crate::error::{Skip, SkipReason};

/// What the headers of one member may take, long names included, in bytes.
const HEADERS: u64 = 1 << 20;

pub(super) const CONTAINER: Container =
    Container { name: "tar", sniff, endings: &[(".tar", "")], kind: Kind::Archive(read) };

/// A header whose checksum is right; older ones have no other mark.
fn sniff(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let stated = header.get(148..156).unwrap_or_default();
    let digits: String = stated
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(|c| *c == ' ')
        .take_while(char::is_ascii_digit)
        .collect();
    let Ok(stated) = u64::from_str_radix(&digits, 8) else { return false };
    let sum =
        |(at, byte): (usize, &u8)| if (148..156).contains(&at) { 32 } else { u64::from(*byte) };
    header.first() != Some(&0) && stated == header.iter().enumerate().map(sum).sum::<u64>()
}

fn read(packed: Packed<'_>, members: &mut dyn Members) {
    let (stream, consumed) = packed.metered();
    let rationed = Rationed::new(stream);
    let left = rationed.left();
    let mut archive = Archive::new(rationed);
    left.set(u64::MAX);
    // Whoever reads too much, or damaged data, has said so by then.
    let Ok(entries) = archive.entries() else { return };
    let mut entries = entries.take(MOST_ENTRIES + 1).enumerate();
    loop {
        left.set(HEADERS);
        let (number, mut entry) = match entries.next() {
            None => return,
            Some((number, Ok(entry))) => (number, entry),
            Some((_, Err(cause))) => {
                let message = format!("the tar data are damaged or cut off: {cause}");
                let _ = members.skip(None, Skip::new(SkipReason::Damaged, message));
                return;
            }
        };
        if number == MOST_ENTRIES {
            let message = format!("more than {MOST_ENTRIES} entries");
            let _ = members.skip(None, Skip::new(SkipReason::TooMany, message));
            return;
        }
        left.set(u64::MAX);
        if take(&mut entry, &|| consumed.get(), members).is_break() {
            return;
        }
    }
}

fn take<R: Read>(
    entry: &mut Entry<'_, R>,
    consumed: &dyn Fn() -> u64,
    members: &mut dyn Members,
) -> ControlFlow<()> {
    let name = entry.path_bytes().into_owned();
    let (kind, left) = (entry.header().entry_type(), entry.size());
    let mut content = Whole { entry, left };
    match kind {
        _ if !is_wanted(&name) => {}
        EntryType::Regular | EntryType::Continuous => {
            members.member(&name, &mut content, consumed)?;
        }
        EntryType::GNUSparse => {
            let skip = Skip::new(SkipReason::Unsupported, "a sparse file in a tar archive");
            return members.skip(Some(&name), skip);
        }
        _ => {}
    }
    // The library would read the rest with the next headers.
    match io::copy(&mut content, &mut io::sink()) {
        Ok(_) => ControlFlow::Continue(()),
        Err(cause) => {
            let message = format!("the tar data are damaged or cut off: {cause}");
            let _ = members.skip(None, Skip::new(SkipReason::Damaged, message));
            ControlFlow::Break(())
        }
    }
}

/// A member that may not end early.
struct Whole<R> {
    entry: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.entry.read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}
