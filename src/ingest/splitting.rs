//! From a draft to an article, with what is known around its file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::file_entry::FileEntry;
use super::neighbours::{Answer, Doubts};
use super::opened::stumbled;
use crate::analysis::language::detect;
use crate::article::Article;
use crate::error::Skip;
use crate::read::Draft;
use crate::split::split;

/// An article that is ready to be indexed.
pub(super) struct Made {
    pub(super) article: Article,
    /// Whether files beside its own were asked about it.
    pub(super) asked_neighbours: bool,
}

/// Splits a draft of a file, with what the neighbours of the file tell where
/// the text is in doubt.
pub(super) fn make(draft: Draft, file: &FileEntry) -> Made {
    let doubts = Doubts::of(&draft, file);
    let rule = file.rule.at(&draft.stated.locator);
    let article = split(draft, rule.context());
    let answer = doubts.ask(&article);
    let asked_neighbours = !matches!(answer, Answer::Unasked);
    let article = match answer {
        Answer::Settled(again) => split(again.0, &again.1),
        Answer::Unasked | Answer::Open => article,
    };
    Made { article: finished(article), asked_neighbours }
}

/// What comes of it; a mistake of ours costs this draft only.
///
/// # Errors
/// A [`Skip`] if there was one.
pub(super) fn guarded<T>(make: impl FnOnce() -> T) -> Result<T, Skip> {
    catch_unwind(AssertUnwindSafe(make)).map_err(|_| stumbled())
}

/// An article with its language told from the text where nothing states it.
pub(super) fn finished(mut article: Article) -> Article {
    if article.language.is_none() {
        let paragraphs = article.paragraphs.iter().take(4).map(|paragraph| &paragraph.text);
        let texts = article.headline.iter().chain(paragraphs).map(|text| text.text.as_str());
        article.language = detect(texts).map(str::to_owned);
    }
    article
}
