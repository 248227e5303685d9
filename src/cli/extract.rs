//! `morgue extract`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CommandError, Ending, messages};
use crate::error::{Error, ErrorKind};
use crate::ingest::extract;
use crate::output::article_record::ArticleRecord;
use crate::output::json_line;

/// Arguments of `morgue extract`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue extract ~/clippings/2014/a.txt     one file as a record
  morgue extract ~/clippings                every file of a folder, a record a line")]
pub(super) struct ExtractArgs {
    /// Files, or folders of files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ExtractFormat::Jsonl)]
    format: ExtractFormat,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExtractFormat {
    /// One `morgue.article/1` record a line.
    Jsonl,
}

pub(super) fn run(args: &ExtractArgs) -> Result<Ending, CommandError> {
    let ExtractFormat::Jsonl = args.format;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut ending = Ending::Done;
    for path in &args.paths {
        if !path.exists() {
            return Err(Error::new(ErrorKind::Io, "there is no such file or folder:")
                .at(path)
                .hint("give files, or folders of files")
                .into());
        }
        if extract_path(path, &mut out)? == Ending::Incomplete {
            ending = Ending::Incomplete;
        }
    }
    out.flush()?;
    Ok(ending)
}

fn extract_path(path: &Path, out: &mut dyn Write) -> Result<Ending, CommandError> {
    let mut ending = Ending::Done;
    for (file, read) in extract(path)? {
        match read {
            Ok(article) => json_line(out, &ArticleRecord::new(&article))?,
            Err(skip) => {
                messages::say(&format!("skipped {file}: {}", skip.message));
                if skip.reason.is_damage() {
                    ending = Ending::Incomplete;
                }
            }
        }
    }
    Ok(ending)
}
