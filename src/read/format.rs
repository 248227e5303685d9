//! The formats: how each is told from the others, and what reads it.

use super::html;
use super::input::{Input, Sample};
use super::sink::Sink;
use super::{
    alto, anpa, factiva_xml, feed, iptc7901, json, json_feed, labelled, mail, newsitem, newsml,
    newsml_g2, ninjs, nitf, other_xml, plain, sgml, table, time,
};

/// A format of documents.
#[derive(Debug)]
pub struct Format {
    /// The name in records, `--as` and `morgue.toml`.
    pub name: &'static str,
    /// Raised when the reader gives something else for the same bytes, or when
    /// its sniffer takes more or fewer of them. Files read by another version
    /// are read again; so are plain text, containers and files that are none
    /// of the formats, whichever version was raised: this one may be theirs.
    pub version: u16,
    /// What in the sample shows this format, as a phrase such as ``the root
    /// element `nitf` ``; `None` if it is another one.
    pub sniff: fn(&Sample<'_>) -> Option<&'static str>,
    /// Reads a document of this format, and hands over its articles and what
    /// could not be read of it, in the order of the file.
    pub read: fn(Input<'_>, &mut dyn Sink),
}

/// Every format, in the order in which they are tried; the last takes
/// everything that is text.
pub static FORMATS: &[Format] = &[
    anpa::FORMAT,
    iptc7901::FORMAT,
    nitf::FORMAT,
    newsml_g2::FORMAT,
    newsml::FORMAT,
    newsitem::FORMAT,
    feed::FORMAT,
    factiva_xml::FORMAT,
    alto::FORMAT,
    json_feed::FORMAT,
    ninjs::FORMAT,
    sgml::REUTERS,
    sgml::TREC,
    time::FORMAT,
    json::LINES,
    json::DOCUMENT,
    table::FORMAT,
    mail::MAILBOX,
    mail::MESSAGE,
    html::FACTIVA,
    html::EUROPRESSE,
    html::NEXIS,
    html::FORMAT,
    labelled::NEXIS,
    labelled::FACTIVA,
    labelled::PROQUEST,
    other_xml::FORMAT,
    plain::FORMAT,
];

/// The format of a document, and what shows it.
#[must_use]
pub fn recognise(sample: &Sample<'_>) -> Option<(&'static Format, &'static str)> {
    FORMATS.iter().find_map(|format| Some((format, (format.sniff)(sample)?)))
}

/// Whether a format takes what no other does.
#[must_use]
pub fn is_last(format: &Format) -> bool {
    FORMATS.last().is_some_and(|last| last.name == format.name)
}

/// The format of this name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
