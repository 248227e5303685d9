//! The three kinds of problems: the run failed ([`Error`]), one document is
//! bad ([`Skip`]); what a query's reader remarks is in [`crate::query::note`].

use std::fmt;
use std::path::{Path, PathBuf};

/// A result whose error ends the run.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, where, and what the reader can do about it.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    doing: String,
    path: Option<PathBuf>,
    hint: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What kind of failure it is; the name is the `code` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The command line asks for something that makes no sense.
    Usage,
    /// A query cannot be read.
    Query,
    /// A configuration file cannot be used.
    Config,
    /// A file or folder cannot be read or written.
    Io,
    /// The archive folder is not there or cannot be read.
    ArchiveMissing,
    /// There is no index where one is needed.
    IndexMissing,
    /// Another ingest holds the index.
    IndexLocked,
    /// The index was written by another version.
    IndexFormat,
    /// The index is damaged.
    IndexDamaged,
    /// The disk is full.
    DiskFull,
    /// Nothing in the archive or index has this id.
    NoSuchArticle,
    /// The query took longer than it was given.
    Timeout,
    /// The run was stopped by a signal.
    Interrupted,
    /// A mistake of ours.
    Internal,
}

impl ErrorKind {
    /// The stable code used in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Query => "query",
            Self::Config => "config",
            Self::Io => "io",
            Self::ArchiveMissing => "archive_missing",
            Self::IndexMissing => "index_missing",
            Self::IndexLocked => "index_locked",
            Self::IndexFormat => "index_format",
            Self::IndexDamaged => "index_damaged",
            Self::DiskFull => "disk_full",
            Self::NoSuchArticle => "no_such_article",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::Internal => "internal",
        }
    }
}

impl Error {
    /// An error of this kind; `doing` says what was tried or what is wrong,
    /// as the end of the sentence "morgue: …".
    #[must_use]
    pub fn new(kind: ErrorKind, doing: impl Into<String>) -> Self {
        Self { kind, doing: doing.into(), path: None, hint: None, source: None }
    }

    /// A file could not be read or written; a full disk is told apart.
    #[must_use]
    pub fn io(doing: impl Into<String>, path: &Path, cause: std::io::Error) -> Self {
        let full = cause.kind() == std::io::ErrorKind::StorageFull;
        let kind = if full { ErrorKind::DiskFull } else { ErrorKind::Io };
        Self::new(kind, doing).at(path).because(cause)
    }

    /// Names the file or folder concerned.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// Says what to try next, as a sentence without full stop.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Keeps the cause.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(cause.into());
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What to try next.
    #[must_use]
    pub fn way_out(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.doing)?;
        if let Some(path) = &self.path {
            write!(f, " `{}`", path.display())?;
        }
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Why a file, or a record of one, gave no article. Recorded in the
/// catalogue and counted; never ends a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// Why, by kind.
    pub reason: SkipReason,
    /// A sentence for the report.
    pub message: String,
}

macro_rules! skip_reasons {
    ($($name:ident $code:literal $damaged:literal $phrase:literal $doc:literal;)*) => {
        /// Why nothing was indexed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum SkipReason {
            $(#[doc = $doc] $name,)*
        }

        impl SkipReason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable code used in reports and in the index.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What is said of such a file, as in "3 empty".
            #[must_use]
            pub const fn phrase(self) -> &'static str {
                match self { $(Self::$name => $phrase,)* }
            }

            /// Whether a readable article may have been missed (exit code 3).
            #[must_use]
            pub const fn is_damage(self) -> bool {
                match self { $(Self::$name => $damaged,)* }
            }
        }
    };
}

skip_reasons! {
    Unreadable "unreadable" true "cannot be opened" "The file cannot be opened or read.";
    NotAFile "not_a_file" false "not a regular file" "A FIFO, socket or device.";
    Empty "empty" false "empty" "The file holds no text.";
    Binary "binary" false "not text" "The file is not text.";
    TooLarge "too_large" true "too large" "More text than one article may have.";
    Damaged "damaged" true "damaged or cut off" "Compressed data or an archive are damaged or end early.";
    Encrypted "encrypted" true "encrypted" "A member of an archive that needs a password.";
    Unsupported "unsupported" true "packed in an unknown way" "Packed in a way that is not known.";
    Bomb "bomb" true "unpacking to far too much" "Data that unpack to far more than any text does.";
    TooDeep "too_deep" true "packed too deep" "A container inside of too many others.";
    TooMany "too_many_entries" true "with too many entries" "An archive with more entries than are looked at.";
    Changed "changed_while_read" true "written to meanwhile" "The file changed while it was read.";
    NotAnArticle "not_an_article" false "no articles" "Data in which nothing is known as an article.";
    Picture "picture" false "with a picture only" "A picture with no text but its caption.";
    Graphic "graphic" false "with a graphic only" "A graphic or animation.";
    Audio "audio" false "with sound only" "A sound recording.";
    Video "video" false "with a video only" "A video.";
    Event "event" false "on an event" "Data on something that is to happen, or a list of such.";
    Planning "planning" false "on planned coverage" "What an agency plans to cover.";
    Package "package" false "listing other items" "References to items that stand elsewhere.";
    Concept "concept" false "of vocabulary" "Concepts, codes or catalogues.";
    Data "data" false "of data without text" "Results, statistics or settings without text.";
    NoText "no_text" false "without text" "An item whose text is not in the file.";
    Malformed "malformed" true "malformed" "What should be XML or JSON is not.";
    FormatUnknown "format_unknown" false "of an unknown format" "Markup of a kind that no reader knows.";
    Panicked "panicked" true "stumbled over by a mistake of ours" "A reader failed on it; a mistake of ours.";
}

impl SkipReason {
    /// Whether another try may do: what is known of the file stays till then.
    #[must_use]
    pub const fn is_passing(self) -> bool {
        matches!(self, Self::Unreadable | Self::Changed)
    }
}

impl Skip {
    /// A skip with a sentence that says why.
    #[must_use]
    pub fn new(reason: SkipReason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }
}
