//! What a reader of many records hands over: articles one by one, and what
//! is no article in a word, not once for each record.

use std::ops::ControlFlow;

use super::Draft;
use super::sink::Sink;
use crate::article::{Locator, encode_path};
use crate::error::{Skip, SkipReason};

/// Counts and names records.
pub(super) struct Tally<'s> {
    locator: Locator,
    sink: &'s mut dyn Sink,
    number: usize,
    articles: usize,
    /// Records that are no articles: how many, and the first.
    others: usize,
    first: Option<(String, Skip)>,
    /// Whether another skip was handed over.
    has_skipped: bool,
    /// Whether the document may be one article, which then needs no record.
    may_be_one: bool,
    held: Option<Draft>,
}

impl<'s> Tally<'s> {
    pub(super) fn new(locator: Locator, sink: &'s mut dyn Sink) -> Self {
        Self {
            locator,
            sink,
            number: 0,
            articles: 0,
            others: 0,
            first: None,
            has_skipped: false,
            may_be_one: false,
            held: None,
        }
    }

    /// Says whether the document may be one article: without another record,
    /// it has the id of the document.
    pub(super) fn may_be_one(&mut self, may_be_one: bool) {
        self.may_be_one = may_be_one;
    }

    /// Whether there was no record yet.
    pub(super) fn is_empty(&self) -> bool {
        self.number == 0
    }

    /// Hands over a record under its own id, or under its number.
    pub(super) fn add(
        &mut self,
        id: Option<String>,
        draft: Result<Draft, Skip>,
    ) -> ControlFlow<()> {
        if let Some(held) = self.held.take() {
            self.sink.draft(held)?;
        }
        self.number += 1;
        let id = id.map(|id| encode_path(id.trim().as_bytes())).filter(|id| !id.is_empty());
        let id = id.unwrap_or_else(|| self.number.to_string());
        match draft {
            Ok(mut draft) => {
                self.articles += 1;
                draft.stated.locator = Locator { record: Some(id), ..self.locator.clone() };
                if self.may_be_one && self.number == 1 {
                    self.held = Some(draft);
                    return ControlFlow::Continue(());
                }
                self.sink.draft(draft)
            }
            Err(skip) if skip.reason == SkipReason::NotAnArticle => {
                self.others += 1;
                self.first.get_or_insert((id, skip));
                ControlFlow::Continue(())
            }
            Err(skip) => {
                self.has_skipped = true;
                self.sink.skip(Some(id), skip)
            }
        }
    }

    /// Hands over that nothing of the document can be read.
    pub(super) fn whole(self, skip: Skip) {
        // Nothing follows, so there is nothing to stop.
        let _ = self.sink.skip(None, skip);
    }

    /// Hands over what is to be said at the end of the document.
    pub(super) fn finish(mut self) {
        if let Some(mut only) = self.held.take() {
            only.stated.locator.record = None;
            // Nothing follows, so there is nothing to stop.
            let _ = self.sink.draft(only);
            return;
        }
        let Some((id, skip)) = self.first else {
            if self.articles == 0 && !self.has_skipped {
                self.whole(Skip::new(SkipReason::Empty, "there is no record in the file"));
            }
            return;
        };
        let is_all = self.articles == 0;
        let message = match self.others {
            1 => skip.message,
            many if is_all => format!("none of {many} records is an article: {}", skip.message),
            many => format!("{many} records are no articles, this is the first: {}", skip.message),
        };
        let record = if is_all { None } else { Some(id) };
        // Nothing follows, so there is nothing to stop.
        let _ = self.sink.skip(record, Skip::new(SkipReason::NotAnArticle, message));
    }
}
