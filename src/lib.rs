//! Full-text search for news archives.
//!
//! A folder of news documents goes in; every document is split into headline,
//! dateline, body and source, and indexed. Queries return ranked passages in
//! which exactly the matching words are marked.
//!
//! # The shape of the code
//!
//! Five layers; a file imports only from its own layer or a lower one.
//!
//! | layer | modules |
//! | --- | --- |
//! | 0 data | [`article`], [`span`], [`error`] |
//! | 1 pure | [`read`], [`split`], [`analysis`], [`query`], [`passage`] |
//! | 2 state | [`config`], [`index`], [`engine`] |
//! | 3 use cases | [`ingest`], [`search`], [`eval`] |
//! | 4 surfaces | [`output`], [`cli`] |
//!
//! Layer 1 opens nothing and knows no clock or environment: it returns values
//! and remarks and cannot fail a run. Layer 2 alone touches the disk.
//!
//! # The walk of a document
//!
//! [`ingest`] walks the folder and passes over what the
//! [catalogue](index::Catalogue) says is unchanged. [`read::read_file`] opens
//! containers as streams, recognises the format, and makes of each record
//! a [draft](read::Draft) of what its format states; [`split`] fills in what
//! the text tells and makes an [`Article`](article::Article). Its
//! [text](analysis::ArticleText) is analysed and indexed; a commit makes
//! articles and catalogue durable together.
//!
//! # The walk of a query
//!
//! [`query::parse`] makes a tree of it, [`query::plan`] turns words into index
//! terms, an [engine](engine::Engine) returns ranked articles, [`passage`]
//! chooses and marks what is shown, [`output`] prints it.
//!
//! One evaluator, [`query::interval`], decides both whether an article matches
//! and which words are marked. It works on positions, from postings or from the
//! stored text; that is why a highlight shows exactly why an article matched.
//!
//! # What is added where
//!
//! A format of documents: a file in [`read`] and a row in [`read::FORMATS`]. A
//! container: a file in `read/container` and a row of its table.
//! A language: a row in [`analysis::language`]. A command: a file in
//! [`cli`]. A format of answers: a file in [`output`] and a row in
//! [`output::FORMATS`]. A list: rows of a type that implements
//! [`output::list::Row`]. A measure: a row in [`eval`]. An engine: an
//! implementation of [`engine::Engine`]. A ranking parameter: [`query::ranking`], nowhere else.

pub mod analysis;
pub mod article;
pub mod cli;
pub mod config;
pub mod engine;
pub mod error;
pub mod eval;
pub mod index;
pub mod ingest;
pub mod output;
pub mod passage;
pub mod query;
pub mod read;
pub mod search;
pub mod span;
pub mod split;
