//! Faults and notes: their codes and the part of the query they point at.

use super::super::limits::{MAX_CLAUSES, MAX_DEPTH, MAX_EXPRESSIONS, MAX_TEXT};
use super::{lenient, parse, read, strict, syntax};

/// Every query must fail with the code, pointing at the text.
#[track_caller]
fn check(rows: &[(&str, &str, &str)]) {
    for (query, code, pointed) in rows {
        let error = parse(query, &syntax()).expect_err(query);
        assert_eq!((error.code, error.span.of(query)), (*code, *pointed), "{query}: {error:?}");
        assert!(error.help.is_some(), "{query}");
        assert!(parse(query, &lenient()).is_ok(), "{query}");
    }
}

/// Queries, the code of their fault, and the part it points at.
const FAULTS: &[(&str, &str, &str)] = &[
    ("", "Q01", ""),
    ("  \t", "Q01", "  \t"),
    ("- – ...", "Q01", "- – ..."),
    ("!", "Q01", "!"),
    ("Mattis AND \"position of strength", "Q03", "\"position of strength"),
    ("a “b", "Q03", "“b"),
    ("5\" gun", "Q03", "\" gun"),
    ("file:\"a b", "Q03", "\"a b"),
    ("a \"\" b", "Q04", "\"\""),
    ("\" ,- \"", "Q04", "\" ,- \""),
    ("(a", "Q05", "("),
    ("(a (b OR c)", "Q05", "("),
    ("a)) b", "Q06", ")"),
    ("a ( ) b", "Q07", "( )"),
    ("lang:()", "Q07", "()"),
    ("AND", "Q08", "AND"),
    ("AND OR", "Q08", "AND"),
    ("a AND", "Q08", "AND"),
    ("(a OR) b", "Q08", "OR"),
    ("a AND OR b", "Q08", "OR"),
    ("NOT", "Q08", "NOT"),
    ("w/5 b", "Q08", "w/5"),
    ("a NOT w/5", "Q08", "NOT w/5"),
    ("a AND NOT w/5 b", "Q08", "NOT w/5"),
    ("a | & b", "Q08", "&"),
    ("source:a w/5 b", "Q20", "a"),
    ("a w/s (b OR place:c)", "Q20", "c"),
    ("caps(agency:a)", "Q20", "a"),
    ("section:(first/5(a))", "Q20", "first/5(a)"),
    ("atleast2(a b)", "Q20", "a b"),
    ("atleast2(a OR source:b)", "Q20", "b"),
    ("re:/a{2/ b", "Q26", "re:/a{2/"),
    ("re:/(a/", "Q26", "re:/(a/"),
    ("headline:", "Q09", "headline:"),
    ("a headline: AND b", "Q09", "headline:"),
    ("date:", "Q09", "date:"),
    ("lang:\"\"", "Q09", "lang:\"\""),
    ("atleast3 x", "Q09", "atleast3"),
    ("first/50", "Q09", "first/50"),
    ("date:soon", "Q10", "soon"),
    ("date:17 Feb 2017", "Q10", "17"),
    ("date:[2016 TO 2017]", "Q10", "[2016"),
    ("date:2016-2017", "Q10", "2016-2017"),
    ("date:2017-02-30", "Q10", "2017-02-30"),
    ("date:(2016 OR x)", "Q10", "x"),
    ("date:02/03/2017", "Q11", "02/03/2017"),
    ("date:\"2-3-2017\"..", "Q11", "\"2-3-2017\".."),
    ("date:2017..2016", "Q12", "2017..2016"),
    ("length:500..100", "Q12", "500..100"),
    ("lang:english", "Q13", "english"),
    ("wc:many", "Q13", "many"),
    ("status:dead", "Q13", "dead"),
    ("a w/0 b", "Q17", "w/0"),
    ("a near1001 b", "Q17", "near1001"),
    ("a pre/99999999999 b", "Q17", "pre/99999999999"),
    ("atleast0(a)", "Q17", "atleast0"),
    ("first/0(a)", "Q17", "first/0"),
    ("\"a b\"~1001", "Q17", "\"a b\"~1001"),
    ("x Shoigu~3", "Q18", "Shoigu~3"),
    ("Shoigu~0.8", "Q18", "Shoigu~0.8"),
    ("wom?n~1", "Q18", "wom?n~1"),
    ("a^0", "Q19", "^0"),
    ("a^2^3", "Q19", "^3"),
    ("a^1.2.3", "Q19", "^1.2.3"),
    ("a^9999", "Q19", "^9999"),
    ("a (b NOT c) w/5 d", "Q20", "NOT c"),
    ("a w/5 -b", "Q20", "-"),
    ("a w/5 NOT b", "Q20", "NOT"),
    ("a w/5 hl:-b", "Q20", "-"),
    ("(a date:2017) w/5 b", "Q20", "date:2017"),
    ("* w/5 b", "Q20", "*"),
    ("atleast3(a NOT b)", "Q20", "NOT b"),
    ("caps(lang:en)", "Q20", "lang:en"),
    ("headline:*", "Q20", "*"),
    ("first/50(* -b)", "Q20", "*"),
    ("re:/ab", "Q21", "re:/ab"),
    ("re:// b", "Q21", "re://"),
    ("a*b\\*", "Q22", "a*b\\*"),
];

#[test]
fn faults_point_at_their_place() {
    check(FAULTS);
}

#[test]
fn ambiguity_is_an_error_for_a_strict_reader() {
    for (query, code, pointed) in [
        ("a AND b OR c", "Q23", "a AND b OR c"),
        ("x (a OR b AND c)", "Q23", "a OR b AND c"),
        ("a NOT b OR c", "Q23", "NOT b OR c"),
        ("bill clinton w/5 trump", "Q24", "bill clinton"),
        ("a w/5 donald trump", "Q24", "donald trump"),
        ("headlin:x", "Q14", "headlin:"),
        ("name:Shoigu", "Q14", "name:"),
        ("!crimea a", "Q25", "!"),
        ("crimea +5 putin", "Q25", "+"),
    ] {
        let error = parse(query, &strict()).expect_err(query);
        assert_eq!((error.code, error.span.of(query)), (code, pointed), "{query}");
        assert_eq!(read(query).notes.len(), 1, "{query}: {:?}", read(query).notes);
    }
    for query in [
        "(a AND b) OR c",
        "a b OR c",
        "a OR b -c",
        "\"bill clinton\" w/5 trump",
        "bill (clinton w/5 trump)",
        "crimea and putin",
        "10:30 http://example.org Putin: talks",
        "who won?",
    ] {
        assert!(parse(query, &strict()).is_ok(), "{query}");
    }
}

#[test]
fn notes_point_at_their_place() {
    for (query, code, pointed) in [
        ("Crimea AND Putin OR Shoigu", "W1", "Crimea AND Putin OR Shoigu"),
        ("bill clinton w/5 trump", "W2", "bill clinton"),
        ("crimea and putin", "W5", "and"),
        ("crimea Or putin", "W5", "Or"),
        ("shoigu not w/5 lavrov", "W2", "shoigu not"),
        ("position NEAR strength", "W5", "NEAR"),
        ("alpha w/ 5 beta", "W5", "w/"),
        ("alpha W/ 5 beta", "W5", "W/"),
        ("alpha near/ 5 beta", "W5", "near/"),
        ("alpha WITHIN 5 beta", "W5", "WITHIN"),
        ("alpha WITHOUT beta", "W5", "WITHOUT"),
        ("alpha BUT NOT beta", "W5", "BUT"),
        ("alpha w/sentence beta", "W5", "w/sentence"),
        ("alpha NEAR/s beta", "W5", "NEAR/s"),
        ("alpha w/xxx beta", "W5", "w/xxx"),
        ("\"alfa~1 beta\"", "W5", "alfa~1 beta"),
        ("paper:x", "W9", "paper:"),
        ("a - b", "W6", "-"),
        ("a –b", "W6", "–"),
        ("a ... b", "W6", "..."),
        ("bomb? attack", "W7", "bomb?"),
        ("+crimea putin", "W8", "+"),
        ("headlin:x", "W9", "headlin:"),
        ("'position of strength'", "W10", "'position of strength'"),
        ("‘position of strength’ x", "W10", "‘position of strength’"),
    ] {
        let notes = read(query).notes;
        assert!(!notes.is_empty(), "{query}");
        assert_eq!((notes[0].code, notes[0].span.of(query)), (code, pointed), "{query}");
    }
    for query in [
        "and",
        "crimea and",
        "\"a and b\"",
        "=and b",
        "a \\and b",
        "'tis rock'n'roll's",
        "a within b",
        "a without b",
        "a but b",
        "coffee w/o sugar",
        "a BUT b",
        "\"a\"~1 b",
        "\"a\\~1 b\"",
    ] {
        assert!(read(query).notes.is_empty(), "{query}: {:?}", read(query).notes);
    }
}

#[test]
fn both_readings_of_a_mixture_are_shown() {
    let message = |query| read(query).notes[0].message.clone();
    assert_eq!(
        message("Crimea AND Putin OR Shoigu"),
        "AND and OR are mixed; read as `(Crimea AND Putin) OR Shoigu`, \
         where Nexis would read `Crimea AND (Putin OR Shoigu)`"
    );
    assert!(message("a OR b AND c OR d").contains("`a OR (b AND c) OR d`"));
    assert!(message("a OR b AND c OR d").contains("`(a OR b) AND (c OR d)`"));
    assert!(message("a AND NOT b OR c").contains("`a AND NOT (b OR c)`"));
    assert!(message("a OR (b AND c) AND d").contains("`(a OR (b AND c)) AND d`"));
    assert!(message("x NOT y OR z").contains("`x NOT (y OR z)`"));
}

#[test]
fn guards_are_quick_and_have_their_own_message() {
    let deep = "(".repeat(MAX_DEPTH + 1) + "a" + &")".repeat(MAX_DEPTH + 1);
    let nots = "NOT ".repeat(MAX_DEPTH) + "a";
    let near = "a w/5 ".repeat(MAX_DEPTH) + "a";
    let fields = "hl:".repeat(MAX_DEPTH + 1) + "a";
    let minuses = "-(".repeat(MAX_DEPTH) + "a" + &")".repeat(MAX_DEPTH);
    let mixed = "-hl:".repeat(MAX_DEPTH) + "a";
    for query in [deep, nots, near, fields, minuses, mixed] {
        assert_eq!(parse(&query, &syntax()).unwrap_err().code, "Q15", "{query}");
        assert!(!parse(&query, &lenient()).unwrap().repairs.is_empty());
    }
    let many = "a ".repeat(MAX_CLAUSES + 1);
    assert_eq!(parse(&many, &syntax()).unwrap_err().code, "Q16");
    let phrase = format!("\"{many}\"");
    assert_eq!(parse(&phrase, &syntax()).unwrap_err().code, "Q16");
    let long = "x".repeat(MAX_TEXT + 1);
    let error = parse(&long, &syntax()).unwrap_err();
    assert_eq!((error.code, error.span.start), ("Q02", MAX_TEXT));
    assert!(parse(&"x".repeat(MAX_TEXT), &syntax()).is_ok());
    assert!(parse(&"a ".repeat(MAX_CLAUSES), &syntax()).is_ok());
    let expressions = |count| "re:/a/ OR ".repeat(count) + "b";
    assert_eq!(parse(&expressions(MAX_EXPRESSIONS + 1), &syntax()).unwrap_err().code, "Q16");
    assert!(parse(&expressions(MAX_EXPRESSIONS), &syntax()).is_ok());
}

#[test]
fn the_deepest_tree_can_be_printed_and_read_again() {
    let query = "(a OR (b AND ".repeat(MAX_DEPTH / 2 - 1) + "c" + &"))".repeat(MAX_DEPTH / 2 - 1);
    let ast = read(&query).ast;
    assert!(read(&ast.to_string()).ast.same_as(&ast));
}

/// None may overflow the stack; all are read in time linear in their length.
#[test]
fn hostile_texts_cannot_stall_the_reader() {
    let pieces = [
        "(",
        ")",
        "\"",
        "“",
        "„“",
        "(\"",
        "date:(",
        "hl:-",
        "-",
        "- ",
        "NOT ",
        "AND ",
        "a OR ",
        "a w/5 ",
        "a NOT b OR ",
        "a AND b OR ",
        "'a ",
        "\\",
        "~",
        "^2",
        "a~",
        "re:/",
        "((a) ",
        "\" ",
        "|",
        "&",
        "a?",
        "a w/9 b w/5 c ",
        "hl:hl:",
        "hl:()",
        "()",
        "(AND ",
        "\u{301}",
        "👩‍👩‍👧",
    ];
    for piece in pieces {
        let text = piece.repeat(MAX_TEXT / 4 / piece.len());
        for syntax in [syntax(), strict(), lenient()] {
            let _ = parse(&text, &syntax);
        }
    }
}

#[test]
fn a_million_parentheses_are_refused() {
    let text = "(".repeat(1_000_000);
    assert_eq!(parse(&text, &syntax()).unwrap_err().code, "Q02");
    assert_eq!(parse(&text, &lenient()).unwrap().ast.to_string(), "*");
    assert_eq!(parse(&"(".repeat(10_000), &syntax()).unwrap_err().code, "Q15");
}
