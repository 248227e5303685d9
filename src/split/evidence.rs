//! What the articles of a source tell about each other.

use std::collections::BTreeMap;

use crate::article::Article;

use super::context::{Context, Habit};
use super::credit::closing;
use super::date::{DateOrder, Reading};
use super::dateline::ACCEPTED;
use super::sources::folded;

/// Gathers, over many articles, how their sources write dates and datelines.
///
/// An article whose date could be read two ways, or whose dateline was
/// doubtful, can be split again with the [`Context`] that comes out of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// For each source, by folded name, how many dates prove month first, and day first.
    orders: BTreeMap<String, (usize, usize)>,
    /// For each source or folder, how many texts begin with a bare `CITY -`.
    habits: BTreeMap<String, Habit>,
}

impl Evidence {
    /// Takes in an article that was split already.
    pub fn observe(&mut self, article: &Article) {
        let habit = self.habits.entry(group(article)).or_default();
        habit.of += 1;
        habit.times += usize::from(is_bare(article));
        for line in article.furniture.iter().rev().take(8) {
            let Some(credit) = closing(&line.text, None) else { continue };
            let (Some(name), Some(date)) = (&credit.source.publication, &credit.date) else {
                continue;
            };
            let Reading::Sure(_, Some(order)) = date.reading else { continue };
            let (months, days) = self.orders.entry(folded(name)).or_default();
            match order {
                DateOrder::MonthFirst => *months += 1,
                DateOrder::DayFirst => *days += 1,
            }
        }
    }

    /// Adds what another one gathered.
    pub fn merge(&mut self, other: Self) {
        for (source, (months, days)) in other.orders {
            let known = self.orders.entry(source).or_default();
            known.0 += months;
            known.1 += days;
        }
        for (source, habit) in other.habits {
            let known = self.habits.entry(source).or_default();
            known.times += habit.times;
            known.of += habit.of;
        }
    }

    /// Whether splitting the article again, with [`Evidence::apply`], can
    /// settle what was in doubt.
    #[must_use]
    pub fn can_settle(&self, article: &Article) -> bool {
        article.warnings.iter().any(|warning| match warning.code.as_str() {
            "ambiguous_date" => {
                let name = article.source.publication.as_deref().map(folded);
                name.and_then(|name| self.order(&name)).is_some()
            }
            "dateline_uncertain" => {
                self.habits.get(&group(article)).is_some_and(|habit| habit.is_rule())
            }
            _ => false,
        })
    }

    /// Completes a context with what was learned about the source of an article.
    pub fn apply(&self, article: &Article, context: &mut Context) {
        for source in self.orders.keys() {
            if let Some(order) = self.order(source) {
                context.date_orders.insert(source.clone(), order);
            }
        }
        context.bare_datelines = self.habits.get(&group(article)).copied().unwrap_or_default();
    }

    /// An order that some dates prove and none contradicts.
    fn order(&self, source: &str) -> Option<DateOrder> {
        match self.orders.get(source)? {
            (0, 0) => None,
            (_, 0) => Some(DateOrder::MonthFirst),
            (0, _) => Some(DateOrder::DayFirst),
            _ => None,
        }
    }
}

/// Articles are compared with those of their source, or of their top folder.
fn group(article: &Article) -> String {
    match &article.source.publication {
        Some(name) => folded(name),
        None => article.locator.path.split('/').next().unwrap_or_default().to_owned() + "/",
    }
}

/// Whether the text begins with a bare `CITY -`, taken or not.
fn is_bare(article: &Article) -> bool {
    let taken = article.dateline.as_ref().is_some_and(|dateline| dateline.agencies.is_empty())
        && article.fields.get("dateline").is_some_and(|field| field.confidence == ACCEPTED);
    taken || article.warnings.iter().any(|warning| warning.code == "dateline_uncertain")
}
