//! How well the articles of a run could be split, in numbers.

use std::collections::BTreeMap;

use crate::article::Article;

/// A field whose share of articles is told.
struct Field {
    name: &'static str,
    has: fn(&Article) -> bool,
}

const FIELDS: [Field; 6] = [
    Field { name: "headline", has: |article| article.headline.is_some() },
    Field { name: "byline", has: |article| !article.bylines.is_empty() },
    Field { name: "dateline", has: |article| article.dateline.is_some() },
    Field { name: "date", has: |article| article.date.is_some() },
    Field { name: "source", has: has_source },
    Field { name: "body", has: |article| !article.paragraphs.is_empty() },
];

fn has_source(article: &Article) -> bool {
    article.source.publication.is_some() || !article.source.agencies.is_empty()
}

/// Where the date of an article came from is told, since some of these places
/// deserve more trust than others.
const TRACED: &str = "date";

/// What articles have and lack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quality {
    /// Articles that were looked at.
    pub articles: u64,
    /// Those of them with a warning.
    pub doubtful: u64,
    /// How many are of each format, by the name of the reader.
    pub formats: BTreeMap<String, u64>,
    /// How many have each field.
    present: [u64; FIELDS.len()],
    /// How many have a date from each kind of place, as in
    /// [`crate::article::Provenance::from`].
    pub date_from: BTreeMap<String, u64>,
    /// What is odd or missing, by the stable code.
    pub problems: BTreeMap<String, Problem>,
}

/// Something that is odd or missing in articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// How many have it.
    pub articles: u64,
    /// The id of one of them, the first in the order of ids.
    pub example: String,
}

impl Problem {
    fn add(&mut self, articles: u64, example: &str) {
        self.articles += articles;
        if self.example.is_empty() || example < self.example.as_str() {
            example.clone_into(&mut self.example);
        }
    }
}

impl Quality {
    /// Takes in an article.
    pub(super) fn count(&mut self, id: &str, article: &Article) {
        self.articles += 1;
        self.doubtful += u64::from(!article.warnings.is_empty());
        at(&mut self.formats, &article.reader, |count| *count += 1);
        for (field, present) in FIELDS.iter().zip(&mut self.present) {
            *present += u64::from((field.has)(article));
        }
        if let Some(provenance) = article.fields.get(TRACED) {
            at(&mut self.date_from, &provenance.from, |count| *count += 1);
        }
        let codes = article.warnings.iter().map(|warning| warning.code.as_str());
        let mut seen = Vec::new();
        for code in codes {
            if !seen.contains(&code) {
                seen.push(code);
                at(&mut self.problems, code, |problem| problem.add(1, id));
            }
        }
    }

    /// Takes in what was counted elsewhere.
    pub(super) fn add(&mut self, other: Self) {
        if self.articles == 0 {
            *self = other;
            return;
        }
        self.articles += other.articles;
        self.doubtful += other.doubtful;
        for (own, more) in self.present.iter_mut().zip(other.present) {
            *own += more;
        }
        for (own, more) in
            [(&mut self.formats, &other.formats), (&mut self.date_from, &other.date_from)]
        {
            for (name, count) in more {
                at(own, name, |own| *own += count);
            }
        }
        for (code, problem) in &other.problems {
            let add = |own: &mut Problem| own.add(problem.articles, &problem.example);
            at(&mut self.problems, code, add);
        }
    }

    /// Each field and how many articles have it.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, u64)> {
        FIELDS.iter().map(|field| field.name).zip(self.present)
    }
}

/// Changes the value of a name, which is copied only if it is new.
fn at<T: Default>(map: &mut BTreeMap<String, T>, name: &str, change: impl FnOnce(&mut T)) {
    match map.get_mut(name) {
        Some(value) => change(value),
        None => change(map.entry(name.to_owned()).or_default()),
    }
}
