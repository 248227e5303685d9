//! `morgue extract`

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::report_file::ReportFile;
use super::{CommandError, Ending, messages};
use crate::article::Article;
use crate::error::{Error, ErrorKind, Skip};
use crate::ingest::{Explained, Kind, Remark, explain, extract};
use crate::output::article_record::ArticleRecord;
use crate::output::{json_line, split_text};
use crate::read::{FORMATS, Format, format};

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
    /// Print where each field came from instead: the rule that holds for the
    /// file, its format and encoding with what shows them, and everything that
    /// spoke of a field, with `*` before what was taken.
    #[arg(long, conflicts_with = "format")]
    why: bool,
    /// Take all files for this format, whatever they look like.
    #[arg(long = "as", value_name = "FORMAT", value_parser = format_parser())]
    format_as: Option<&'static Format>,
    /// Write a record on each file that was skipped or odd.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExtractFormat {
    /// One `morgue.article/1` record a line.
    Jsonl,
}

pub(super) fn run(args: &ExtractArgs) -> Result<Ending, CommandError> {
    let ExtractFormat::Jsonl = args.format;
    let report = args.report.as_deref().map(|path| ReportFile::create(path, &args.paths));
    let report = report.transpose()?;
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut printer = Printer { out, report, ending: Ending::Done };
    for path in &args.paths {
        if !path.exists() {
            return Err(Error::new(ErrorKind::Io, "there is no such file or folder:")
                .at(path)
                .hint("give files, or folders of files")
                .into());
        }
        let mut failure = None;
        let mut go_on = |printed: Result<(), CommandError>| match printed {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        };
        if args.why {
            let mut print = |file, read| go_on(printer.explained(file, read));
            explain(path, args.format_as, &mut print)?;
        } else {
            let mut print = |file, read| go_on(printer.article(file, read));
            extract(path, args.format_as, &mut print)?;
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
    }
    printer.finish()
}

/// Reads the name of a format.
pub(super) fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS.iter().map(|format| format.name);
    PossibleValuesParser::new(names).try_map(|name| format(&name).ok_or("no such format"))
}

/// Prints what files gave, and keeps the report.
struct Printer<W: Write> {
    out: W,
    report: Option<ReportFile>,
    ending: Ending,
}

impl<W: Write> Printer<W> {
    fn article(&mut self, file: String, read: Result<Article, Skip>) -> Result<(), CommandError> {
        match read {
            Ok(article) => {
                json_line(&mut self.out, &ArticleRecord::new(&article))?;
                self.warn(article);
            }
            Err(skip) => self.skip(file, skip),
        }
        Ok(())
    }

    fn explained(
        &mut self,
        file: String,
        read: Result<Explained, Skip>,
    ) -> Result<(), CommandError> {
        match read {
            Ok(explained) => {
                writeln!(self.out, "{}", split_text::why(&explained))?;
                self.warn(explained.article);
            }
            Err(skip) => self.skip(file, skip),
        }
        Ok(())
    }

    fn warn(&self, article: Article) {
        let Some(report) = &self.report else { return };
        let path = article.locator.id();
        for warning in article.warnings {
            report.add(&Remark { path: path.clone(), kind: Kind::Warned(warning) });
        }
    }

    fn skip(&mut self, path: String, skip: Skip) {
        messages::tell(&format!("skipped {path}: {}", skip.message));
        if skip.reason.is_damage() {
            self.ending = Ending::Incomplete;
        }
        if let Some(report) = &self.report {
            report.add(&Remark { path, kind: Kind::Skipped(skip) });
        }
    }

    fn finish(mut self) -> Result<Ending, CommandError> {
        self.out.flush()?;
        if let Some(report) = &self.report {
            report.finish()?;
            messages::tell(&report.mention());
        }
        Ok(self.ending)
    }
}
