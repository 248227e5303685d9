//! XML of kinds that nobody here reads: said so by name, never taken for text.

use super::format::Format;
use super::input::{Input, Sample};
use super::sink::Sink;
use super::xml;
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "xml", version: 1, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let (name, _) = xml::root(&sample.text).filter(|_| sample.text.starts_with("<?xml"))?;
    (!name.eq_ignore_ascii_case("html")).then_some("the XML declaration")
}

#[expect(clippy::needless_pass_by_value, reason = "readers take their input")]
fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let sample = Sample::new(input.content.head(), "");
    let message = match xml::root(&sample.text) {
        Some((name, _)) => format!("XML of an unknown kind: its root element is `{name}`"),
        None => "XML without a root element".to_owned(),
    };
    let _ = sink.skip(None, Skip::new(SkipReason::FormatUnknown, message));
}
