//! xz: one document, perhaps as several streams one after the other.

use lzma_rust2::XzReader;

use super::{Container, Kind};

/// What the dictionary of a stream may take, in KiB: twice that of `xz -9`.
const DICTIONARY: u32 = 130 << 10;

pub(super) const CONTAINER: Container = Container {
    name: "xz",
    sniff: |head| head.starts_with(b"\xFD7zXZ\0"),
    endings: &[(".xz", ""), (".txz", ".tar")],
    kind: Kind::Stream(|stream| Ok(Box::new(XzReader::new_mem_limit(stream, true, DICTIONARY)))),
};
