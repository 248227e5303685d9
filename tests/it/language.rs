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
        // The third may stand between the others, but not be one of them.
        ("officials w/s Monday w/s prices", &["gas: Officials, prices, Monday"]),
        ("officials w/9 Monday w/9 prices", &["gas: Officials, prices, Monday"]),
        ("prices w/s (officials w/s Monday)", &["gas: Officials, prices, Monday"]),
        (
            "(officials w/9 prices) w/9 (gas w/9 Monday)",
            &["gas: Officials, gas, prices, Monday, gas"],
        ),
        ("officials w/9 Monday w/9 Monday", &[]),
        ("(officials w/9 Monday) pre/9 prices", &[]),
        ("\"officials discussed natural gas\" w/9 discussed", &[]),
        ("(officials w/9 Monday) NOT w/9 prices", &[]),
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

const BANK: &str = "BANK TALKS:
Rome bank saved
The bank held. Bank of Rome fell, bank of rome rose, and the bank in rome closed.
An X-ray showed it. State-of-the-art machines, and x-ray machines, were CO-operated.
They co-operate with us, and cooperate with them.
Alpha one came. Beta two went. Gamma of three met one beta.
Prices of 3.5, 30 and 3,000 were met; US$50 and 5€ were paid for C++ books of L'Ukraine.
(Harbour Gazette 17 Feb 2018 page2)
";

fn bank() -> Archive {
    let archive = Archive::of(&[("bank", BANK)]);
    archive.done("ingest .");
    archive
}

#[test]
fn moved_phrases_are_marked_where_they_stand_and_stay_in_a_paragraph() {
    let archive = bank();
    check_marks(
        &archive,
        &[
            ("headline:\"rome bank\"~1", &["bank: Rome, bank"]),
            ("first/4(\"the held\"~1)", &["bank: The, held"]),
            ("first/4(\"bank the\"~3)", &["bank: The, bank"]),
            ("caps(\"bank rome\"~1)", &["bank: Bank, Rome"]),
            ("allcaps(\"bank rome\"~1)", &[]),
            ("nocaps(\"bank rome\"~1)", &["bank: bank, rome, bank, rome"]),
            ("\"rome bank\"~1 OR nothing", &["bank: Rome, bank, Rome, bank"]),
            ("\"bank rome\"~1 w/1 came", &[]),
            ("\"bank rome\"~1 pre/1 fell", &["bank: Bank, Rome, fell"]),
            // The headline ends with `saved`, the first paragraph with `closed`.
            ("\"saved the\"~9", &[]),
            ("\"closed an\"~9", &[]),
            ("\"closed the\"~9", &["bank: the, closed"]),
        ],
    );
}

#[test]
fn capitals_are_those_of_the_whole_occurrence() {
    let archive = bank();
    check_marks(
        &archive,
        &[
            ("caps(X-ray)", &["bank: X-ray"]),
            ("nocaps(X-ray)", &["bank: x-ray"]),
            ("caps(state-of-the-art)", &["bank: State-of-the-art"]),
            ("caps(cooperate)", &["bank: CO-operated"]),
            ("allcaps(cooperate)", &[]),
            ("nocaps(cooperate)", &["bank: co-operate, cooperate"]),
            ("caps(\"bank of rome\")", &["bank: Bank of Rome"]),
        ],
    );
}

#[test]
fn limits_inside_limits_all_hold() {
    let archive = bank();
    check_marks(
        &archive,
        &[
            ("first/2(first/10(held))", &[]),
            ("first/10(first/2(held))", &[]),
            ("first/10(first/3(held))", &["bank: held"]),
            ("headline:(lead:bank)", &[]),
            ("allcaps(caps(rome))", &[]),
            ("body:(lead:rome)", &["bank: Rome, rome, rome"]),
        ],
    );
}

#[test]
fn groups_stand_near_in_every_way() {
    let archive = bank();
    check_marks(
        &archive,
        &[
            ("(held OR (alpha gamma)) w/7 three", &[]),
            ("(alpha OR (beta gamma)) w/1 one", &["bank: Alpha, one"]),
            ("(nothing OR (beta AND three)) w/2 one", &["bank: one, Beta, three, one, beta"]),
            ("one w/1 (three OR (alpha beta))", &["bank: Alpha, one, one, beta"]),
            ("(nothing OR (beta AND two)^2) w/1 went", &[]),
            ("alpha NOT w/1 (one AND two)", &["bank: Alpha"]),
            ("alpha NOT w/9 (one AND two)", &[]),
            ("alpha NOT w/1 (three OR (one AND nothing))", &["bank: Alpha"]),
        ],
    );
    let any = archive.run("count --any '(nothing OR (beta nowhere)) w/1 two'");
    assert_eq!(any.stdout, "1\n");
    let lenient = archive.run("count --lenient '(nothing OR (beta nowhere)) w/1 two'");
    assert_eq!(lenient.stdout, "0\n");
}

#[test]
fn points_and_signs_of_patterns_are_kept() {
    let archive = bank();
    check_marks(
        &archive,
        &[
            ("3.*", &["bank: 3.5"]),
            ("(3.?)", &["bank: 3.5"]),
            ("3,*", &["bank: 3.5"]),
            ("*.5", &["bank: 3.5"]),
            ("(3,0??)", &["bank: 3,000"]),
            ("3*", &["bank: 3.5, 30, 3,000"]),
            ("US$*", &["bank: US$50"]),
            ("(US$5?)", &["bank: US$50"]),
            ("EU$*", &[]),
        ],
    );
}

#[test]
fn signs_that_are_not_looked_for_are_named() {
    let archive = bank();
    for (query, note) in [
        ("5€", "the `€` of `5€` is not looked for"),
        ("5€", "`€5` finds it in front of the number"),
        ("\"5€ were\"", "the `€` of `5€` is not looked for"),
        ("C++", "the `+` of `C++` is not looked for"),
        ("C#", "the `#` of `C#` is not looked for"),
        (".NET", "the `.` of `.NET` is not looked for"),
        ("€ 7", "there is no letter or digit to look for here"),
    ] {
        let run = archive.run(&format!("count '{query}'"));
        assert!(run.stderr.contains("note[W6]"), "{query}: {}", run.stderr);
        assert!(run.stderr.contains(note), "{query}: {}", run.stderr);
    }
    for query in ["$5", "AT&T", "3.5%", "#tag", "@name", "U.S.", "fell."] {
        let run = archive.run(&format!("count '{query}'"));
        assert!(!run.stderr.contains("note[W6]"), "{query}: {}", run.stderr);
    }
}

#[test]
fn a_word_is_found_by_what_finds_its_exact_form() {
    let archive = bank();
    for query in ["lukraine", "=lukraine", "l'Ukraine", "Ukraine"] {
        let run = archive.run(&format!("count \"{query}\""));
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("1\n", ""), "{query}");
    }
}

#[test]
fn kicker_and_headline_are_one_paragraph() {
    let archive = bank();
    check_marks(
        &archive,
        &[
            ("talks w/p saved", &["bank: TALKS, saved"]),
            ("talks w/p held", &[]),
            ("talks w/s saved", &[]),
            ("bank NOT w/p saved", &["bank: bank, Bank, bank, bank"]),
        ],
    );
}

/// Long articles have as many pairs of words as the product of both.
#[test]
fn nearness_in_a_long_article_is_found_in_time() {
    let text = format!("Long list\n{}gamma.\n", "alpha beta ".repeat(4000));
    let archive = Archive::of(&[("long", &text)]);
    archive.done("ingest .");
    for (query, count) in [
        ("alpha w/seg beta", "1"),
        ("alpha w/p beta", "1"),
        ("alpha NOT w/p beta", "0"),
        ("atleast1000(alpha w/seg beta)", "1"),
        ("(alpha w/p beta) pre/1 gamma", "1"),
        ("gamma pre/1 (alpha w/p beta)", "0"),
        ("(beta pre/1000 alpha) w/2 gamma", "1"),
        ("(alpha w/p beta) w/1 nowhere", "0"),
    ] {
        let run = archive.run(&format!("count '{query}' --timeout 60"));
        assert_eq!(run.stdout, format!("{count}\n"), "{query}: {}", run.stderr);
    }
    let run = archive.run("search --format jsonl --per-article 1 'alpha w/seg gamma'");
    assert_eq!(run.records_of("hit").len(), 1, "{}", run.stderr);
}

#[test]
fn withdrawn_articles_are_found_if_asked_for_and_only_then() {
    let kill = "r i BC-KILL-Ferry 06-12 0097\nMANDATORY KILL\n\nEDITORS: The story of the ferry, \
                which moved on June 12, is wrong.\n\nPlease kill the story.\n";
    let fixed =
        "CORRECTION: Ferry runs\nThe ferry ran on Monday, not on Sunday, as was said here.\n";
    let plain = "Ferry runs\nThe ferry ran on Monday.\n";
    let files = [("fixed.txt", fixed), ("kill.txt", kill), ("plain.txt", plain)];
    let archive = Archive::of(&files);
    archive.done("ingest .");
    let found =
        |query: &str, options: &str| archive.run(&format!("count {options} '{query}'")).stdout;
    for (query, options, count) in [
        ("ferry", "", "2"),
        ("ferry", "--all-status", "3"),
        ("ferry NOT status:correction", "", "1"),
        ("ferry -status:embargo", "", "2"),
        ("status:correction OR ferry", "", "2"),
        ("ferry NOT status:kill", "", "2"),
        ("status:kill", "", "1"),
        ("ferry status:(kill OR ok)", "", "2"),
    ] {
        assert_eq!(found(query, options), format!("{count}\n"), "{query} {options}");
    }
}

#[test]
fn filters_stay_filters_if_any_word_will_do() {
    let archive = news();
    for (query, count) in [
        ("lang:(en OR de) miller", "1"),
        ("(lang:en -gas) miller", "1"),
        ("(lang:de OR page:9) miller", "0"),
        ("-(gas OR lang:de) date:2017.. miller grain", "1"),
        ("(miller lang:en) grain", "2"),
        ("* nowhere", "4"),
    ] {
        let run = archive.run(&format!("count --any -- '{query}'"));
        assert_eq!(run.stdout, format!("{count}\n"), "{query}");
    }
}

#[test]
fn absent_words_are_told_with_their_field() {
    let archive = news();
    for (query, told) in [
        ("source:Harbour Courier gas", "`Courier` occurs nowhere in this archive"),
        (
            "source:Harbour Courier gas",
            "`source:` takes one word; write source:\"Harbour Courier\"",
        ),
        ("source:Courier gas", "no source has `Courier`"),
        ("place:Nowhere", "no place has `Nowhere`"),
        ("headline:Nowhere", "`Nowhere` occurs nowhere in this archive"),
    ] {
        let run = archive.run(&format!("count '{query}'"));
        assert!(run.stderr.contains(told), "{query}: {}", run.stderr);
    }
}

#[test]
fn words_of_removed_articles_are_not_suggested() {
    let archive = Archive::of(&[("a", "Frost\nIce in the estuary.\n"), ("b", "Thaw\nNo ice.\n")]);
    archive.done("ingest .");
    let told = |archive: &Archive| archive.run("count estuaryy").stderr;
    assert!(told(&archive).contains("nearest: estuary"), "{}", told(&archive));
    std::fs::remove_file(archive.root().join("a")).unwrap();
    archive.done("ingest . --prune");
    assert!(!told(&archive).contains("nearest"), "{}", told(&archive));
}

/// A word with a hyphen is two words where words are counted, whichever way it
/// is asked for.
#[test]
fn hyphens_count_whichever_way_a_word_is_asked_for() {
    let text =
        "Port works\nThey co-operate with us, and cooperate with them. Re-entry was denied.\n";
    let archive = Archive::of(&[("a", text)]);
    archive.done("ingest .");
    check_marks(
        &archive,
        &[
            ("cooperate pre/1 with", &["a: co-operate, with, cooperate, with"]),
            ("cooperating pre/1 us", &[]),
            ("cooperating pre/2 us", &["a: co-operate, us"]),
            ("cooperate NOT pre/1 with", &[]),
            ("they pre/1 cooperate", &["a: They, co-operate"]),
            ("reentry pre/1 was", &["a: Re-entry, was"]),
            ("first/2(cooperate)", &[]),
            ("first/3(cooperate)", &["a: co-operate"]),
            ("first/3(they w/1 cooperate)", &["a: They, co-operate"]),
            ("\"cooperate with\"", &["a: co-operate with, cooperate with"]),
            ("\"they cooperate\"", &["a: They co-operate"]),
            ("\"they cooperate\" pre/1 with", &["a: They co-operate, with"]),
            ("\"they cooperate with us\"", &["a: They co-operate with us"]),
            ("\"co-operate with\"", &["a: co-operate with, cooperate with"]),
            ("co-operate pre/1 with", &["a: co-operate, with, cooperate, with"]),
        ],
    );
}
