//! Splits
mod agencies;
mod clock;
mod date;
mod dateline;
mod era;
mod lines;
mod text;
