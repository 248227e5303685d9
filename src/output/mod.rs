//! Printing: records for machines, text for people.
//!
//! Machine formats are named and versioned; their history:
//!
//! - `morgue.article/1`: fields and paragraphs of an article.
//! - `morgue.explain/1`: how a query was read, what it stands for, what a score is made of.
//! - `morgue.hit/1`: queries, hits, errors and totals of searches.
//! - `morgue.report/1`: what an ingest has to say of single files.
//! - `morgue.status/1`: what is in an index and what has changed since.
//! - `morgue.facet/1`, `morgue.timeline/1`, `morgue.term/1`: numbers of
//!   articles by value, by period, by word.
//! - `morgue.kwic/1`: marks with the text beside them.
//! - `morgue.check/1`: whether an index is whole.
//! - `morgue.config/1`: the settings and where they come from.
//!
//! The answers of searches are printed by a [`HitWriter`]; the ways to print
//! them are the rows of [`FORMATS`], each with a file of its own. Lists of
//! counts and lines are made of [`list::Row`]s, which every [`list::ListFormat`]
//! can print.

pub mod article_record;
pub mod article_text;
pub mod check_record;
pub mod check_text;
pub mod citation;
pub mod config_record;
pub mod config_text;
pub mod count_list;
pub mod explain_record;
pub mod explain_text;
pub mod facet_list;
pub mod hit_record;
pub mod ingest_summary;
pub mod kwic_list;
pub mod list;
pub mod ninjs_record;
pub mod plural;
pub mod quality_text;
pub mod report_record;
pub mod sanitize;
pub mod split_text;
pub mod status_record;
pub mod status_text;
pub mod table;
pub mod term_list;
pub mod terminal;
pub mod timeline_chart;
pub mod timeline_list;

mod json;
mod jsonl;
mod paths;
mod text;
mod trec;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use self::sanitize::SafeFormatter;
use self::table::Column;
use self::terminal::Style;
use crate::engine::{Handle, RankedHit};
use crate::search::{Answer, Failure, Hit};

/// A way to print the answers of searches.
#[derive(Debug)]
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What stands once before all answers.
    pub head: fn(&Look) -> String,
    /// Whether it is a table, whose columns can be chosen.
    pub has_columns: bool,
    /// Whether an error has a place in it.
    pub tells_outcome: bool,
    /// Whether it shows articles; else ids and scores are enough.
    pub shows_articles: bool,
    /// Makes the writer of one answer.
    pub writer: for<'a> fn(&'a Look) -> Box<dyn HitWriter + 'a>,
}

/// Every format, that for people first.
pub const FORMATS: &[Format] = &[
    text::FORMAT,
    jsonl::FORMAT,
    json::FORMAT,
    table::CSV,
    table::TSV,
    trec::FORMAT,
    paths::FORMAT,
    paths::FORMAT_0,
];

/// The format of this name.
#[must_use]
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// What a writer needs to know beside the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// How text for people looks.
    pub style: Style,
    /// What ids of an index are relative to, for each index searched.
    pub roots: Vec<PathBuf>,
    /// The columns of tables.
    pub columns: Vec<&'static Column>,
    /// Where the files of each index are, for links; empty for no links, and
    /// so is a folder that is not known.
    pub link_roots: Vec<PathBuf>,
    /// Whether it is shown on a terminal, which bytes of names could steer.
    pub on_terminal: bool,
}

impl Look {
    /// What the id of an article is relative to.
    #[must_use]
    pub fn root(&self, handle: Handle) -> &Path {
        self.roots.get(handle.shard as usize).map_or(Path::new(""), PathBuf::as_path)
    }

    /// What the link to a file begins with, if there is to be one.
    #[must_use]
    pub fn link_root(&self, handle: Handle) -> Option<&Path> {
        let root = self.link_roots.get(handle.shard as usize).map(PathBuf::as_path);
        root.filter(|root| !root.as_os_str().is_empty())
    }
}

/// The query that an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryName<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its line in a batch.
    pub line: Option<usize>,
    /// Its text; empty if none could be read.
    pub text: &'a str,
}

/// A hit without its article.
#[derive(Debug, Clone, Copy)]
pub struct RankedPlace<'a> {
    /// Its place in the whole ranking, from 1.
    pub rank: usize,
    /// What the engine says of it.
    pub hit: &'a RankedHit,
    /// The ids of its copies, if they were asked for.
    pub copy_ids: &'a [String],
}

/// Prints the answer to one query: `query` if it is one of a batch, then
/// `answer`, a call for each hit and `end`, or at any point `error` instead
/// of the rest.
pub trait HitWriter {
    /// A query of a batch begins.
    ///
    /// # Errors
    /// If `out` cannot be written; so for all methods.
    fn query(&mut self, _out: &mut dyn Write, _query: QueryName<'_>) -> io::Result<()> {
        Ok(())
    }

    /// The query was answered; its hits follow.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn answer(&mut self, _out: &mut dyn Write, _answer: &Answer) -> io::Result<()> {
        Ok(())
    }

    /// A hit, if the format shows articles.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn hit(
        &mut self,
        _out: &mut dyn Write,
        _query: QueryName<'_>,
        _answer: &Answer,
        _hit: &Hit,
    ) -> io::Result<()> {
        Ok(())
    }

    /// A hit, if the format shows no articles.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn ranked(
        &mut self,
        _out: &mut dyn Write,
        _query: QueryName<'_>,
        _place: RankedPlace<'_>,
    ) -> io::Result<()> {
        Ok(())
    }

    /// The answer is complete; its hits had so many passages, and the newest
    /// commit searched has this number.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn end(
        &mut self,
        _out: &mut dyn Write,
        _query: QueryName<'_>,
        _answer: &Answer,
        _end: End,
    ) -> io::Result<()> {
        Ok(())
    }

    /// The query has no answer, or it breaks off.
    ///
    /// # Errors
    /// If `out` cannot be written.
    fn error(
        &mut self,
        _out: &mut dyn Write,
        _query: QueryName<'_>,
        _failure: &Failure,
    ) -> io::Result<()> {
        Ok(())
    }
}

/// What is known at the end of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// How many passages the hits had.
    pub passages_shown: usize,
    /// Whether there is more than the window let through.
    pub truncated: bool,
    /// The number of the newest commit searched.
    pub generation: u64,
}

/// Writes a record as one line of JSON without raw control characters.
///
/// # Errors
/// If `out` cannot be written.
pub fn json_line(out: &mut dyn Write, record: &impl Serialize) -> io::Result<()> {
    json(out, record)?;
    out.write_all(b"\n")
}

/// Writes a record as JSON without raw control characters or line ends.
///
/// # Errors
/// If `out` cannot be written.
pub fn json(out: &mut dyn Write, record: &impl Serialize) -> io::Result<()> {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, SafeFormatter);
    record.serialize(&mut serializer).map_err(io::Error::other)?;
    out.write_all(&text)
}
