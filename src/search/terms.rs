//! The dictionary: which words there are, in how many articles, how often.

use super::{Failure, Prepared, Request, Searcher};
use crate::engine::TermCount;
use crate::error::{Error, ErrorKind};
use crate::query::ast::{Ast, Kind};
use crate::query::plan::{Leaf, Node, Pick, Plan, plan};
use crate::query::{Parsed, parse};
use crate::span::Span;

/// How words are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum TermSort {
    /// By the bytes of the word.
    #[default]
    Word,
    /// Those in most articles first.
    Articles,
    /// The most frequent first.
    Occurrences,
}

/// Which words are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermWindow {
    /// How many at most.
    pub limit: usize,
    /// In which order.
    pub sort: TermSort,
}

/// What there is to say about a list of words when it is complete.
#[derive(Debug)]
pub struct TermsEnd {
    /// What was asked for, as it was understood.
    pub prepared: Prepared,
    /// How many words there are; `None` if nobody counted on.
    pub total: Option<u64>,
    /// Whether the limit left words out.
    pub truncated: bool,
}

impl Searcher<'_> {
    /// Calls back for every word that `request.text` stands for, until told
    /// `false`: words that begin so, or that match a pattern, a regular
    /// expression or a likeness; all if it is empty. Words in the order of
    /// their bytes are passed on as they are read.
    ///
    /// # Errors
    /// If the text is not one word or pattern, or the index cannot be read.
    pub fn terms(
        &mut self,
        request: &Request,
        window: TermWindow,
        visit: &mut dyn FnMut(TermCount) -> bool,
    ) -> Result<TermsEnd, Failure> {
        let (leaf, prepared) = self.dictionary_leaf(request)?;
        let all_status = prepared.plan.with_withdrawn;
        let mut seen = 0;
        if window.sort == TermSort::Word {
            let mut truncated = false;
            self.engine.terms(&leaf, all_status, &mut |term| {
                truncated = seen == window.limit;
                seen += 1;
                !truncated && visit(term)
            })?;
            let total = (!truncated).then_some(seen as u64);
            return Ok(TermsEnd { prepared, total, truncated });
        }
        let mut best = Best { window, terms: Vec::new() };
        self.engine.terms(&leaf, all_status, &mut |term| {
            seen += 1;
            best.add(term);
            true
        })?;
        let mut terms = best.finish().into_iter();
        while terms.next().is_some_and(&mut *visit) {}
        let truncated = seen > window.limit;
        Ok(TermsEnd { prepared, total: Some(seen as u64), truncated })
    }

    /// The leaf that stands for the words asked for.
    fn dictionary_leaf(&mut self, request: &Request) -> Result<(Leaf, Prepared), Failure> {
        if request.text.trim().is_empty() {
            let plan = Plan { with_withdrawn: request.all_status, ..Plan::default() };
            let (notes, repairs) = (Vec::new(), Vec::new());
            let ast = Ast { kind: Kind::All, span: Span::default() };
            return Ok((any_word(), Prepared { ast, plan, notes, repairs }));
        }
        let mut parsed = parse(&request.text, &request.syntax).map_err(Failure::Query)?;
        open_end(&mut parsed.ast);
        let planned = plan(&request.text, &parsed.ast, request.settings, &mut self.words);
        let (mut plan, notes) = planned.map_err(Failure::Query)?;
        plan.with_withdrawn = request.all_status;
        let leaf = match (&plan.root, plan.leaves.as_slice()) {
            (Node::All, []) if matches!(parsed.ast.kind, Kind::All) => any_word(),
            (Node::Word { .. }, [only]) => only.clone(),
            _ => return Err(Failure::Run(not_one_word(&request.text))),
        };
        parsed.notes.extend(notes);
        let Parsed { ast, notes, repairs } = parsed;
        Ok((leaf, Prepared { ast, plan, notes, repairs }))
    }
}

/// A plain word stands for all that begin so.
fn open_end(ast: &mut Ast) {
    match &mut ast.kind {
        Kind::Zone(_, inner) => open_end(inner),
        Kind::Word(word) if !word.pattern && !word.exact && word.edits == 0 => {
            word.text.push('*');
            word.pattern = true;
        }
        _ => {}
    }
}

fn any_word() -> Leaf {
    Leaf {
        label: None,
        pick: Pick::Pattern("*".into()),
        folded: String::new(),
        terms: Vec::new(),
        width: 1,
        clause: 0,
        hyphenations: Vec::new(),
    }
}

fn not_one_word(text: &str) -> Error {
    Error::new(ErrorKind::Usage, format!("`{text}` is not one word or pattern"))
        .hint("write the beginning of a word, or something like `wom?n`, `*gate`, `Shoigu~1`, `re:/…/`, `place:Mosc`")
}

/// Keeps the best words of a long list.
struct Best {
    window: TermWindow,
    terms: Vec<TermCount>,
}

/// Words kept beyond the limit before the worst are dropped.
const SLACK: usize = 10_000;

impl Best {
    fn add(&mut self, term: TermCount) {
        self.terms.push(term);
        if self.terms.len() > self.window.limit.saturating_mul(2).saturating_add(SLACK) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let by_articles = |a: &TermCount, b: &TermCount| b.articles.cmp(&a.articles);
        let by_occurrences = |a: &TermCount, b: &TermCount| b.occurrences.cmp(&a.occurrences);
        let sort = self.window.sort;
        self.terms.sort_unstable_by(|a, b| {
            let by_count = match sort {
                TermSort::Occurrences => by_occurrences(a, b).then(by_articles(a, b)),
                _ => by_articles(a, b).then(by_occurrences(a, b)),
            };
            by_count.then_with(|| a.term.cmp(&b.term))
        });
        self.terms.truncate(self.window.limit);
    }

    fn finish(mut self) -> Vec<TermCount> {
        self.cut();
        self.terms
    }
}
