//! Why a file of topics, judgments or results cannot be read, and the
//! numbered lines that such files are made of.

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ParseError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it, without a full stop.
    pub message: String,
}

impl ParseError {
    /// An error at a line, counted from 1.
    #[must_use]
    pub fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

/// The lines of a text that hold something, with their numbers from 1; a
/// byte order mark at the beginning is left out.
pub(crate) fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !is_blank(line))
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// The columns of a line as an array of the expected length.
pub(crate) fn columns<'a, const N: usize>(
    line: usize,
    text: &'a str,
    names: &str,
) -> Result<[&'a str; N], ParseError> {
    let columns: Vec<&str> = text.split_ascii_whitespace().collect();
    let found = columns.len();
    let expected = || format!("expected the {N} columns `{names}`, found {found}");
    columns.try_into().map_err(|_| ParseError::new(line, expected()))
}
