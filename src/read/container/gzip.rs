//! gzip: one document, perhaps as several members one after the other.

use flate2::read::MultiGzDecoder;

use super::{Container, Kind};

pub(super) const CONTAINER: Container = Container {
    name: "gzip",
    sniff: |head| head.starts_with(b"\x1f\x8b\x08"),
    endings: &[(".gz", ""), (".tgz", ".tar")],
    kind: Kind::Stream(|stream| Ok(Box::new(MultiGzDecoder::new(stream)))),
};
