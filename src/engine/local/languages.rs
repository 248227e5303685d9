//! Which languages' stems the dictionaries hold.

use std::io;

use tantivy::InvertedIndexReader;

use super::shard::Shard;
use crate::analysis::StemLanguage;

/// The languages whose stems an index has.
pub(super) fn stem_languages(shard: &Shard) -> tantivy::Result<Vec<StemLanguage>> {
    let mut languages = Vec::new();
    for segment in shard.searcher.segment_readers() {
        let index = segment.inverted_index(shard.layout.fields.text)?;
        for language in StemLanguage::all() {
            if !languages.contains(&language) && has_stems(&index, language)? {
                languages.push(language);
            }
        }
    }
    Ok(languages)
}

fn has_stems(index: &InvertedIndexReader, language: StemLanguage) -> io::Result<bool> {
    let marker = language.marker();
    let first = marker.encode_utf8(&mut [0; 4]).as_bytes().to_owned();
    let mut terms = index.terms().range().ge(&first).into_stream()?;
    Ok(terms.advance() && terms.key().starts_with(&first))
}
