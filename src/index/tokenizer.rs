//! Our analysis as tantivy tokenizers.

use std::sync::{Arc, Mutex};

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::schema::{LABEL_TOKENIZER, TEXT_TOKENIZER};
use crate::analysis::{Analyzer, Event, PARAGRAPH_MARK, SENTENCE_MARK, StemLanguage};

/// Registers the tokenizers of the schema.
pub fn register_tokenizers(manager: &TokenizerManager) {
    let pool = Pool::default();
    manager.register(TEXT_TOKENIZER, NewsTokenizer::new(pool.clone(), Scope::Text));
    manager.register(LABEL_TOKENIZER, NewsTokenizer::new(pool, Scope::Label));
}

/// Analyzers that are not in use. tantivy makes a new tokenizer for every
/// segment; what an analyzer remembers must outlive it.
#[derive(Clone, Default)]
struct Pool(Arc<Mutex<Vec<Analyzer>>>);

impl Pool {
    fn take(&self) -> Analyzer {
        let taken = self.0.lock().ok().and_then(|mut analyzers| analyzers.pop());
        taken.unwrap_or_default()
    }

    fn give_back(&self, analyzer: Analyzer) {
        if let Ok(mut analyzers) = self.0.lock() {
            analyzers.push(analyzer);
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Text,
    Label,
}

struct NewsTokenizer {
    pool: Pool,
    scope: Scope,
    analyzer: Option<Analyzer>,
}

impl NewsTokenizer {
    fn new(pool: Pool, scope: Scope) -> Self {
        Self { pool, scope, analyzer: None }
    }
}

impl Clone for NewsTokenizer {
    fn clone(&self) -> Self {
        Self::new(self.pool.clone(), self.scope)
    }
}

impl Drop for NewsTokenizer {
    fn drop(&mut self) {
        if let Some(analyzer) = self.analyzer.take() {
            self.pool.give_back(analyzer);
        }
    }
}

impl Tokenizer for NewsTokenizer {
    type TokenStream<'a> = NewsTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NewsTokenStream<'a> {
        let analyzer = self.analyzer.get_or_insert_with(|| self.pool.take());
        NewsTokenStream {
            analyzer,
            scope: self.scope,
            text,
            buffered: None,
            token: Token::default(),
        }
    }
}

/// The tokens of one text. tantivy's indexer calls `process`; `advance` is
/// for callers that step, and buffers.
struct NewsTokenStream<'a> {
    analyzer: &'a mut Analyzer,
    scope: Scope,
    text: &'a str,
    buffered: Option<std::vec::IntoIter<Token>>,
    token: Token,
}

impl TokenStream for NewsTokenStream<'_> {
    fn advance(&mut self) -> bool {
        if self.buffered.is_none() {
            let mut tokens = Vec::new();
            self.process(&mut |token| tokens.push(token.clone()));
            self.buffered = Some(tokens.into_iter());
        }
        let next = self.buffered.as_mut().and_then(Iterator::next);
        let more = next.is_some();
        self.token = next.unwrap_or_default();
        more
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }

    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        let mut token = Token::default();
        let mut emit = |position: u32, term: &str| {
            token.position = position as usize;
            token.text.clear();
            token.text.push_str(term);
            sink(&token);
        };
        match self.scope {
            Scope::Text => self.analyzer.analyze(self.text, &mut |event| match event {
                Event::Zone(..) => {}
                Event::Paragraph(position, _) => emit(position, PARAGRAPH_MARK),
                Event::Sentence(position, _) => emit(position, SENTENCE_MARK),
                Event::Word(word) => word.forms.terms().for_each(|term| emit(word.position, term)),
            }),
            Scope::Label => {
                let visit = &mut |event: Event<'_>| {
                    if let Event::Word(word) = event {
                        emit(word.position, word.forms.exact);
                    }
                };
                self.analyzer.analyze_plain(self.text, StemLanguage::PLAIN, visit);
            }
        }
    }
}
