//! The languages that are told apart, and the stemmer of each.

use frostem::{Algorithm, Stemmer};

/// A language by its ISO 639-1 code, with the marker that keeps its stems
/// apart from surface forms and from the stems of other languages.
///
/// Markers are part of the index format: rows may be added, never reordered.
struct Row {
    code: &'static str,
    detector: Option<whatlang::Lang>,
    algorithm: Option<Algorithm>,
}

macro_rules! languages {
    ($($code:literal $detector:ident $algorithm:ident;)*) => {
        &[$(Row {
            code: $code,
            detector: Some(whatlang::Lang::$detector),
            algorithm: Some(Algorithm::$algorithm),
        },)*]
    };
}

/// Stem markers are U+0003, U+0004, … in this order.
const STEMMED: &[Row] = languages! {
    "en" Eng English;
    "ru" Rus Russian;
    "de" Deu German;
    "fr" Fra French;
    "es" Spa Spanish;
    "it" Ita Italian;
    "pt" Por Portuguese;
    "nl" Nld Dutch;
    "sv" Swe Swedish;
    "da" Dan Danish;
    "no" Nob Norwegian;
    "fi" Fin Finnish;
    "hu" Hun Hungarian;
    "pl" Pol Polish;
    "cs" Ces Czech;
    "ro" Ron Romanian;
    "tr" Tur Turkish;
    "el" Ell Greek;
    "ar" Ara Arabic;
    "fa" Pes Persian;
    "sr" Srp Serbian;
    "ca" Cat Catalan;
    "hi" Hin Hindi;
    "id" Ind Indonesian;
    "et" Est Estonian;
    "lt" Lit Lithuanian;
    "ta" Tam Tamil;
    "hy" Hye Armenian;
};

/// Languages without a stemmer that are recognised all the same.
const UNSTEMMED: &[(&str, whatlang::Lang)] = &[
    ("uk", whatlang::Lang::Ukr),
    ("zh", whatlang::Lang::Cmn),
    ("ja", whatlang::Lang::Jpn),
    ("ko", whatlang::Lang::Kor),
    ("be", whatlang::Lang::Bel),
    ("bg", whatlang::Lang::Bul),
    ("mk", whatlang::Lang::Mkd),
    ("he", whatlang::Lang::Heb),
    ("hr", whatlang::Lang::Hrv),
    ("sk", whatlang::Lang::Slk),
    ("sl", whatlang::Lang::Slv),
    ("lv", whatlang::Lang::Lav),
    ("th", whatlang::Lang::Tha),
    ("vi", whatlang::Lang::Vie),
    ("ka", whatlang::Lang::Kat),
    ("az", whatlang::Lang::Aze),
    ("uz", whatlang::Lang::Uzb),
    ("ur", whatlang::Lang::Urd),
    ("bn", whatlang::Lang::Ben),
];

/// How the words of a text are reduced to stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StemLanguage(u8);

impl StemLanguage {
    /// For languages without a stemmer: the stem is the folded word itself.
    pub const PLAIN: Self = Self(0);
    /// English, also taken for Latin text whose language is not known.
    pub const ENGLISH: Self = Self(1);

    /// The one for an ISO 639-1 code; [`Self::PLAIN`] where there is no stemmer.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        let row = STEMMED.iter().position(|row| row.code == code);
        row.and_then(|index| u8::try_from(index + 1).ok()).map_or(Self::PLAIN, Self)
    }

    /// The one for a text whose language cannot be told: Russian for
    /// Cyrillic, English for all else.
    #[must_use]
    pub fn of_script(text: &str) -> Self {
        let letters = text.chars().filter(|c| c.is_alphabetic()).take(SCRIPT_SAMPLE);
        let is_cyrillic = |c: &char| matches!(c, '\u{400}'..='\u{4FF}');
        let cyrillic = letters.filter(is_cyrillic).count();
        if cyrillic * 2 > SCRIPT_SAMPLE.min(text.chars().count()) {
            Self::of_code("ru")
        } else {
            Self::ENGLISH
        }
    }

    /// Every one, plain first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::try_from(STEMMED.len()).unwrap_or(u8::MAX)).map(Self)
    }

    /// Whether a stem begins with the first letter of its word if that is one
    /// of ASCII: the stemmers of most languages change ends of words only.
    #[must_use]
    pub fn keeps_initial(self) -> bool {
        let row = usize::from(self.0).checked_sub(1).and_then(|index| STEMMED.get(index));
        row.is_none_or(|row| !matches!(row.code, "nl" | "id" | "tr"))
    }

    /// Whether ordinal numbers are written with a full stop, such as `17. Februar`;
    /// taken to be so for all without a stemmer.
    #[must_use]
    pub fn has_dotted_ordinals(self) -> bool {
        let dotted = ["de", "da", "no", "fi", "hu", "pl", "cs", "tr", "sr", "et", "lt", ""];
        dotted.contains(&self.code())
    }

    /// The control character in front of its stems in the term dictionary.
    #[must_use]
    pub fn marker(self) -> char {
        char::from(self.0 + 2)
    }

    /// The language of the stem `term`, and the stem without its marker;
    /// `None` if it is a surface form.
    #[must_use]
    pub fn of_stem(term: &str) -> Option<(Self, &str)> {
        let marker = term.chars().next()?;
        let language = Self::all().find(|language| language.marker() == marker)?;
        Some((language, term.get(marker.len_utf8()..)?))
    }

    /// The ISO code, empty for the plain one.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().map_or("", |row| row.code)
    }

    fn row(self) -> Option<&'static Row> {
        usize::from(self.0).checked_sub(1).and_then(|index| STEMMED.get(index))
    }

    pub(super) fn stemmer(self) -> Option<Stemmer> {
        self.row().and_then(|row| row.algorithm).map(Stemmer::new)
    }
}

/// How many letters of a text are looked at to tell its script.
const SCRIPT_SAMPLE: usize = 100;

/// How many bytes of a text are looked at to tell its language.
const SAMPLE: usize = 600;

/// The language by its ISO 639-1 code of texts that belong together, of which
/// the beginnings are looked at; `None` if it cannot be told.
///
/// Short or mixed texts are better left undecided: a wrong language means
/// wrong stems, none means English stems, which do little harm.
#[must_use]
pub fn detect<'t>(texts: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let mut sample = String::with_capacity(SAMPLE + 1);
    for text in texts {
        let rest = SAMPLE.saturating_sub(sample.len());
        sample.push_str(text.get(..text.floor_char_boundary(rest)).unwrap_or(text));
        sample.push(' ');
    }
    if let Some(language) = by_frequent_words(&sample) {
        return language;
    }
    let info = whatlang::detect(&sample)?;
    let code = code_of(info.lang())?;
    let sure = info.confidence() >= 0.3 || !is_latin_or_cyrillic(info.script());
    sure.then_some(code)
}

/// Whether a word is frequent in English and in no other language.
fn is_english_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "been"
            | "from"
            | "has"
            | "its"
            | "of"
            | "said"
            | "that"
            | "the"
            | "their"
            | "they"
            | "this"
            | "were"
            | "which"
            | "who"
            | "with"
            | "would"
    )
}

/// Whether a word is frequent in another language spelled in Latin letters,
/// and no English word: prose of each of them holds several such words.
#[rustfmt::skip]
fn is_other_word(word: &str) -> bool {
    matches!(
        word,
        "af" | "amb" | "ar" | "att" | "auf" | "av" | "az" | "bilan" | "bir" | "bu" | "che" | "com"
            | "con" | "cu" | "da" | "dan" | "dans" | "das" | "dat" | "de" | "del" | "della" | "dem"
            | "den" | "dengan" | "der" | "des" | "det" | "di" | "din" | "du" | "een" | "egy" | "ei"
            | "els" | "em" | "en" | "er" | "est" | "et" | "het" | "hogy" | "il" | "ir" | "ist"
            | "ja" | "je" | "jest" | "kad" | "les" | "mit" | "na" | "nem" | "nicht" | "nie"
            | "niet" | "och" | "og" | "oli" | "os" | "para" | "pe" | "por" | "pour" | "que" | "sa"
            | "se" | "si" | "som" | "sono" | "su" | "til" | "un" | "una" | "und" | "une" | "untuk"
            | "uz" | "va" | "ve" | "yang" | "za" | "zu"
    )
}

/// The language, or that it cannot be told, where frequent words decide it.
///
/// They do for English prose, and for text in letters of ASCII without any of
/// them: tables of figures, for which a detector of letter patterns finds just some
/// language. It would also take several times as long as splitting the article.
#[expect(clippy::option_option, reason = "whether it is decided, and what")]
fn by_frequent_words(sample: &str) -> Option<Option<&'static str>> {
    let lower = sample.to_ascii_lowercase();
    let (mut english, mut other) = (0, 0);
    for word in lower.split_ascii_whitespace() {
        english += usize::from(is_english_word(word));
        other += usize::from(is_other_word(word));
    }
    match () {
        () if english > 0 && english >= other * 4 => Some(Some("en")),
        () if english + other == 0 && !lower.chars().any(is_telling) => Some(None),
        () => None,
    }
}

/// Whether a letter tells something of the language.
fn is_telling(letter: char) -> bool {
    !letter.is_ascii() && letter.is_alphabetic()
}

fn is_latin_or_cyrillic(script: whatlang::Script) -> bool {
    matches!(script, whatlang::Script::Latin | whatlang::Script::Cyrillic)
}

fn code_of(lang: whatlang::Lang) -> Option<&'static str> {
    let stemmed = STEMMED.iter().find(|row| row.detector == Some(lang)).map(|row| row.code);
    stemmed.or_else(|| UNSTEMMED.iter().find(|(_, other)| *other == lang).map(|(code, _)| *code))
}

/// Whether `code` is a language that can be detected or stemmed.
#[must_use]
pub fn is_known(code: &str) -> bool {
    STEMMED.iter().any(|row| row.code == code) || UNSTEMMED.iter().any(|(known, _)| *known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let check = |text, code| assert_eq!(detect([text].into_iter()), code, "{text}");
        check("The minister said on Thursday that talks with the union would go on.", Some("en"));
        check("Министр заявил в четверг, что переговоры с профсоюзом продолжатся.", Some("ru"));
        check(
            "Міністр заявив у четвер, що переговори з профспілкою триватимуть і надалі.",
            Some("uk"),
        );
        check("部长星期四表示，与工会的谈判将继续进行。", Some("zh"));
        check("Der Minister sagte am Donnerstag, die Gespräche würden fortgesetzt.", Some("de"));
        check("", None);
        check(
            "De minister zei dat het akkoord van kracht blijft, of de leden dat willen of niet.",
            Some("nl"),
        );
        check(
            "THE COUNCIL said on Monday that the harbour dues would be raised by 3 pct from May.",
            Some("en"),
        );
    }

    #[test]
    fn figures_without_words_are_of_no_language() {
        let table = "QUAY LTD 2ND QTR NET\nShr 12 cts vs nine cts\nRevs 4.1 mln vs 3.9 mln";
        assert_eq!(detect([table].into_iter()), None);
        let prices = "QUAY LTD\nShr 12½ cts vs nine cts\nRevs £4.1 mln vs £3.9 mln";
        assert_eq!(detect([prices].into_iter()), None);
    }

    #[test]
    fn markers_are_control_characters_of_one_byte() {
        let markers: Vec<char> = StemLanguage::all().map(StemLanguage::marker).collect();
        assert!(markers.iter().all(|marker| marker.is_ascii_control() && *marker > '\u{1}'));
        assert_eq!(StemLanguage::of_code("en"), StemLanguage::ENGLISH);
        assert_eq!(StemLanguage::of_code("uk"), StemLanguage::PLAIN);
    }
}
