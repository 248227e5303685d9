//! Words that inflect too little, or say too little, to be stemmed.
//!
//! What they weigh in a query is another matter: see [`crate::query::light_words`].

use std::collections::HashSet;
use std::sync::LazyLock;

use super::language::StemLanguage;

/// English articles, pronouns, prepositions, conjunctions, auxiliaries and
/// adverbs of degree: stemming them gains nothing and costs two of five postings.
const ENGLISH: &str = "
a about above across after again against ago all almost alone along already also although always am
among an and another any anyone anything are around as at away back be became because become been
before behind being below between both but by came can cannot come could did do does done down during
each either else enough even ever every everyone everything few first for from further get go had has
have having he her here hers herself him himself his how however i if in indeed instead into is it its
itself just last least less like made many may maybe me might mine more most much must my myself near
neither never next no nobody none nor not nothing now of off often on once one only onto or other others
otherwise our ours ourselves out over own per perhaps quite rather said same say says see seem several
shall she should since so some someone something sometimes soon still such than that the their theirs
them themselves then there therefore these they this those though three through throughout thus till to
together too toward towards two under unless until unlike up upon us very via was we well went were what
whatever when where whether which while who whole whom whose why will with within without would yet you
your yours yourself";

/// English words without inflected forms of their own, among the frequent
/// words of news: irregular forms of verbs, numbers, months, abbreviations.
const ENGLISH_SINGLE: &str = "
april august began begun bln bought brought built came caught chose cts december dlrs done drew drove
eight eleven february five flew fought found four given gone grew heard held inc january july june kept
knew known led left lost ltd meant met mln mrs new nine november october old paid pct percent qtr seen
sent september seven shown shr six sold spent spoke stood taken taught told took twelve understood won
wrote written";

static ENGLISH_SINGLE_SET: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| ENGLISH_SINGLE.split_whitespace().collect());

static ENGLISH_SET: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| ENGLISH.split_whitespace().collect());

/// Whether a word, folded, is an English function word.
fn is_function_word(folded: &str) -> bool {
    folded.len() <= 10 && ENGLISH_SET.contains(folded)
}

/// Whether a word has no stem of its own in the index: it holds a digit, has
/// at most two bytes, or is an English word that is not inflected.
pub(super) fn is_invariant(folded: &str, language: StemLanguage) -> bool {
    folded.len() <= 2
        || folded.bytes().any(|byte| byte.is_ascii_digit())
        || (language == StemLanguage::ENGLISH && is_uninflected(folded))
}

fn is_uninflected(folded: &str) -> bool {
    is_function_word(folded) || ENGLISH_SINGLE_SET.contains(folded)
}
