//! The query language, construct by construct: which articles a query finds
//! and exactly what it marks in them.

use super::archive::Archive;
use super::marked::check_marks;

const GAS: &str = "Gas talks resume in the harbour town
Officials discussed natural gas prices on Monday. The gas came from natural sources, they said.
AT&T paid €5 million, or 3.5% of sales, to the C.I.A. museum. A U.S.-Japan treaty is state-of-the-art, O'Brien said.
@harbour wrote #gas to follow the talks. Nathan's boat left; Nathan stayed.
(Harbour Gazette 03/14/2014 page3)
";
const WOLF: &str = "Big wolf seen near the mill
A big wolf was seen near the mill. The wolf was grey, the miller said.
To be or not to be was written on the door. Not all of it could be read.
The organs of the church were made by an organization of builders.
(Harbour Gazette 17 May 1675 page1)
";
const FOX: &str = "Fox and hen
One fox ate one hen. The fox returned, and the hen was gone.
Grain, grain and grain were sold. More grain was bought. Universities and the universe met at a university.
NATO fleet met the nato delegates; the Fleet left.
(Harbour Gazette 17 Feb 2017 page2)
";
const DEAL: &str = "Deal sealed at the bank
An AT&T-owned firm won a $3-billion contract, and US voters liked it. The head of R&D met Jean-Claude.
(Evening Post 1 Feb 2017)
";

fn news() -> Archive {
    let files = [("deal", DEAL), ("fox", FOX), ("gas", GAS), ("wolf", WOLF)];
    let archive = Archive::of(&files);
    archive.done("ingest .");
    archive
}

#[track_caller]
fn check(rows: &[(&str, &[&str])]) {
    check_marks(&news(), rows);
}

#[test]
fn signs_belong_to_the_word() {
    check(&[
        ("AT&T", &["deal: AT&T", "gas: AT&T"]),
        ("at&t", &["deal: AT&T", "gas: AT&T"]),
        ("AT&X", &[]),
        ("€5", &["gas: €5"]),
        ("$5", &[]),
        ("5", &["gas: 5"]),
        ("$3", &["deal: $3"]),
        ("€3", &[]),
        ("3.5%", &["gas: 3.5%"]),
        ("3.5", &["gas: 3.5"]),
        ("@harbour", &["gas: @harbour"]),
        ("#gas", &["gas: #gas"]),
        ("@gas", &[]),
        ("R&D", &["deal: R&D"]),
        ("$3-billion", &["deal: $3-billion"]),
        ("€3-billion", &[]),
        ("\"paid €5 million\"", &["gas: paid €5 million"]),
        ("\"paid $5 million\"", &[]),
        ("\"paid 5 million\"", &["gas: paid €5 million"]),
        ("\"an AT&T-owned firm\"", &["deal: An AT&T-owned firm"]),
        ("AT&T w/1 paid", &["gas: AT&T, paid"]),
        ("paid pre/1 €5", &["gas: paid, €5"]),
        ("caps(AT&T)", &["deal: AT&T", "gas: AT&T"]),
        ("€*", &["gas: €5"]),
        ("*%", &["gas: 3.5%"]),
        ("AT&*", &["deal: AT&T", "gas: AT&T"]),
        ("AT&X~1", &["deal: AT&T", "gas: AT&T"]),
        ("?gas", &[]),
    ]);
}

#[test]
fn points_hyphens_and_apostrophes_do_not_hide_a_word() {
    check(&[
        ("C.I.A.", &["gas: C.I.A"]),
        ("CIA", &["gas: C.I.A"]),
        ("\"the CIA museum\"", &["gas: the C.I.A. museum"]),
        ("U.S.-Japan", &["gas: U.S.-Japan"]),
        ("U.S.", &["deal: US", "gas: U.S"]),
        ("Japan", &["gas: Japan"]),
        ("state-of-the-art", &["gas: state-of-the-art"]),
        ("stateoftheart", &["gas: state-of-the-art"]),
        ("\"state of the art\"", &["gas: state-of-the-art"]),
        ("atleast2(state-of-the-art)", &[]),
        ("state-of-the-art w/1 obrien", &["gas: state-of-the-art, O'Brien"]),
        ("Jean-Claud~1", &["deal: Jean-Claude"]),
        ("O'Brien", &["gas: O'Brien"]),
        ("O’Brien", &["gas: O'Brien"]),
        ("\"O'Brien said\"", &["gas: O'Brien said"]),
        ("Nathan", &["gas: Nathan, Nathan"]),
        ("=Nathan", &["gas: Nathan, Nathan"]),
        ("Nathan's", &["gas: Nathan, Nathan"]),
    ]);
}

#[test]
fn patterns_stand_for_surface_forms() {
    check(&[
        ("natur*", &["gas: natural, natural"]),
        ("*ral", &["gas: natural, natural"]),
        ("n*l", &["gas: natural, natural"]),
        ("n?tural", &["gas: natural, natural"]),
        ("natur! talks", &["gas: talks, natural, natural, talks"]),
        ("organi*", &["wolf: organization"]),
        ("\"nat* g?s\"", &["gas: natural gas"]),
        ("\"natur! gas\"", &["gas: natural gas"]),
        ("natual~1", &["gas: natural, natural"]),
        ("natuarl~1", &["gas: natural, natural"]),
        ("ntual~2", &["gas: natural, natural"]),
        ("ntual~1", &[]),
        ("re:/nat.*l/", &["gas: natural, natural"]),
        ("re:/NATO|Fle+t/", &["fox: NATO, fleet, nato, Fleet"]),
        ("headline:w?lf", &["wolf: wolf"]),
        ("source:even*", &["deal: Evening"]),
        ("(nat* OR wolf) pre/1 g*", &["gas: natural, gas"]),
        ("natual~1 w/1 gas", &["gas: natural, gas"]),
    ]);
}

#[test]
fn bare_words_have_all_forms_and_quoted_ones_their_own() {
    check(&[
        ("university", &["fox: Universities, university"]),
        ("universe", &["fox: universe"]),
        ("organ", &["wolf: organs"]),
        ("=organ", &[]),
        ("\"organ\"", &[]),
        ("=organs", &["wolf: organs"]),
        ("“natural gas”", &["gas: natural gas"]),
        ("„natural gas“", &["gas: natural gas"]),
        ("«natural gas»", &["gas: natural gas"]),
        ("\"to be or not to be\"", &["wolf: To be or not to be"]),
        ("\"gas natural\"", &[]),
        ("\"gas natural\"~1", &[]),
        ("\"gas natural\"~2", &["gas: natural, gas, gas, natural"]),
        ("\"big wolf\"~3", &["wolf: Big, wolf, big, wolf"]),
    ]);
}

#[test]
fn nearness_between_any_two_parts() {
    check(&[
        ("gas w/1 prices", &["gas: gas, prices"]),
        ("prices near/1 gas", &["gas: gas, prices"]),
        ("prices near1 gas", &["gas: gas, prices"]),
        ("prices n/1 gas", &["gas: gas, prices"]),
        ("prices /1 gas", &["gas: gas, prices"]),
        ("prices pre/5 gas", &["gas: prices, gas"]),
        ("gas pre/1 prices", &["gas: gas, prices"]),
        ("gas onear/1 prices", &["gas: gas, prices"]),
        ("gas adj1 prices", &["gas: gas, prices"]),
        ("gas w/s Monday", &["gas: gas, Monday"]),
        ("gas /s Monday", &["gas: gas, Monday"]),
        ("gas w/p Monday", &["gas: gas, Monday, gas"]),
        ("gas SAME Monday", &["gas: gas, Monday, gas"]),
        ("resume w/seg harbour", &["gas: resume, harbour"]),
        ("resume w/seg officials", &[]),
        ("(gas OR prices) w/1 (Monday OR natural)", &["gas: natural, gas"]),
        ("(gas w/1 prices) w/3 officials", &["gas: Officials, gas, prices"]),
        ("(gas AND prices) w/4 officials", &["gas: Officials, gas, prices"]),
        ("\"natural gas\" w/1 price*", &["gas: natural gas, prices"]),
        ("fox NOT w/3 ate", &["fox: Fox, fox"]),
        ("fox NOT pre/1 ate", &["fox: Fox, fox"]),
        ("gas NOT w/s prices", &["gas: Gas, gas, gas"]),
        ("gas NOT w/p prices", &["gas: Gas, gas"]),
        ("wolf NOT w/9 (big OR grey)", &[]),
        (
            "source:harbour pre/1 source:gazette",
            &["fox: Harbour, Gazette", "gas: Harbour, Gazette", "wolf: Harbour, Gazette"],
        ),
        ("source:gazette w/9 gas", &["Q20"]),
        ("gas w/5 NOT prices", &["Q20"]),
    ]);
}

#[test]
fn functions() {
    check(&[
        ("atleast4(grain)", &["fox: Grain, grain, grain, grain"]),
        ("atleast5(grain)", &[]),
        ("atleast2(fox w/3 hen)", &["fox: Fox, hen, fox, hen, fox"]),
        ("caps(fleet)", &["fox: Fleet"]),
        ("allcaps(nato)", &["fox: NATO"]),
        ("nocaps(NATO OR fleet)", &["fox: fleet, nato"]),
        ("caps(nato w/3 fleet)", &[]),
        ("first/2(fox)", &["fox: fox"]),
        ("first/4(hen)", &[]),
        ("first/5(hen)", &["fox: hen"]),
        ("first/3(fox w/1 one)", &["fox: One, fox"]),
        ("caps(source:gazette)", &["Q20"]),
        ("atleast2(fox AND hen)", &["Q20"]),
    ]);
}

#[test]
fn zones_by_all_their_names() {
    check(&[
        ("headline:fox", &["fox: Fox"]),
        ("hl:fox", &["fox: Fox"]),
        ("hd=fox", &["fox: Fox"]),
        ("TITLE:(fox hen)", &["fox: Fox, hen"]),
        ("headline(fox AND hen)", &["fox: Fox, hen"]),
        ("lead:grain", &[]),
        ("lead:fox", &["fox: fox, fox"]),
        ("hlead:fox", &["fox: Fox, fox, fox"]),
        ("hlp:grain", &[]),
        ("text:fox", &["fox: fox, fox"]),
        ("sn:post", &["deal: Post"]),
        ("pub:\"evening post\"", &["deal: Evening Post"]),
        ("headline:gas -headline:wolf", &["gas: Gas"]),
        ("wc>45 page:3", &["gas:"]),
        ("colour:red", &[]),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("date:2017", &["deal:", "fox:"]),
        ("date:2017-02", &["deal:", "fox:"]),
        ("date=2017-02-17", &["fox:"]),
        ("date:2014-01..2014-03-14", &["gas:"]),
        ("date:2017-02-02..", &["fox:"]),
        ("date:..1700", &["wolf:"]),
        ("date:1675-05-17", &["wolf:"]),
        ("date:\"17 May 1675\"", &["wolf:"]),
        ("date:\"Feb 17, 2017\"", &["fox:"]),
        ("date:\"17 Feb 2017\"..\"18 Feb 2017\"", &["fox:"]),
        ("date:\"February 2017\" fox", &["fox: Fox, fox, fox"]),
        ("date>=2017-02-02", &["fox:"]),
        ("date:>2014-03-14", &["deal:", "fox:"]),
        ("date<2014-03-14", &["wolf:"]),
        ("date:(1675 OR 2014)", &["gas:", "wolf:"]),
        ("date:17/02/2017", &["fox:"]),
        ("date:last-30-days", &[]),
        ("date:last-500-years -date:last-300-years", &["wolf:"]),
        ("date:02/03/2017", &["Q11"]),
        ("date:2017-02-29", &["Q10"]),
        ("date:2017..2014", &["Q12"]),
    ]);
}

#[test]
fn what_holds_no_letter_is_left_out_and_finds_nothing_alone() {
    check(&[
        ("☃", &[]),
        ("\"☃\"", &[]),
        ("NOT ☃", &[]),
        ("prices ☃", &["gas: prices"]),
        ("prices OR ☃", &["gas: prices"]),
        ("prices NOT ☃", &["gas: prices"]),
        ("prices w/3 ☃", &["gas: prices"]),
    ]);
}

#[test]
fn broken_queries_are_repaired_if_asked() {
    let archive = news();
    let check = |query: &str, expected: &str| {
        let mut command = archive.command("search --format jsonl --lenient --");
        let output = command.arg(query).output().unwrap();
        let end = String::from_utf8(output.stdout).unwrap();
        let end: serde_json::Value = serde_json::from_str(end.lines().last().unwrap()).unwrap();
        assert_eq!(end["read_as"].as_str(), Some(expected), "{query}");
        assert!(!end["repairs"].as_array().unwrap().is_empty(), "{query}");
    };
    check("\"natural gas", "\"natural gas\"");
    check("(gas AND", "gas");
    check("gas w/5 NOT prices", "gas AND NOT prices");
    check("date:2017-13 fox", "fox");
    check("re:/a{2/ gas", "gas");
    check("wolf~7", "wolf");
    check("atleast2(gas AND wolf)", "gas AND wolf");
    check("source:gazette w/5 gas", "source:gazette AND gas");
    check("AND", "*");
}

#[test]
fn literal_queries_have_no_operators() {
    let archive = news();
    let count = |query: &str| {
        let output = archive.command("count --literal --").arg(query).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(count("(gas \"prices"), "1");
    assert_eq!(count("-gas"), "1");
    assert_eq!(count("AND gas"), "0");
    assert_eq!(count("gas OR wolf"), "0");
    assert_eq!(count("n?tural"), "0");
}
