//! What the articles of a folder tell about each other.

use std::collections::BTreeMap;

use crate::article::Article;

use super::annotate::Findings;
use super::context::{Context, Habit};
use super::date::{DateOrder, Reading};
use super::dateline::ACCEPTED;
use super::sources::folded;

/// Gathers, over many articles, how their sources write dates and datelines.
///
/// An article whose date could be read two ways, or whose dateline was
/// doubtful, can be split again with the [`Context`] that comes out of it. The
/// order in which articles are observed makes no difference.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// For each source, by folded name, what its dates prove.
    orders: BTreeMap<String, Proofs>,
    /// What all dates prove, those of no source too.
    all: Proofs,
    /// For each source, how its texts begin.
    starts: BTreeMap<String, Starts>,
}

/// How many dates prove month first, and day first.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Proofs {
    month_first: usize,
    day_first: usize,
}

/// How many texts begin with a bare `CITY -`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Starts {
    bare: Habit,
    /// Those whose city is known: headings in capitals are none.
    known: usize,
}

impl Evidence {
    /// Takes in an article and what was found in it.
    pub(super) fn add(&mut self, article: &Article, orders: &[DateOrder]) {
        for order in orders {
            self.all.add(*order);
            if let Some(name) = &article.source.publication {
                self.orders.entry(folded(name)).or_default().add(*order);
            }
        }
        let is_known = has_bare_dateline(article);
        let is_bare = is_known || has_doubtful_dateline(article);
        let starts = self.starts.entry(group(article)).or_default();
        starts.bare.of += 1;
        starts.bare.times += usize::from(is_bare);
        starts.known += usize::from(is_known);
    }

    /// Whether neighbours may settle what the text leaves open.
    #[must_use]
    pub fn may_concern(article: &Article) -> bool {
        has_doubtful_date(article) || has_doubtful_dateline(article)
    }

    /// What is known of the article together with what its neighbours tell,
    /// if that settles a doubt.
    #[must_use]
    pub fn settle(&self, article: &Article, context: &Context) -> Option<Context> {
        let name = article.source.publication.as_deref().map(folded);
        let own = name.as_ref().and_then(|name| self.orders.get(name));
        let order = own.copied().unwrap_or(self.all).order();
        let order = order.filter(|_| has_doubtful_date(article));
        let habit = self.habit(article).filter(|_| has_doubtful_dateline(article));
        if order.is_none() && habit.is_none() {
            return None;
        }
        let bare_datelines = habit.unwrap_or(context.bare_datelines);
        let folder_order = order.or(context.folder_order);
        Some(Context { folder_order, bare_datelines, ..context.clone() })
    }

    /// How texts of the article's source begin, if that is a rule.
    fn habit(&self, article: &Article) -> Option<Habit> {
        let starts = self.starts.get(&group(article))?;
        let is_place = starts.known * 2 >= starts.bare.times;
        Some(starts.bare).filter(|bare| bare.is_rule() && is_place)
    }
}

impl Proofs {
    fn add(&mut self, order: DateOrder) {
        match order {
            DateOrder::MonthFirst => self.month_first += 1,
            DateOrder::DayFirst => self.day_first += 1,
        }
    }

    /// An order that some dates prove and none contradicts.
    const fn order(self) -> Option<DateOrder> {
        match (self.month_first, self.day_first) {
            (1.., 0) => Some(DateOrder::MonthFirst),
            (0, 1..) => Some(DateOrder::DayFirst),
            _ => None,
        }
    }
}

/// The orders of fields that the dates of an article prove.
pub(super) fn proven(findings: &Findings) -> Vec<DateOrder> {
    let orders = findings.dates.iter().filter_map(|date| match date.reading {
        Reading::Sure(_, order) => order,
        Reading::Either { .. } => None,
    });
    orders.collect()
}

/// Articles are compared with those of their source.
fn group(article: &Article) -> String {
    article.source.publication.as_deref().map(folded).unwrap_or_default()
}

fn has_doubtful_date(article: &Article) -> bool {
    article.warnings.iter().any(|warning| warning.code == "ambiguous_date")
}

fn has_doubtful_dateline(article: &Article) -> bool {
    article.dateline.is_none()
        && article.warnings.iter().any(|warning| warning.code == "dateline_uncertain")
}

/// Whether the text begins with a known `CITY -` and nothing more.
fn has_bare_dateline(article: &Article) -> bool {
    article.dateline.as_ref().is_some_and(|dateline| dateline.agencies.is_empty())
        && article.fields.get("dateline").is_some_and(|field| field.confidence == ACCEPTED)
}
