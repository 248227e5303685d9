//! Tables of texts and what the scanner makes of them.

use proptest::prelude::*;

use super::*;

/// `position:exact/stem` of every word, `¶` and `§` for paragraphs and sentences.
fn shown(text: &str) -> String {
    let mut parts = Vec::new();
    Analyzer::new().analyze(text, &mut |event| match event {
        Event::Zone(zone, _) => parts.push(format!("{zone:?}")),
        Event::Paragraph(position, _) => parts.push(format!("{position}:¶")),
        Event::Sentence(position, _) => parts.push(format!("{position}:§")),
        Event::Word(word) => {
            let stem = word.forms.stem.map(|stem| format!("/{}", stem.split_at(1).1));
            let shape = match word.shape {
                Shape::Plain | Shape::Character => String::new(),
                shape => format!("{shape:?}"),
            };
            let same = stem.as_deref().is_some_and(|stem| stem == format!("/{}", word.forms.exact));
            let stem = if same { "/".into() } else { stem.unwrap_or_default() };
            parts.push(format!("{}:{}{stem}{shape}", word.position, word.forms.exact));
        }
    });
    parts.join(" ")
}

fn check(body: &str, expected: &str) {
    let text = format!("en\u{1D}\u{1D}\u{1D}\u{1D}{body}");
    let shown = shown(&text);
    let shown = shown.strip_prefix("Headline Byline Dateline Body 0:¶ ").unwrap_or(&shown);
    assert_eq!(shown, expected, "{body}");
}

#[test]
fn words_are_found_as_news_writes_them() {
    check("Russia's sanctions", "1:russia/ 2:sanctions/sanction");
    check("Shoigu’s", "1:shoigu/");
    check("C.I.A. and CIA", "1:cia/ 2:and 3:cia/");
    check("U.S.-led talks", "1:us 1:usled/uslSolid 2:led 3:talks/talk");
    check("O'Brien", "1:obrien/");
    check("1,000 men, 3.5% of €5", "1:1000 2:men/ 3:3.5 3:3.5%Signed 4:of 5:5 5:€5Signed");
    check("AT&T", "1:at 1:at&tSigned 2:t");
    check("the F-16s", "1:the 2:f 2:f16sSolid 3:16s");
    check("2014-2015", "1:2014 2:2015");
    check("17.02.2017", "1:17 2:02 3:2017");
    check("@desk #news", "1:desk/ 1:@deskSigned 2:news/ 2:#newsSigned");
    check("l’Ukraine", "1:ukraine/ukrain 1:lukraineElided");
    check("克里米亚", "1:克 1:克里Pair 2:里 2:里米Pair 3:米 3:米亚Pair 4:亚");
    assert_eq!(shown("en\u{1D}\u{1D}\u{1D}\u{1D}"), "Headline Byline Dateline Body");
    let signs = "en\u{1D}\u{1D}\u{1D}\u{1D}''' -- &&";
    assert_eq!(shown(signs), "Headline Byline Dateline Body 0:¶");
}

#[test]
fn sentences_begin_after_their_marks() {
    check("He left. She stayed.", "1:he 2:left 3:§ 3:she 4:stayed/stay");
    check("Gen. Smith of the U.S. Army", "1:gen/ 2:smith/ 3:of 4:the 5:us 6:army/armi");
    check("It is over.\" \"We won", "1:it 2:is 3:over 4:§ 4:we 5:won");
    check("at 3 p.m. The", "1:at 2:3 3:pm 4:§ 4:the");
}

#[test]
fn paragraphs_and_zones_have_positions() {
    let text = "en\u{1D}A Bridge\u{1D}\u{1D}\u{1D}It fell.\u{1E}Nobody came";
    let expected = "Headline 0:¶ 1:a 2:bridge/bridg Byline Dateline Body 3:¶ 4:it 5:fell/ \
                    6:¶ 7:nobody 8:came";
    assert_eq!(shown(text), expected);
}

#[test]
fn spans_are_the_surface() {
    let text = "en\u{1D}\u{1D}\u{1D}\u{1D}Moscow’s «Détente», state-of-the-art";
    let mut surfaces = Vec::new();
    Analyzer::new().analyze(text, &mut |event| {
        if let Event::Word(word) = event {
            surfaces.push(word.span.of(text).to_owned());
        }
    });
    let expected = ["Moscow", "Détente", "state", "state-of-the-art", "of", "the", "art"];
    assert_eq!(surfaces, expected);
}

#[test]
fn an_apostrophe_that_is_a_letter_to_unicode_begins_no_word() {
    check("обʼєкт ʼ ʼn ʼʼ", "1:обєкт/ 2:n");
    check("хлібʼ\u{FFFD}м-ʼ", "1:хліб/ 2:м");
}

proptest! {
    #[test]
    fn every_word_of_any_text_is_longer_than_nothing(
        text in "([a-zабмé克ก1-3'’ʼ.,&$%\u{FFFD}\u{301}\u{AD}-]| |\\PC){0,40}",
    ) {
        let (mut least, mut words) = (usize::MAX, 0);
        Analyzer::new().analyze_plain(&text, StemLanguage::ENGLISH, &mut |event| {
            if let Event::Word(word) = event {
                least = least.min(word.span.len());
                words += 1;
                assert!(words <= 4 * text.len(), "no end of words");
            }
        });
        prop_assert!(least > 0);
    }
}
