//! What holds for every text and every tree.

use proptest::prelude::*;
use proptest::sample::select;

use super::super::ast::{Ast, Case, DateRange, Filter, Kind, Near, Phrase, Proximity, Word, Zone};
use super::super::caret::{error_text, note_text};
use super::{Syntax, lenient, parse, strict, syntax};
use crate::article::PartialDate;
use crate::read::language;
use crate::span::Span;

/// What means something in a query, and what comes near it.
const PIECES: &[&str] = &[
    "(",
    ")",
    "\"",
    "“",
    "”",
    "«",
    "AND",
    "OR",
    "NOT",
    "and",
    "w/5",
    "pre/2",
    "w/s",
    "near",
    "-",
    "--",
    "–",
    "=",
    "!",
    "?",
    "*",
    "~",
    "~1",
    "~9",
    "^",
    "^2",
    "\\",
    "|",
    "&",
    "+",
    ":",
    "headline:",
    "hl=",
    "by(",
    "date:",
    "lang:",
    "length>",
    "file:",
    "status:",
    "2017",
    "2017-02",
    "..",
    "02/03/2017",
    "last-3-days",
    "re:/",
    "/",
    "atleast2(",
    "atleast2",
    "caps(",
    "first/9(",
    "foo:",
    "'",
    "’",
    ",",
    ".",
    "AT&T",
    "Crimea",
    "Шойгу",
    "习",
    "👩‍👩‍👧",
    "\u{301}",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "en",
    "x",
];

/// Texts made of the pieces that mean something, and of anything else.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![6 => select(PIECES).prop_map(str::to_owned), 1 => ".{0,4}"];
    let glue = prop_oneof![Just(""), Just(" "), Just("\n")];
    prop::collection::vec((piece, glue), 0..24)
        .prop_map(|parts| parts.into_iter().map(|(piece, glue)| piece + glue).collect())
}

fn spans(ast: &Ast, found: &mut Vec<Span>) {
    found.push(ast.span);
    for child in ast.children() {
        assert!(ast.span.start <= child.span.start && child.span.end <= ast.span.end);
        spans(child, found);
    }
}

fn check_span(span: Span, text: &str) {
    assert!(span.start <= span.end && span.end <= text.len(), "{span:?} in {text:?}");
    assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
}

fn check_text(text: &str, syntax: &Syntax) {
    match parse(text, syntax) {
        Ok(parsed) => {
            let mut found = Vec::new();
            spans(&parsed.ast, &mut found);
            found.extend(parsed.notes.iter().map(|note| note.span));
            found.extend(parsed.repairs.iter().map(|repair| repair.span));
            for span in found {
                check_span(span, text);
            }
            for note in &parsed.notes {
                assert!(!note_text(note).is_empty());
            }
            assert!(syntax.lenient || parsed.repairs.is_empty());
            check_printed(&parsed.ast);
        }
        Err(error) => {
            assert!(!syntax.lenient, "{text:?}: {error:?}");
            check_span(error.span, text);
            assert!(!error_text(&error, text, 60).is_empty());
        }
    }
}

fn check_printed(ast: &Ast) {
    let printed = ast.to_string();
    let again = parse(&printed, &syntax()).unwrap_or_else(|error| panic!("{printed}: {error:?}"));
    assert!(again.ast.same_as(ast), "{printed}\n{ast:?}\n{:?}", again.ast);
}

fn ast(kind: Kind) -> Ast {
    Ast { kind, span: Span::default() }
}

fn word_texts() -> impl Strategy<Value = String> {
    let nasty = vec![
        "AND",
        "OR",
        "NOT",
        "and",
        "w/5",
        "/s",
        "SAME",
        "near3",
        "headline:x",
        "headline=x",
        "wc>5",
        "re:/x/",
        "atleast3",
        "first/5",
        "caps",
        "AT&T",
        "a&",
        "&",
        "-",
        "--",
        "–x",
        "a?",
        "a!",
        "*",
        "a*b",
        "x^2",
        "x~1",
        "~",
        "a\\b",
        "\\",
        "\"",
        "“a”",
        "a)",
        "(a",
        "|",
        "a,",
        ",a",
        ".",
        "a.",
        "a:",
        "foo:bar",
        "10:30",
        "+a",
        "=a",
        "!a",
        "'a'",
        "€5",
        "C.I.A.",
        "习近平",
        "👩‍👩‍👧",
        "e\u{301}",
        "\0",
    ];
    prop_oneof![
        select(nasty).prop_map(str::to_owned),
        "[a-z!?*()\\\\:&~^\".,-]{1,5}",
        "[A-Za-z]{1,6}"
    ]
}

fn pattern_texts() -> impl Strategy<Value = String> {
    select(vec![
        "a*", "*b", "a?c", "a?", "?", "?*", "AT&*", "a&?c", "x*y?z", "a-b*", "w/5*", "AND*",
        "a:b*", "C.*", "(*)",
    ])
    .prop_map(str::to_owned)
}

fn words() -> impl Strategy<Value = Word> {
    let plain = (word_texts(), any::<bool>(), 0..=2_u8).prop_map(|(text, exact, edits)| Word {
        text,
        exact,
        edits,
        pattern: false,
    });
    let pattern = (pattern_texts(), any::<bool>()).prop_map(|(text, exact)| Word {
        text,
        exact,
        pattern: true,
        edits: 0,
    });
    prop_oneof![3 => plain, 1 => pattern]
}

fn phrases() -> impl Strategy<Value = Phrase> {
    let word = words().prop_map(|word| Word { exact: true, edits: 0, ..word });
    let slop = prop::option::of(0..=1000_u32);
    (prop::collection::vec(word, 1..4), slop).prop_map(|(words, slop)| Phrase { words, slop })
}

fn dates() -> impl Strategy<Value = PartialDate> {
    (1..=9999_i16, prop::option::of((1..=12_i8, prop::option::of(1..=28_i8)))).prop_map(
        |(year, rest)| PartialDate {
            year,
            month: rest.map(|rest| rest.0),
            day: rest.and_then(|rest| rest.1),
        },
    )
}

fn filters() -> impl Strategy<Value = Filter> {
    let value = || {
        let nasty = vec![
            "a b", "a(1).txt", "a\"b", "a\\b", "\\\"", "a|b", "a!", "a?", "“a”", ")", "AND", "a^2",
        ];
        prop_oneof![select(nasty).prop_map(str::to_owned), "[a-z/#*.:=]{1,8}"]
    };
    let range =
        (prop::option::of(dates()), prop::option::of(dates())).prop_map(|(from, to)| {
            match (from, to) {
                (Some(from), Some(to)) if from.first() > to.last() => {
                    Filter::Date(DateRange { from: Some(to), to: Some(from) })
                }
                (from, to) => Filter::Date(DateRange { from, to }),
            }
        });
    prop_oneof![
        range,
        (0..500_u64, 500..900_u64).prop_map(|(from, to)| Filter::Length(Some(from), Some(to))),
        any::<u64>().prop_map(|to| Filter::Length(None, Some(to))),
        "[a-z]{2,3}"
            .prop_filter_map("no language", |tag| language(&tag))
            .prop_map(Filter::Language),
        value().prop_map(Filter::Page),
        value().prop_map(Filter::Id),
        value().prop_map(Filter::File),
        Just(Filter::Status("kill".into())),
    ]
}

fn proximities() -> impl Strategy<Value = Proximity> {
    let near = prop_oneof![
        (1..=1000_u32).prop_map(Near::Within),
        (1..=1000_u32).prop_map(Near::Before),
        Just(Near::Sentence),
        Just(Near::Paragraph),
        Just(Near::Segment),
    ];
    (near, any::<bool>()).prop_map(|(near, negated)| Proximity { near, negated })
}

/// Parts of the text, labels apart.
fn zones() -> impl Strategy<Value = Zone> {
    select(vec![
        Zone::Headline,
        Zone::Lead,
        Zone::HeadlineLead,
        Zone::Body,
        Zone::Byline,
        Zone::Dateline,
    ])
}

fn leaves() -> impl Strategy<Value = Ast> {
    let regex = select(vec!["a.b", "a/b", "\\d+", "(a|b)\\\\", "a b"]);
    let leaf = prop_oneof![
        6 => words().prop_map(Kind::Word),
        2 => phrases().prop_map(Kind::Phrase),
        1 => regex.prop_map(|regex| Kind::Regex(regex.to_owned())),
    ];
    leaf.prop_map(ast)
}

/// Words, phrases, and alternatives of them: what has occurrences.
fn countable() -> impl Strategy<Value = Ast> {
    let any = prop::collection::vec(leaves(), 2..4).prop_map(Kind::Or).prop_map(ast);
    prop_oneof![2 => leaves(), 1 => any]
}

/// Words in a label, near each other or not.
fn labels() -> impl Strategy<Value = Ast> {
    let label = select(vec![Zone::Place, Zone::Agency, Zone::Source, Zone::Section]);
    let near = (proximities(), leaves(), leaves())
        .prop_map(|(near, a, b)| ast(Kind::Proximity(near, Box::new(a), Box::new(b))));
    let inner = prop_oneof![2 => countable(), 1 => near];
    (label, inner).prop_map(|(label, inner)| ast(Kind::Zone(label, Box::new(inner))))
}

/// Trees in which every part has a place in the text.
fn texts_trees() -> impl Strategy<Value = Ast> {
    leaves().prop_recursive(4, 24, 3, |inner| {
        let list = || prop::collection::vec(inner.clone(), 2..4);
        let one = || inner.clone().prop_map(Box::new);
        let cases = select(vec![Case::Caps, Case::AllCaps, Case::NoCaps]);
        prop_oneof![
            list().prop_map(Kind::Sequence),
            list().prop_map(Kind::And),
            list().prop_map(Kind::Or),
            (proximities(), one(), one()).prop_map(|(near, a, b)| Kind::Proximity(near, a, b)),
            (zones(), one()).prop_map(|(zone, a)| Kind::Zone(zone, a)),
            (1..=1000_u32, countable()).prop_map(|(count, a)| Kind::AtLeast(count, Box::new(a))),
            (cases, one()).prop_map(|(case, a)| Kind::Case(case, a)),
            (1..=1_000_000_u32, one()).prop_map(|(words, a)| Kind::First(words, a)),
            (0.001..=1000_f32, one()).prop_map(|(weight, a)| Kind::Boost(weight, a)),
        ]
        .prop_map(ast)
    })
}

fn trees() -> impl Strategy<Value = Ast> {
    let early = (1..=100_u32, texts_trees())
        .prop_map(|(words, a)| ast(Kind::First(words, Box::new(ast(Kind::Not(Box::new(a)))))));
    let leaf = prop_oneof![
        6 => texts_trees(),
        1 => labels(),
        1 => early,
        2 => filters().prop_map(Kind::Filter).prop_map(ast),
    ];
    let inner = leaf.prop_recursive(4, 24, 3, |inner| {
        let list = || prop::collection::vec(inner.clone(), 2..4);
        let one = || inner.clone().prop_map(Box::new);
        prop_oneof![
            list().prop_map(Kind::Sequence),
            list().prop_map(Kind::And),
            list().prop_map(Kind::Or),
            one().prop_map(Kind::Not),
            (zones(), one()).prop_map(|(zone, a)| Kind::Zone(zone, a)),
            (0.001..=1000_f32, one()).prop_map(|(weight, a)| Kind::Boost(weight, a)),
        ]
        .prop_map(ast)
    });
    let all = || ast(Kind::All);
    prop_oneof![
        8 => inner.clone(),
        1 => inner.prop_map(move |tree| ast(Kind::And(vec![all(), ast(Kind::Not(Box::new(tree)))]))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![texts(), any::<String>()]) {
        let literal = Syntax { literal: true, ..syntax() };
        let both = Syntax { literal: true, ..lenient() };
        for syntax in [syntax(), lenient(), strict(), literal, both] {
            check_text(&text, &syntax);
        }
    }

    #[test]
    fn a_printed_tree_is_read_as_itself(tree in trees()) {
        check_printed(&tree);
        prop_assert!(parse(&tree.to_string(), &strict()).is_ok());
    }
}
