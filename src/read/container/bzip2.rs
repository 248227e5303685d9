//! bzip2: one document, perhaps as several streams one after the other.

use bzip2::read::MultiBzDecoder;

use super::{Container, Kind};

pub(super) const CONTAINER: Container = Container {
    name: "bzip2",
    sniff,
    endings: &[(".bz2", ""), (".tbz2", ".tar"), (".tbz", ".tar")],
    kind: Kind::Stream(|stream| Ok(Box::new(MultiBzDecoder::new(stream)))),
};

/// Its name, a digit, and the mark of a block or of the end.
fn sniff(head: &[u8]) -> bool {
    let mark = head.get(4..10);
    head.starts_with(b"BZh")
        && head.get(3).is_some_and(|level| (b'1'..=b'9').contains(level))
        && (mark == Some(b"\x31\x41\x59\x26\x53\x59") || mark == Some(b"\x17\x72\x45\x38\x50\x90"))
}
