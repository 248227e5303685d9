//! Evaluation: how good is a ranking, measured as TREC measures it.
//!
//! The parts here are pure: they read topics ([`topics`]), judgments
//! ([`qrels`]) and runs ([`run`]) from text, match the document ids of
//! foreign files to articles ([`resolver`]), and compute measures under
//! `trec_eval`'s names with its values ([`measure`], [`evaluation`]), and
//! whether one run beats another by more than chance ([`compare`]).
//! [`topic_search`] alone needs an engine; files are opened by the caller.

pub mod compare;
pub mod evaluation;
pub mod measure;
pub mod parse_error;
pub mod qrels;
pub mod ranking;
pub mod resolver;
pub mod run;
pub mod topic_search;
pub mod topics;

#[cfg(test)]
mod reference_tests;
