//! What queries are read as, in canonical form.

use super::super::DateOrder;
use super::super::ast::{Filter, Kind, Phrase, Word};
use super::{Syntax, lenient, parse, read, syntax};

/// Every query must be read as the second text, which must be read as itself.
#[track_caller]
fn check(rows: &[(&str, &str)]) {
    for (query, canonical) in rows {
        let parsed = read(query);
        assert_eq!(parsed.ast.to_string(), *canonical, "{query}");
        assert!(parsed.repairs.is_empty(), "{query}");
        let again = read(canonical).ast;
        assert!(again.same_as(&parsed.ast), "{query}: {:?} is not {again:?}", parsed.ast);
    }
}

#[test]
fn words_keep_their_signs() {
    check(&[
        ("Crimea", "Crimea"),
        ("  Crimea\t", "Crimea"),
        ("\u{feff}Crimea\u{200b}", "Crimea"),
        ("Crimea Putin", "Crimea Putin"),
        ("Crimea\u{a0}Putin\nShoigu", "Crimea Putin Shoigu"),
        ("AT&T", "AT&T"),
        ("S&P R&D", "S&P R&D"),
        ("€5", "€5"),
        ("£3.5bn", "£3.5bn"),
        ("3.5%", "3.5%"),
        ("C.I.A.", "C.I.A."),
        ("U.S.-Japan", "U.S.-Japan"),
        ("state-of-the-art", "state-of-the-art"),
        ("O'Brien", "O'Brien"),
        ("O’Brien", "O’Brien"),
        ("Russia's", "Russia's"),
        ("Nathan‘s", "Nathan‘s"),
        ("'tis rock'n'roll", "'tis rock'n'roll"),
        ("@name #tag", "@name #tag"),
        ("C++ C#", "C++ C#"),
        ("1,000", "1,000"),
        ("10:30", "10:30"),
        ("24/7 9/11 and/or N/A w/o", "24/7 9/11 and/or N/A w/o"),
        ("/usr/bin/x", "/usr/bin/x"),
        ("a_b x@example.org", "a_b x@example.org"),
        ("http://example.org/a:b?c=d", "http\\://example.org/a\\:b?c=d"),
        ("+49 +5", "\\+49 \\+5"),
        ("Шойгу 习近平 שלום", "Шойгу 习近平 שלום"),
        ("👩‍👩‍👧 wins", "👩‍👩‍👧 wins"),
        ("Putin, Shoigu; Lavrov: talks", "Putin Shoigu Lavrov talks"),
        ("caps text by first page", "caps text by first page"),
    ]);
}

#[test]
fn backslashes_make_plain_words() {
    check(&[
        ("\\AND", "\\AND"),
        ("\\w/5 \\same", "\\w/5 same"),
        ("\\headline:x", "headline\\:x"),
        ("headline\\:x", "headline\\:x"),
        ("c\\*d", "c\\*d"),
        ("\\-5", "\\-5"),
        ("\\\"quoted\\\"", "\\\"quoted\\\""),
        ("C:\\news\\a", "C\\:\\\\news\\\\a"),
        ("what\\?", "what\\?"),
        ("a\\(b\\)", "a\\(b\\)"),
        ("\\–", "\\–"),
        ("a\\^2 b\\~1", "a\\^2 b\\~1"),
    ]);
}

#[test]
fn words_can_be_exact_wild_or_fuzzy() {
    check(&[
        ("=talks", "=talks"),
        ("=AND", "=AND"),
        ("=negotiat*", "=negotiat*"),
        ("=\"a b\"", "\"a b\""),
        ("negotiat*", "negotiat*"),
        ("negotiat! x", "negotiat* x"),
        ("*gate", "*gate"),
        ("wom?n", "wom?n"),
        ("ne*tiat*", "ne*tiat*"),
        ("colou?r*", "colou?r*"),
        ("bomb? x", "bomb? x"),
        ("(bomb?)", "(bomb?)"),
        ("negotiat*, then", "negotiat* then"),
        ("negotiat*. Then", "negotiat* Then"),
        ("U.S.*", "U.S.*"),
        ("Yahoo!'s", "Yahoo\\!'s"),
        ("Shoig~1", "Shoig~1"),
        ("Shoigu~2", "Shoigu~2"),
        ("Shoigu~", "Shoigu~2"),
        ("=Shoigu~1", "=Shoigu~1"),
        ("~5000 a~b", "\\~5000 a\\~b"),
        ("*", "*"),
        ("**", "*"),
        ("*, Crimea", "* Crimea"),
        ("* -Crimea", "* NOT Crimea"),
    ]);
}

#[test]
fn final_marks_are_punctuation() {
    check(&[
        ("who won the election?", "who won the election"),
        ("negotiat!", "negotiat"),
        ("Really?!", "Really"),
        ("Qui est-ce ?", "Qui est-ce"),
        ("\"Who is he?\"", "\"Who is he\""),
        ("\"Who is he\"?", "\"Who is he\""),
        ("(a OR b)?", "a OR b"),
        ("a w/5 \"big bang!\"", "a w/5 \"big bang\""),
        ("\"nuclear weapon!\" w/5 Iran", "\"nuclear weapon*\" w/5 Iran"),
        ("?", "(?)"),
    ]);
    for query in ["who won?", "negotiat!", "\"Who is he?\"", "Qui est-ce ?"] {
        let notes = read(query).notes;
        assert_eq!(notes.len(), 1, "{query}");
        assert_eq!(notes[0].code, "W7");
        assert!(["?", "!"].contains(&notes[0].span.of(query)), "{query}");
    }
    // What the mark stands for inside a query is said as well.
    assert_eq!(read("\"Who is he?\" Putin").notes[0].code, "W7");
}

#[test]
fn phrases_are_exact() {
    check(&[
        ("\"position of strength\"", "\"position of strength\""),
        ("\"to be or not to be\"", "\"to be or not to be\""),
        ("\"the\"", "\"the\""),
        ("\"ambassador to the US\"", "\"ambassador to the US\""),
        ("“position of strength”", "\"position of strength\""),
        ("„Stärke zeigen“", "\"Stärke zeigen\""),
        ("«с позиции силы»", "\"с позиции силы\""),
        ("»aus Stärke«", "\"aus Stärke\""),
        ("\"a b” “c d\"", "\"a b\" \"c d\""),
        ("\"he said “yes” today\"", "\"he said yes today\""),
        ("\"Russia's AND ally\"", "\"Russia's AND ally\""),
        ("\"a w/5 b\"", "\"a w/5 b\""),
        ("\"headline:x -y (z)\"", "\"headline:x -y (z)\""),
        ("\"negotiat* from a pos?tion\"", "\"negotiat* from a pos?tion\""),
        ("\"peace, they - said: now\"", "\"peace they said now\""),
        ("\"the * of\"", "\"the * of\""),
        ("\"a b\"~3", "\"a b\"~3"),
        ("\"a b\"~0", "\"a b\"~0"),
        ("\"a b\"^2", "\"a b\"^2"),
        ("\"a b\"~3^0.5", "\"a b\"~3^0.5"),
        ("\"a \\\" b\"", "\"a \\\" b\""),
        ("foo\"a b\"bar", "foo \"a b\" bar"),
    ]);
    let phrase = read("\"position of strength*\"").ast.kind;
    let word = |text: &str| Word { text: text.into(), exact: true, ..Word::default() };
    let last = Word { pattern: true, ..word("strength*") };
    let words = vec![word("position"), word("of"), last];
    assert_eq!(phrase, Kind::Phrase(Phrase { words, slop: None }));
}

#[test]
fn operators_have_one_precedence() {
    check(&[
        ("a AND b", "a AND b"),
        ("a & b", "a AND b"),
        ("a && b", "a AND b"),
        ("a|b", "a OR b"),
        ("a || b | c", "a OR b OR c"),
        ("a OR b OR c", "a OR b OR c"),
        ("a AND b OR c", "(a AND b) OR c"),
        ("a OR b AND c", "a OR (b AND c)"),
        ("a AND b OR c AND d", "(a AND b) OR (c AND d)"),
        ("a AND (b OR c)", "a AND (b OR c)"),
        ("(a AND b) AND c", "(a AND b) AND c"),
        ("a b OR c d", "a (b OR c) d"),
        ("a b AND c", "a (b AND c)"),
        ("a OR b c", "(a OR b) c"),
        ("NOT a AND b", "NOT a AND b"),
        ("NOT (a AND b)", "NOT (a AND b)"),
        ("a AND NOT b", "a AND NOT b"),
        ("a OR NOT b", "a OR NOT b"),
        ("a NOT b", "a NOT b"),
        ("a NOT b OR c", "a (NOT b OR c)"),
        ("NOT NOT a", "NOT (NOT a)"),
        ("NOT a", "NOT a"),
        ("NOT a w/5 b", "NOT (a w/5 b)"),
        ("((a))", "a"),
        ("(a b) (c)", "(a b) c"),
        ("a(b)c", "a b c"),
        ("(a|b)&(c|d)", "(a OR b) AND (c OR d)"),
        ("a and b or not c", "a and b or not c"),
        ("a And b", "a And b"),
        ("a^2 b", "a^2 b"),
        ("(a b)^2.5", "(a b)^2.5"),
        ("(a^2)^3", "(a^2)^3"),
        ("a^b", "a\\^b"),
    ]);
}

#[test]
fn a_minus_negates_only_in_front_of_a_word() {
    check(&[
        ("-a", "NOT a"),
        ("a -b", "a NOT b"),
        ("a (-b c)", "a (NOT b c)"),
        ("a -\"b c\"", "a NOT \"b c\""),
        ("a -(b OR c)", "a NOT (b OR c)"),
        ("a -headline:b", "a NOT headline:b"),
        ("headline:-b", "NOT headline:b"),
        ("a|-b", "a OR NOT b"),
        ("a -b -c", "a NOT b NOT c"),
        ("a - b", "a b"),
        ("a -- b", "a b"),
        ("a --b", "a b"),
        ("a – b", "a b"),
        ("a –b", "a b"),
        ("a-b", "a-b"),
        ("a- b", "a- b"),
        ("(a -)", "a"),
        ("a \\-b", "a \\-b"),
        ("-date:2017 a", "NOT date:2017 a"),
    ]);
}

#[test]
fn proximity_joins_the_nearest_first() {
    check(&[
        ("a w/5 b", "a w/5 b"),
        ("a W/5 b", "a w/5 b"),
        ("a /5 b", "a w/5 b"),
        ("a near5 b", "a w/5 b"),
        ("a NEAR/5 b", "a w/5 b"),
        ("a n/5 b", "a w/5 b"),
        ("a N/5 b", "a w/5 b"),
        ("a pre/3 b", "a pre/3 b"),
        ("a onear/3 b", "a pre/3 b"),
        ("a adj3 b", "a pre/3 b"),
        ("a w/s b", "a w/s b"),
        ("a /s b", "a w/s b"),
        ("a w/p b", "a w/p b"),
        ("a /p b", "a w/p b"),
        ("a SAME b", "a w/p b"),
        ("a same b", "a same b"),
        ("a w/seg b", "a w/seg b"),
        ("Shoigu NOT w/5 Lavrov", "Shoigu NOT w/5 Lavrov"),
        ("a NOT near/5 b", "a NOT w/5 b"),
        ("a NOT pre/3 b", "a NOT pre/3 b"),
        ("a NOT w/s b", "a NOT w/s b"),
        ("a NOT /p b", "a NOT w/p b"),
        ("a w/5 b w/2 c", "a w/5 (b w/2 c)"),
        ("a w/2 b w/5 c", "(a w/2 b) w/5 c"),
        ("a w/5 b w/5 c", "(a w/5 b) w/5 c"),
        ("a w/9 b w/2 c pre/3 d", "a w/9 ((b w/2 c) pre/3 d)"),
        ("a w/s b w/100 c w/p d", "(a w/s (b w/100 c)) w/p d"),
        ("a w/5 (b w/5 c)", "a w/5 (b w/5 c)"),
        ("(a OR b) w/5 (c OR \"d e\")", "(a OR b) w/5 (c OR \"d e\")"),
        ("(a AND b) w/5 c", "(a AND b) w/5 c"),
        ("(a b) w/5 c", "(a b) w/5 c"),
        ("a w/5 b AND c w/5 d", "(a w/5 b) AND (c w/5 d)"),
        ("a w/5 b OR c", "(a w/5 b) OR c"),
        ("bill clinton w/5 trump", "bill (clinton w/5 trump)"),
        ("headline:a w/5 headline:b", "headline:a w/5 headline:b"),
        ("headline:(a w/5 b)", "headline:(a w/5 b)"),
        ("negotiat! w/3 \"position of strength\"", "negotiat* w/3 \"position of strength\""),
        ("atleast2(a) w/5 b", "atleast2(a) w/5 b"),
        ("a w/5 caps(b)", "a w/5 caps(b)"),
    ]);
}

#[test]
fn zones_have_short_names() {
    check(&[
        ("headline:a", "headline:a"),
        ("hl:a hd:b title:c HEADLINE:d", "headline:a headline:b headline:c headline:d"),
        ("headline=a", "headline:a"),
        ("headline(a)", "headline:a"),
        ("hl(a OR b)", "headline:(a OR b)"),
        ("headline:(a b)", "headline:(a b)"),
        ("headline: a b", "headline:a b"),
        ("headline:a b", "headline:a b"),
        ("headline:(a NOT b)", "headline:(a NOT b)"),
        ("headline:\"a b\"~2", "headline:\"a b\"~2"),
        ("headline:=a", "headline:=a"),
        ("headline:a^2", "headline:a^2"),
        ("(headline:a)^2", "(headline:a)^2"),
        ("lead:a", "lead:a"),
        ("hlead:a hlp:b", "hlead:a hlead:b"),
        ("body:a text:b", "body:a body:b"),
        ("dateline:Moscow place:Moscow", "dateline:Moscow place:Moscow"),
        ("dateline:Moscow NOT body:Moscow", "dateline:Moscow NOT body:Moscow"),
        ("byline:a by:b author:c", "byline:a byline:b byline:c"),
        ("source:a sn:b pub:c", "source:a source:b source:c"),
        ("agency:tass", "agency:tass"),
        ("section:a se:b", "section:a section:b"),
        ("headline:lead:a", "headline:lead:a"),
        ("headline:caps(a)", "headline:caps(a)"),
        ("headline (a)", "headline a"),
    ]);
}

#[test]
fn functions_take_parentheses() {
    check(&[
        ("atleast3(a)", "atleast3(a)"),
        ("ATLEAST3 (a OR b)", "atleast3(a OR b)"),
        ("caps(May)", "caps(May)"),
        ("allcaps(who) nocaps(china)", "allcaps(who) nocaps(china)"),
        ("first/50(a NOT b)", "first/50(a NOT b)"),
        ("First/50 (a)", "first/50(a)"),
        ("caps (a)", "caps a"),
        ("atleast3(a)^2", "atleast3(a)^2"),
        ("atleast3(caps(a w/5 b))", "atleast3(caps(a w/5 b))"),
        ("re:/colou?r/", "re:/colou?r/"),
        ("re:/(a|b) \\/\\d+/^2", "re:/(a|b) \\/\\d+/^2"),
        ("RE:/x/ y", "re:/x/ y"),
        ("headline:re:/x/", "headline:re:/x/"),
    ]);
}

#[test]
fn filters_take_values() {
    check(&[
        ("lang:en la:DE language:ru", "lang:en lang:de lang:ru"),
        ("lang:nb lang:DEU lang:nds", "lang:no lang:de lang:nds"),
        ("lang:(en OR de)", "lang:en OR lang:de"),
        ("lang:(NOT en)", "NOT lang:en"),
        ("page:A1 page=1", "page:A1 page:1"),
        ("page:\"A 1\"", "page:\"A 1\""),
        ("id:a.zip!b.txt", "id:\"a.zip!b.txt\""),
        ("id:reuters/r-000.sgm#17 x", "id:reuters/r-000.sgm#17 x"),
        ("file:2017/*.txt", "file:2017/*.txt"),
        ("(file:a(1).txt)", "file:\"a(1).txt\""),
        ("file:\"my news/\\\"a\\\".txt\"", "file:\"my news/\\\"a\\\".txt\""),
        ("file:(a.txt | \"b c.txt\")", "file:a.txt OR file:\"b c.txt\""),
        ("status:KILL", "status:kill"),
        ("length:100..500", "length:100..500"),
        (
            "wc>300 wc>=300 wc<300 length:<=300",
            "length:301.. length:300.. length:..299 length:..300",
        ),
        ("length(> 300)", "length:301.."),
        ("length:300", "length:300"),
        ("a lang:en OR b", "a (lang:en OR b)"),
        ("headline:(a lang:en)", "headline:(a lang:en)"),
        ("(lang:en)^2", "(lang:en)^2"),
    ]);
    assert_eq!(read("file:'x'").ast.kind, Kind::Filter(Filter::File("'x'".into())));
}

#[test]
fn dates_are_civil_days() {
    check(&[
        ("date:2017", "date:2017"),
        ("date:2017-02", "date:2017-02"),
        ("date:2017-02-17", "date:2017-02-17"),
        ("date:2016..2017-02", "date:2016..2017-02"),
        ("date:2016..", "date:2016.."),
        ("date:..1605", "date:..1605"),
        ("date=1943-07", "date:1943-07"),
        ("date>=2017-02", "date:2017-02.."),
        ("date:>2017-02", "date:2017-03.."),
        ("date<=2016 date<2016", "date:..2016 date:..2015"),
        ("date:last-30-days", "date:2017-03-02..2017-03-31"),
        ("date:last-2-weeks", "date:2017-03-18..2017-03-31"),
        ("date:\"17 Feb 2017\"", "date:2017-02-17"),
        ("date:\"17 Feb 2017 .. 3 March 2017\"", "date:2017-02-17..2017-03-03"),
        ("date:\"17 Feb 2017\"..\"3 March 2017\"", "date:2017-02-17..2017-03-03"),
        ("date(17 Feb 2017)", "date:2017-02-17"),
        ("date:(>= 2017)", "date:2017.."),
        ("date:(2015 OR 2017)", "date:2015 OR date:2017"),
        ("date:17/02/2017", "date:2017-02-17"),
        ("date:02/17/2017", "date:2017-02-17"),
        ("date:*", "date:*"),
        ("date: 2017 x", "date:2017 x"),
        ("Crimea date:1605-04-21", "Crimea date:1605-04-21"),
    ]);
    let day_first = Syntax { date_order: Some(DateOrder::DayFirst), ..syntax() };
    let parsed = parse("date:02/03/2017", &day_first).unwrap();
    assert_eq!(parsed.ast.to_string(), "date:2017-03-02");
}

#[test]
fn literal_words_are_not_touched() {
    let literal = Syntax { literal: true, ..syntax() };
    for (query, canonical) in [
        ("a AND b", "a \\AND b"),
        ("\"a (b -c", "\\\"a \\(b \\-c"),
        ("headline:x w/5", "headline\\:x \\w/5"),
        ("who? - what!", "who\\? \\- what\\!"),
        ("re:/x/ caps(a) atleast3 =b c~1", "re\\:/x/ caps\\(a\\) \\atleast3 \\=b c\\~1"),
        ("x, y. hl=z", "x\\, y. \\hl=z"),
    ] {
        let parsed = parse(query, &literal).unwrap();
        assert_eq!(parsed.ast.to_string(), canonical);
        assert!(parsed.notes.is_empty());
        assert!(read(canonical).ast.same_as(&parsed.ast), "{query}");
    }
}

#[test]
fn spans_cover_what_was_written() {
    let query = "é (headline:(a OR b))^2 -\"x y\"~3";
    let ast = read(query).ast;
    let spans: Vec<_> = ast.children().iter().map(|child| child.span.of(query)).collect();
    assert_eq!(spans, ["é", "(headline:(a OR b))^2", "-\"x y\"~3"]);
    assert_eq!(ast.span.of(query), query);
    let near = "(a) w/5 (b OR c) d";
    assert_eq!(read(near).ast.children()[0].span.of(near), "(a) w/5 (b OR c)");
}

#[test]
fn lenient_reading_repairs() {
    for (query, canonical, did) in [
        ("a \"b c", "a \"b c\"", "closed the quote at the end"),
        ("(a OR b", "a OR b", "closed the parenthesis at the end"),
        ("a) b", "a b", "left out the closing parenthesis"),
        ("a AND", "a", "left it out"),
        ("AND a", "a", "left it out"),
        ("a AND OR b", "a AND b", "left it out"),
        ("a NOT", "a", "left it out"),
        ("NOT AND a", "a", "left it out"),
        ("a headline:", "a", "left it out"),
        ("a () b", "a b", "left out the parentheses"),
        ("headline:() b", "b", "left out the parentheses"),
        ("a \"\"", "a", "left out the empty quotes"),
        ("a date:soon", "a", "left out the filter"),
        ("a w/0 b", "a b", "left it out"),
        ("a~7", "a", "dropped the edits"),
        ("a^0", "a", "left it out"),
        ("atleast3 a", "\\atleast3 a", "read it as a word"),
        ("re:/ab", "re:/ab/", "closed it at the end"),
        ("(a NOT b) w/5 c", "(a NOT b) AND c", "read the nearness as AND"),
        ("a w/5 hl:-b", "a AND NOT headline:b", "read the nearness as AND"),
        ("atleast2(-a)", "NOT a", "left out `atleast2`"),
        ("headline:*", "*", "left out `headline:`"),
        ("", "*", "read it as `*`"),
        (" ( ) ", "*", "left out the parentheses"),
    ] {
        let parsed = parse(query, &lenient()).unwrap();
        assert_eq!(parsed.ast.to_string(), canonical, "{query}");
        assert_eq!(parsed.repairs[0].did, did, "{query}");
    }
}
