//! A run that fills an index, as it is seen at the terminal: progress, report,
//! signals.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use super::report_file::ReportFile;
use super::signals::StopSignals;
use super::{CommandError, Ending, messages};
use crate::error::ErrorKind;
use crate::ingest::{Kind, Progress, Remark, Report, Request};
use crate::output::sanitize::terminal;

/// A run with its progress bar, its report and the signals that may stop it.
pub(super) struct Run<'a> {
    bar: ProgressBar,
    skips: AtomicU64,
    report: Option<&'a ReportFile>,
    pub(super) signals: StopSignals,
}

/// What fills an index, or finds out what would be in it.
type Work<T> = fn(&Request, &dyn Progress) -> crate::error::Result<(T, Report)>;

impl<'a> Run<'a> {
    pub(super) fn new(report: Option<&'a ReportFile>) -> Self {
        Self { bar: bar(), skips: AtomicU64::new(0), report, signals: StopSignals::listen() }
    }

    pub(super) fn carry_out<T>(
        &self,
        work: Work<T>,
        request: &Request,
    ) -> Result<(T, Report), CommandError> {
        let outcome = work(request, self);
        self.bar.finish_and_clear();
        outcome.map_err(|error| match self.signals.exit_code() {
            Some(code) if error.kind() == ErrorKind::Interrupted => {
                CommandError::Stopped(error, code)
            }
            _ => error.into(),
        })
    }

    pub(super) fn ending(&self, report: &Report, warn_limit: Option<u64>) -> Ending {
        if let Some(code) = self.signals.exit_code() {
            return Ending::Stopped(code);
        }
        let too_many = warn_limit.filter(|limit| report.warnings > *limit);
        if let Some(limit) = too_many {
            messages::say(&format!("{} warnings; the limit is {limit}.", report.warnings));
        }
        if too_many.is_some() || report.is_incomplete() { Ending::Incomplete } else { Ending::Done }
    }
}

/// A progress bar on a terminal, nothing elsewhere.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = "{pos}/{len} files {bar:20} {per_sec}, {eta} left{prefix} {wide_msg}";
    let style = ProgressStyle::with_template(template);
    let bar = ProgressBar::new(0);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

impl Progress for Run<'_> {
    fn start(&self, files: u64) {
        self.bar.set_length(files);
    }

    fn file(&self, path: &str) {
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            self.bar.set_message(terminal(path).into_owned());
        }
    }

    fn remark(&self, remark: &Remark) {
        if let Kind::Skipped(skip) | Kind::Stale(skip) = &remark.kind {
            let skips = self.skips.fetch_add(1, Ordering::Relaxed) + 1;
            self.bar.set_prefix(format!(", {skips} skipped"));
            let detail = format!("skipped {}: {}", remark.path, skip.message);
            self.bar.suspend(|| messages::detail(&detail));
        }
        if let Some(report) = self.report {
            report.add(remark);
        }
    }

    fn is_stopped(&self) -> bool {
        self.signals.is_stopped()
    }
}
