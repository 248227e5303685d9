//! Zstandard: one document, perhaps as several frames one after the other.
//!
//! The library refuses frames that ask for a window of more than 128 MiB.

use zstd::stream::read::Decoder;

use super::{Container, Kind};

pub(super) const CONTAINER: Container = Container {
    name: "Zstandard",
    sniff: |head| head.starts_with(b"\x28\xB5\x2F\xFD"),
    endings: &[(".zst", ""), (".tzst", ".tar")],
    kind: Kind::Stream(|stream| Ok(Box::new(Decoder::new(stream)?))),
};
