//! Passages of many articles in one ranking.
//!
//! The passages of so many articles at a time are put in order together, the
//! best articles first; the number is fixed, so that a longer list begins
//! like a shorter one. What a passage scores is what it covers of the query,
//! and what its article scores, both in units of idf.

use std::collections::VecDeque;

use super::{Answer, Hit, Request, Searcher};
use crate::error::Error;
use crate::passage::{Passages, Wording};

/// Articles whose passages are put in order together.
const TOGETHER: usize = 100;

/// How many articles are needed for so many passages: each has one at least,
/// as far as it has text.
pub(super) fn articles_for(passages: usize) -> usize {
    passages.div_ceil(TOGETHER).saturating_mul(TOGETHER)
}

/// The passages of an answer, best first, each as a hit with that passage
/// alone; at most [`Request::per_article`] of an article. Of those that are
/// put in order together none is nearly the same as a better one.
pub struct PassageRanking<'a, 'e> {
    searcher: &'a mut Searcher<'e>,
    request: &'a Request,
    answer: &'a Answer,
    next_article: usize,
    /// The passages that are in order already.
    ready: VecDeque<Hit>,
    rank: usize,
}

impl<'a, 'e> PassageRanking<'a, 'e> {
    /// The passages of an answer to `request`.
    pub fn new(searcher: &'a mut Searcher<'e>, request: &'a Request, answer: &'a Answer) -> Self {
        Self { searcher, request, answer, next_article: 0, ready: VecDeque::new(), rank: 0 }
    }

    /// Whether there are more.
    ///
    /// # Errors
    /// If an article cannot be read.
    pub fn has_more(&mut self) -> Result<bool, Error> {
        while self.ready.is_empty() && self.next_article < self.answer.hits.len() {
            self.fill()?;
        }
        Ok(!self.ready.is_empty())
    }

    /// The next passage.
    ///
    /// # Errors
    /// If an article cannot be read.
    pub fn next_hit(&mut self) -> Result<Option<Hit>, Error> {
        self.has_more()?;
        let Some(mut hit) = self.ready.pop_front() else { return Ok(None) };
        self.rank += 1;
        hit.rank = self.rank;
        Ok(Some(hit))
    }

    fn fill(&mut self) -> Result<(), Error> {
        let mut found = Vec::new();
        for _ in 0..TOGETHER {
            let Some(hit) = self.searcher.hit(self.request, self.answer, self.next_article)? else {
                break;
            };
            self.next_article += 1;
            found.extend(one_each(hit));
        }
        // Of passages that score the same, those of the better article come first.
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut shown: Vec<Wording> = Vec::new();
        for hit in found {
            let Some(passage) = hit.passages.passages.first() else { continue };
            let wording = Wording::of(passage.span.of(&hit.stored.text.text));
            if !shown.iter().any(|shown| shown.is_nearly(&wording)) {
                shown.push(wording);
                self.ready.push_back(hit);
            }
        }
        Ok(())
    }
}

/// A hit for each passage of a hit.
fn one_each(hit: Hit) -> Vec<Hit> {
    let Hit { rank, score, copies, copy_ids, handle, stored, passages } = hit;
    let Passages { headline_marks, passages, counts } = passages;
    let one = |passage: crate::passage::Passage| Hit {
        rank,
        score: score + passage.score,
        copies,
        copy_ids: copy_ids.clone(),
        handle,
        stored: stored.clone(),
        passages: Passages {
            headline_marks: headline_marks.clone(),
            passages: vec![passage],
            counts: counts.clone(),
        },
    };
    passages.into_iter().map(one).collect()
}
