//! Tests of the program as people use it, all in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stderr,
    clippy::too_many_lines,
    clippy::needless_raw_string_hashes,
    reason = "a test may fail by panicking, and holds the output that it expects"
)]

#[cfg(unix)]
mod abuse; // pipes that close, full disks, batches with bad lines
mod archive; // the harness: an archive in a directory of its own, the program run inside it
mod backup; // copies of an index, and indexes made again
mod batch; // many queries from a file: order, errors in place, formats, streams
mod citations; // entries for reference managers, and whole articles as records
mod commits; // commits by time; small ones, open files, files that are cut while they are read
mod config; // settings: options over variables over the user's file, and what is wrong with it
mod containers; // archives and compressed files, nested, damaged, hostile
mod counts; // facets, timelines and words against `count`
mod damaged; // files of every format with damage in them
mod encodings; // text in any encoding, and rules that say in which
mod errors; // what goes wrong is said in a sentence with a way out, exit code 2
mod eval; // rankings measured against judgments, and their files
mod explain; // how a query was read, what it stands for, what a score is made of
mod exports; // articles that were exported are read back as they were
mod extract; // how files are divided, and why
mod formats; // the cases of every format are read as the records beside them say
mod gold; // figures over the samples outside the repository, where they are at hand
mod gold_formats; // what every sample of a format gives, where they are at hand
mod gold_pages; // bodies and fields of pages of the web, scored against true ones
mod gold_ranking; // how well articles are ranked over those samples
mod gold_records; // collections outside the repository, record by record against their tags
mod golden_ranking; // the ranking of `corpus/` beside what people judged, as a page
#[cfg(unix)]
mod guards; // limits of queries: each with its own code, none with a crash
mod guidance; // where the index is, places as ids, tips for mistaken commands
mod guides; // the commands of the guides do what they say
mod hostile; // no text steers a terminal, hides or computes, in any format
#[cfg(unix)]
mod integrity; // damaged files are named, never answered from; readers write nothing
mod kills; // ingests of several commits, killed at random
mod kwic; // every mark once, aligned, in order, with its place
mod language; // the query language construct by construct: what is found and what is marked
mod living; // an archive that is edited at random answers as one that is indexed afresh
mod marked; // the harness: what queries mark, as lines for tables
mod neighbours; // files of a folder speak for each other, in whatever order they come
mod pages; // completions, manual pages, versions, suggestions
mod passages; // passages of many articles in one ranking
mod properties; // random queries over random articles against a slow matcher
mod quality; // what articles of a run have and lack, with and without a dry run
mod readings; // spellings that are one word, ends of sentences, what a query is told to mean
mod readme; // the commands of README.md do what it says
mod repeatable; // the same output for any number of threads and segments, and after reopening
mod rivals; // queries that other tools misread, and marks that they get wrong
mod schemas; // every record is valid against the JSON Schema of its format
mod search; // what is found, shown and marked; what an ingest notices
mod selection; // generations, copies and files: which articles are looked at and shown
mod several; // several indexes answer as one over all archives
mod sidecars; // what is told about files beside them
mod splits; // `corpus/` is divided as its writers meant it
mod stopping; // locks, signals and runs that end early
mod streaming; // large files in pieces: killed, stopped, changed, read on
mod tables; // chosen columns, and the files of hits for other programs
#[cfg(unix)]
mod terminal; // what only a terminal gets: colour, links, width, pager, progress
mod tidy; // layers, sizes and other rules of the source tree
mod ties; // copies and texts that score alike, in lists that are cut among them
mod upkeep; // new, changed, renamed and vanished files; what is pending; the report
