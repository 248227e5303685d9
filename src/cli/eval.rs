//! `morgue eval`

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;
use clap::{ArgAction, Args, ValueEnum};

use super::eval_files::{QRELS, RUN, TOPICS, empty, id_notes, parsed, topic_notes};
use super::place::Searched;
use super::{CommandError, Ending, messages};
use crate::engine::{Engine, LocalEngine, Sort, Window};
use crate::error::{Error, ErrorKind};
use crate::eval::compare::{DRAWS, SEED, compare};
use crate::eval::evaluation::{Evaluation, evaluate};
use crate::eval::measure::{DEFAULT, Measure, Summary, known};
use crate::eval::qrels::Qrels;
use crate::eval::resolver::Resolver;
use crate::eval::run::Run;
use crate::eval::topic_search::search_topics;
use crate::eval::topics::{Part, parse_topics};
use crate::query::Syntax;
use crate::query::plan::Settings;
use crate::search::{Failure, Request};

/// Arguments of `morgue eval`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "\
Examples:
  morgue eval --topics topics.tsv --qrels qrels.txt                    measure the ranking
  morgue eval --topics topics.tsv --qrels qrels.txt --run-out a.run    and keep the run
  morgue eval --run b.run --qrels qrels.txt --against a.run            is b better than a?
  morgue eval --run b.run --qrels qrels.txt -q --measures map,P.5,10   topic by topic")]
pub(super) struct EvalArgs {
    /// The topics to search: lines `id<TAB>text`, TREC topics, or JSON Lines with `id` and `text`.
    #[arg(long, value_name = "FILE", required_unless_present = "run")]
    topics: Option<PathBuf>,
    /// The judgments: lines `topic 0 id relevance`; an id may be a record's own, or a path without
    /// extension, where that is unique.
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
    /// Measure this run file instead of searching; ids are matched as they stand unless an index
    /// is named.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["topics", "run_out", "syntax", "parts"])]
    run: Option<PathBuf>,
    /// Write what was found as a TREC run.
    #[arg(long, value_name = "FILE")]
    run_out: Option<PathBuf>,
    /// Measures by their names in `trec_eval`, parted by blanks or commas; `official` for what
    /// `trec_eval` prints, `all` for everything.
    #[arg(long, value_name = "NAMES", default_value = DEFAULT)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    measures: String,
    /// Compare with this run by a paired randomisation test.
    #[arg(long, value_name = "RUN")]
    against: Option<PathBuf>,
    /// Print the values of each topic, too.
    #[arg(short = 'q', long)]
    per_topic: bool,
    /// Count judged topics without a hit as failures instead of leaving them out.
    #[arg(short = 'c', long)]
    complete: bool,
    /// Read topics in the query language; by default any of their words will do and nothing is
    /// an operator.
    #[arg(long)]
    syntax: bool,
    /// Which parts of a TREC topic to search for.
    #[arg(long, value_enum, value_delimiter = ',', action = ArgAction::Set, value_name = "PARTS")]
    #[arg(default_value = "title")]
    parts: Vec<PartOption>,
    /// How many articles to keep for each topic; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1000)]
    limit: usize,
    #[command(flatten)]
    searched: Searched,
    /// Say nothing but errors.
    #[arg(id = "quiet", long = "quiet", help_heading = "Everywhere")]
    _quiet: bool,
}

/// A part of a TREC topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PartOption {
    /// A few words.
    Title,
    /// A sentence.
    Desc,
    /// What is relevant and what is not.
    Narr,
}

pub(super) fn run(args: &EvalArgs) -> Result<Ending, CommandError> {
    let measures = measures(&args.measures)?;
    let Material { run, qrels, against, notes } = Material::gathered(args)?;
    let scored = |run: &Run| evaluate(run, &qrels, &measures, args.complete);
    let evaluation = scored(&run);
    check_topics(args, &run, &qrels)?;
    let mut report = evaluation.report(args.per_topic);
    if let Some(against) = &against {
        report.push_str(&comparison(&evaluation, &scored(against)));
    }
    for note in notes.into_iter().chain(topic_notes(&evaluation)) {
        messages::tell(&format!("note: {note}"));
    }
    std::io::stdout().lock().write_all(report.as_bytes())?;
    Ok(Ending::Done)
}

/// All that is read or searched before anything is measured.
struct Material {
    run: Run,
    qrels: Qrels,
    against: Option<Run>,
    notes: Vec<String>,
}

impl Material {
    fn gathered(args: &EvalArgs) -> Result<Self, CommandError> {
        let qrels = parsed(&args.qrels, QRELS, Qrels::parse)?;
        let read_run = |path: &PathBuf| parsed(path, RUN, Run::parse);
        let against = args.against.as_ref().map(read_run).transpose()?;
        let given = args.run.as_ref().map(read_run).transpose()?;
        if let (Some(run), []) = (&given, args.searched.place.index.as_slice()) {
            return Ok(Self { run: run.clone(), qrels, against, notes: Vec::new() });
        }
        let engine = args.searched.open()?;
        let names = Resolver::new(engine.ids()?);
        let (qrels, unresolved) = names.resolve_qrels(&qrels);
        let mut notes = id_notes(&unresolved, "judged");
        let mut resolved = |run: &Run| {
            let (run, unresolved) = names.resolve_run(run);
            notes.extend(id_notes(&unresolved, "returned"));
            run
        };
        let against = against.as_ref().map(&mut resolved);
        let run = match &given {
            Some(run) => resolved(run),
            None => searched(args, &engine)?,
        };
        Ok(Self { run, qrels, against, notes })
    }
}

fn measures(names: &str) -> Result<Vec<Measure>, Error> {
    let found = Measure::parse_list(names).map_err(|unknown| {
        Error::new(ErrorKind::Usage, format!("there is no measure `{}`", unknown.name))
            .hint(format!("give some of {}", known()))
    })?;
    match found.as_slice() {
        [] => Err(Error::new(ErrorKind::Usage, "no measure is named")
            .hint(format!("leave `--measures` out for {DEFAULT}"))),
        _ => Ok(found),
    }
}

/// Refuses files that have nothing to do with each other.
fn check_topics(args: &EvalArgs, run: &Run, qrels: &Qrels) -> Result<(), Error> {
    if run.topics.iter().any(|topic| qrels.topics.contains_key(&topic.topic)) {
        return Ok(());
    }
    let (asked, judged) = match (run.topics.first(), qrels.topics.keys().next()) {
        (Some(asked), Some(judged)) => (&asked.topic, judged),
        (Some(_), None) => return Err(empty(&args.qrels, QRELS)),
        (None, _) => {
            let (path, kind) = match (&args.run, &args.topics) {
                (Some(run), _) => (run, RUN),
                (None, topics) => (topics.as_ref().unwrap_or(&args.qrels), TOPICS),
            };
            return Err(empty(path, kind));
        }
    };
    Err(Error::new(ErrorKind::Usage, "no topic is judged in").at(&args.qrels).hint(format!(
        "topics are matched by their ids; the first asked is `{asked}`, the first judged is `{judged}`"
    )))
}

/// Searches the topics and keeps the run if that is asked for.
fn searched(args: &EvalArgs, engine: &LocalEngine) -> Result<Run, CommandError> {
    let path = args.topics.as_deref().unwrap_or(Path::new(""));
    let parts: Vec<Part> = args.parts.iter().map(|part| part.part()).collect();
    let topics = parsed(path, TOPICS, |text| parse_topics(text, &parts))?;
    let run = search_topics(engine, &topics, &request(args))
        .map_err(|(topic, failure)| unanswered(&topic, failure, args.syntax))?;
    if let Some(path) = &args.run_out {
        fs::write(path, run.to_trec("morgue")).map_err(|cause| {
            Error::io("cannot write the run to", path, cause)
                .hint("name a file in a folder that can be written")
        })?;
    }
    Ok(run)
}

fn request(args: &EvalArgs) -> Request {
    let mut syntax = Syntax::new(jiff::ZonedDateTime::now().date());
    syntax.literal = !args.syntax;
    Request {
        settings: Settings { any: !args.syntax },
        window: Window { offset: 0, limit: Window::limit_of(args.limit), sort: Sort::Relevance },
        per_article: 0,
        ..Request::new("", syntax)
    }
}

fn unanswered(topic: &str, failure: Failure, syntax: bool) -> Error {
    let doing = format!("cannot search for topic `{topic}`: {failure}");
    match failure {
        Failure::Run(error) => error,
        _ if syntax => Error::new(ErrorKind::Query, doing)
            .hint("leave `--syntax` out to search for the words of topics as they are"),
        _ => Error::new(ErrorKind::Query, doing)
            .hint("shorten the topic, or take it out of the file"),
    }
}

/// Every measure that is a mean over topics, against the same of the other run.
fn comparison(own: &Evaluation, other: &Evaluation) -> String {
    let means = own.measures.iter().filter(|measure| measure.summary() == Summary::Mean);
    let compared = means.map(|measure| {
        let (own, other) = (own.by_topic(*measure), other.by_topic(*measure));
        compare(&own, &other, DRAWS, SEED).report(*measure)
    });
    compared.collect()
}

impl PartOption {
    fn part(self) -> Part {
        match self {
            Self::Title => Part::Title,
            Self::Desc => Part::Description,
            Self::Narr => Part::Narrative,
        }
    }
}
