//! The options that say how queries are read, shared by all commands that take one.

use std::time::Duration;

use clap::{Args, ValueEnum};

use super::CommandError;
use super::messages;
use super::place::{SELDOM, Searched};
use crate::engine::{Sort, Window};
use crate::query::plan::Settings;
use crate::query::{DateOrder, Syntax};
use crate::search::{Failure, Request};

/// How queries are read.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct QueryOptions {
    /// Find articles with any of the words instead of all.
    #[arg(long)]
    any: bool,
    /// Search the words as they are; no operators.
    #[arg(long)]
    literal: bool,
    /// Repair broken queries, and say how, instead of failing.
    #[arg(long)]
    lenient: bool,
    /// Refuse ambiguous queries and unknown fields; the default with `-f`, unless `--strict=false`.
    #[arg(
        long,
        conflicts_with = "lenient",
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    strict: Option<bool>,
    /// Find withdrawn articles too.
    #[arg(long)]
    all_status: bool,
    /// How 02/03/2017 is read.
    #[arg(long, value_name = "ORDER")]
    date_order: Option<OrderOption>,
    /// Give a query up after so many seconds; it is an error then.
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = SELDOM)]
    timeout: Option<Duration>,
}

/// A number of seconds above 0, perhaps with a fraction.
fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.parse().ok().filter(|seconds: &f64| *seconds > 0.0);
    let duration = number.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| "not a number of seconds above 0".to_owned())
}

/// Whether new articles are preferred.
#[derive(Debug, Clone, Args)]
pub(super) struct Newness {
    /// Prefer new articles: what being new is worth halves in so many days.
    #[arg(
        long,
        value_name = "DAYS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "365",
        value_parser = days
    )]
    recent: Option<f64>,
}

impl Newness {
    /// The request with that.
    pub(super) fn preferred(&self, request: Request) -> Request {
        Request { half_life: self.recent, ..request }
    }
}

/// A number of days above 0.
fn days(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|days: &f64| days.is_finite() && *days > 0.0);
    number.ok_or_else(|| "not a number of days above 0".to_owned())
}

/// Which of two numbers of a date is the day.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OrderOption {
    /// Month first, as in the United States.
    Mdy,
    /// Day first, as in most of the world.
    Dmy,
}

impl QueryOptions {
    /// The request for a query with these options.
    pub(super) fn request(&self, text: String, window: Window, per_article: usize) -> Request {
        let order = self.date_order.map(|order| match order {
            OrderOption::Mdy => DateOrder::MonthFirst,
            OrderOption::Dmy => DateOrder::DayFirst,
        });
        let mut syntax = Syntax::new(jiff::ZonedDateTime::now().date());
        syntax.lenient = self.lenient;
        syntax.strict = self.strict.unwrap_or(false);
        syntax.literal = self.literal;
        syntax.date_order = order;
        Request {
            settings: Settings { any: self.any },
            all_status: self.all_status,
            window,
            per_article,
            timeout: self.timeout,
            ..Request::new(text, syntax)
        }
    }

    /// The request that the lines of a batch fill in: strict unless told otherwise.
    pub(super) fn batch_request(&self, window: Window, per_article: usize) -> Request {
        let mut request = self.request(String::new(), window, per_article);
        request.syntax.strict = self.strict.unwrap_or(!self.lenient);
        request
    }
}

/// What is searched, how the query is read, and which articles are looked at.
#[derive(Debug, Clone, Args)]
pub(super) struct Asking {
    #[command(flatten)]
    pub(super) searched: Searched,
    #[command(flatten)]
    pub(super) options: QueryOptions,
    #[command(flatten)]
    selection: Selection,
}

/// Which articles are looked at.
#[derive(Debug, Clone, Copy, Args)]
struct Selection {
    /// Only articles that a commit after generation N brought in; answers say the newest one.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        help_heading = SELDOM
    )]
    since_generation: u64,
}

impl Asking {
    /// The request for a query of these words whose answer is no ranking.
    pub(super) fn request(&self, query: &[String]) -> Request {
        self.selecting(self.options.request(query.join(" "), NO_WINDOW, 0))
    }

    /// The request with what is not a matter of reading the query.
    pub(super) fn selecting(&self, request: Request) -> Request {
        Request { since_generation: self.selection.since_generation, ..request }
    }
}

/// The window of a command that shows no ranking.
pub(super) const NO_WINDOW: Window = Window { offset: 0, limit: 0, sort: Sort::Relevance };

/// Says why a query has no answer.
pub(super) fn told(failure: Failure, query: &str) -> CommandError {
    match failure {
        Failure::Run(error) => CommandError::Run(error),
        Failure::Query(error) => {
            messages::query_error(&error, query);
            CommandError::Told
        }
        Failure::Line(fault) => {
            messages::say(&format!("morgue: {}\nhint: {}", fault.message, fault.help));
            CommandError::Told
        }
    }
}
