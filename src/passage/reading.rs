//! An article read with a plan in mind: where its words occur in the text.

use std::collections::HashMap;

use crate::analysis::{
    Analyzer, ArticleText, BorderWatch, Event, Initials, Shape, StemLanguage, TextZone, split_zones,
};
use crate::article::Article;
use crate::query::admit::admits;
use crate::query::ast::Zone;
use crate::query::interval::{Capitals, Evaluator, Mark, Occurrences};
use crate::query::plan::{Limit, Node, Plan, Via};
use crate::span::Span;

/// The occurrences of a plan in an article, with their places in its text.
#[derive(Debug, Default)]
pub struct Reading {
    /// Positions, as the evaluator needs them.
    pub occurrences: Occurrences,
    /// Where each occurrence of each leaf stands, beside its position.
    places: Vec<Vec<Place>>,
    /// Where sentences begin, in bytes of the text; a paragraph's first not included.
    sentences: Vec<usize>,
}

/// Where an occurrence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    value: usize,
    span: Span,
    exact: bool,
}

/// A marked stretch of an article's text or of one of its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedSpan {
    /// The label zone and number of the value, if it is not in the text.
    pub label: Option<(Zone, usize)>,
    /// Bytes of the text or of that value.
    pub span: Span,
    /// The clause of the plan that it satisfies.
    pub clause: usize,
    /// How it was found, by the name used in records.
    pub via: &'static str,
}

impl Reading {
    /// Reads an article's stored text with the analysis that indexed it.
    #[must_use]
    pub fn of(plan: &Plan, article: &Article, text: &ArticleText, analyzer: &mut Analyzer) -> Self {
        let mut reading = Self::default();
        reading.occurrences.leaves = vec![Vec::new(); plan.leaves.len()];
        reading.places = vec![Vec::new(); plan.leaves.len()];
        reading.read_text(plan, article, text, analyzer);
        for zone in [Zone::Place, Zone::Agency, Zone::Source, Zone::Section] {
            if plan.leaves.iter().any(|leaf| leaf.label == Some(zone)) {
                reading.read_label(plan, zone, article, analyzer);
            }
        }
        if !plan.filters.is_empty() {
            let words = text.word_count();
            let holds = plan.filters.iter().map(|filter| admits(filter, article, words));
            reading.occurrences.filters = holds.collect();
        }
        reading
    }

    fn read_text(
        &mut self,
        plan: &Plan,
        article: &Article,
        text: &ArticleText,
        analyzer: &mut Analyzer,
    ) {
        let wanted = Wanted::of(plan, None);
        let by_case = plan.root.any(&|node| matches!(node, Node::Limit(Limit::Case(_), _)));
        let dateline_len = article.dateline.as_ref().map_or(0, |dateline| dateline.body_len);
        let mut watch = BorderWatch::new(&text.text, dateline_len);
        analyzer.analyze_for(&wanted.initials, &text.text, &mut |event| {
            watch.see(&event);
            match event {
                Event::Zone(..) => {}
                Event::Paragraph(position, _) => self.occurrences.paragraphs.push(position),
                Event::Sentence(position, at) => {
                    self.occurrences.sentences.push(position);
                    self.sentences.push(at);
                }
                Event::Word(word) => {
                    self.see(&wanted, plan, 0, 0, &word);
                    if by_case && matches!(word.shape, Shape::Plain | Shape::Character) {
                        let capitals = Capitals::of(word.span.of(&text.text));
                        let at = word.position as usize;
                        self.occurrences.capitals.resize(at, Capitals::default());
                        self.occurrences.capitals.push(capitals);
                    }
                }
            }
        });
        self.occurrences.borders = watch.borders();
    }

    /// Labels follow each other with one position left free, as in the index.
    fn read_label(&mut self, plan: &Plan, zone: Zone, article: &Article, analyzer: &mut Analyzer) {
        let wanted = Wanted::of(plan, Some(zone));
        let mut start = 0;
        for (number, value) in label_values(article, zone).into_iter().enumerate() {
            let mut end = start;
            analyzer.analyze_plain(value, StemLanguage::PLAIN, &mut |event| {
                if let Event::Word(word) = event {
                    self.see(&wanted, plan, start, number, &word);
                    end = end.max(start + word.position + 1);
                }
            });
            start = end + 1;
        }
    }

    fn see(
        &mut self,
        wanted: &Wanted<'_>,
        plan: &Plan,
        shift: u32,
        value: usize,
        word: &crate::analysis::Word<'_>,
    ) {
        let position = shift + word.position;
        for form in word.forms.terms() {
            for leaf in wanted.leaves(form) {
                let (Some(positions), Some(places)) =
                    (self.occurrences.leaves.get_mut(*leaf), self.places.get_mut(*leaf))
                else {
                    continue;
                };
                if positions.last() != Some(&position) {
                    let exact =
                        plan.leaves.get(*leaf).is_some_and(|leaf| leaf.folded == word.forms.exact);
                    if word.shape == Shape::Solid {
                        self.occurrences.widths.insert((*leaf, position), word.width);
                    }
                    positions.push(position);
                    places.push(Place { value, span: word.span, exact });
                }
            }
        }
    }

    /// What takes part in a match, in the order of the text.
    #[must_use]
    pub fn marks(&self, plan: &Plan) -> Vec<MarkedSpan> {
        let marks = Evaluator::new(plan, &self.occurrences).marks();
        let mut spans: Vec<_> = marks.iter().filter_map(|mark| self.marked(plan, mark)).collect();
        spans.sort_by_key(|mark| (mark.label, mark.span, mark.clause));
        spans.dedup_by_key(|mark| (mark.label, mark.span, mark.clause));
        spans
    }

    fn marked(&self, plan: &Plan, mark: &Mark) -> Option<MarkedSpan> {
        let first = self.place(mark.leaf, mark.extent.start)?;
        let last = if mark.last_leaf == mark.leaf {
            first
        } else {
            let start = last_start(plan, mark);
            // The last word may be written in two parts.
            let before = || self.place(mark.last_leaf, start.checked_sub(1)?);
            self.place(mark.last_leaf, start).or_else(before)?
        };
        let clause = plan.clauses.get(mark.clause)?;
        let label = plan.leaves.get(mark.leaf)?.label.map(|zone| (zone, first.value));
        let via = match clause.via {
            Via::Phrase => "phrase",
            Via::Prefix => "prefix",
            Via::Fuzzy => "fuzzy",
            Via::Case => "case",
            Via::Word if mark.near => "prox",
            Via::Word if first.exact => "word",
            Via::Word => "stem",
        };
        Some(MarkedSpan {
            label,
            span: Span::new(first.span.start, last.span.end),
            clause: mark.clause,
            via,
        })
    }

    fn place(&self, leaf: usize, position: u32) -> Option<Place> {
        let at = self.occurrences.leaves.get(leaf)?.binary_search(&position).ok()?;
        self.places.get(leaf)?.get(at).copied()
    }

    /// The sentences of a paragraph of the text, without blanks between them.
    #[must_use]
    pub fn sentences(&self, text: &str, paragraph: Span) -> Vec<Span> {
        let first = self.sentences.partition_point(|start| *start <= paragraph.start);
        let inner = self.sentences.iter().skip(first).copied();
        let mut starts: Vec<usize> = std::iter::once(paragraph.start)
            .chain(inner.take_while(|start| *start < paragraph.end))
            .collect();
        starts.push(paragraph.end);
        let ends = starts.windows(2).map(|pair| match pair {
            [start, end] => {
                let sentence = Span::new(*start, *end);
                Span::new(*start, *start + sentence.of(text).trim_end().len())
            }
            _ => paragraph,
        });
        ends.collect()
    }
}

/// The leaves that each term belongs to.
struct Wanted<'a> {
    by_term: HashMap<&'a str, Vec<usize>>,
    initials: Initials,
}

impl<'a> Wanted<'a> {
    fn of(plan: &'a Plan, label: Option<Zone>) -> Self {
        let mut by_term: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, leaf) in plan.leaves.iter().enumerate().filter(|(_, leaf)| leaf.label == label)
        {
            for expansion in &leaf.terms {
                by_term.entry(&expansion.term).or_default().push(number);
            }
        }
        let initials = Initials::of(by_term.keys().copied());
        Self { by_term, initials }
    }

    fn leaves(&self, term: &str) -> &[usize] {
        if term.is_empty() {
            return &[];
        }
        self.by_term.get(term).map_or(&[], Vec::as_slice)
    }
}

/// The position at which the last word of a phrase begins.
fn last_start(plan: &Plan, mark: &Mark) -> u32 {
    let width = plan.leaves.get(mark.last_leaf).map_or(1, |leaf| leaf.width);
    mark.extent.last + 1 - width
}

/// The values of a label zone, in the order in which they are indexed.
#[must_use]
pub fn label_values(article: &Article, zone: Zone) -> Vec<&str> {
    let source = &article.source;
    match zone {
        Zone::Place => {
            let places = article.dateline.iter().flat_map(|dateline| &dateline.places);
            let named =
                places.flat_map(|place| [Some(place.name.as_str()), place.region.as_deref()]);
            named.flatten().collect()
        }
        Zone::Agency => source.agencies.iter().map(String::as_str).collect(),
        Zone::Source => source.publication.iter().map(String::as_str).collect(),
        Zone::Section => source.section.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The paragraphs of the text with their zone and number in it, from 1 in the body.
#[must_use]
pub fn numbered_paragraphs(text: &str) -> Vec<(TextZone, usize, Span)> {
    let zones = split_zones(text).into_iter();
    let numbered = zones.flat_map(|(zone, paragraphs)| {
        paragraphs.into_iter().enumerate().map(move |(index, span)| (zone, index + 1, span))
    });
    numbered.collect()
}
