//! What closes a dateline, and sentences that begin like one.

use super::{check, shown};

/// Each with its places, date, agencies and the start of the body.
const ROWS: &[(&str, &str)] = &[
    ("ISLAMABAD, March 3: The dam held.", "ISLAMABAD; 3-3; ; The dam held"),
    ("Srinagar, Feb 17: The dam held.", "Srinagar; 2-17; ; The dam held"),
    ("NEW DELHI, Feb. 17 (PTI): The dam held.", "NEW DELHI; 2-17; PTI; The dam held"),
    ("KARACHI, Feb 17 (APP): The dam held.", "KARACHI; 2-17; APP; The dam held"),
    (
        "LAHORE: The dam above the town held on Friday although the rain had not stopped for a week, officials of the water board said.",
        "LAHORE; ; ; The dam abov",
    ),
    (
        "NEW DELHI: \"The dam held,\" the minister of water told the house on Friday after a week of rain, and sat down to applause.",
        "NEW DELHI; ; ; \"The dam hel",
    ),
    ("New Delhi [India], Feb 17 (ANI): The dam held.", "New Delhi|India; 2-17; ANI; The dam held"),
    ("(CNN)They said the dam held.", "; ; CNN; They said th"),
    ("London (CNN)Thousands saw the dam.", "London; ; CNN; Thousands sa"),
    ("(CNN) A dam held.", "; ; CNN; A dam held."),
    ("München (AFP) Der Damm hielt.", "München; ; AFP; Der Damm hie"),
    ("Bern (sda) Der Damm hielt.", "Bern; ; ATS; Der Damm hie"),
    ("Genève (ats) La digue a tenu.", "Genève; ; ATS; La digue a t"),
    ("Frankfurt a.M. (epd). Der Damm hielt.", "Frankfurt a.M.; ; epd; Der Damm hie"),
    ("Frankfurt a.M. (dpa) - Der Damm hielt.", "Frankfurt a.M.; ; dpa; Der Damm hie"),
    ("LITTLETON, N.H.--A dam held.", "LITTLETON|N.H.; ; ; A dam held."),
    ("Littleton, N.H. — A dam held.", "Littleton|N.H.; ; ; A dam held."),
    ("BARCELONA.- El dique.", "BARCELONA; ; ; El dique."),
    (
        "'S-HERTOGENBOSCH, Netherlands (AP) — The dam held.",
        "'S-HERTOGENBOSCH|Netherlands; ; AP; The dam held",
    ),
    ("Frankfurt (dpa/lhe) - Der Damm hielt.", "Frankfurt; ; dpa; Der Damm hie"),
    ("(dpa/lhe) - Der Damm hielt.", "; ; dpa; Der Damm hie"),
    ("ABOARD THE QUEEN MARY 2 (AP) — The dam held.", "ABOARD THE QUEEN MARY 2; ; AP; The dam held"),
    ("17 февраля, Минск /Корр. БЕЛТА/. Плотина устояла.", "Минск; 2-17; BelTA; Плотина усто"),
    ("АСТАНА. КАЗИНФОРМ - Плотина устояла.", "АСТАНА; ; Kazinform; Плотина усто"),
    ("（中央社記者王偉台北17日電）大壩守住了。", "台北; ?-17; CNA; 大壩守住了。"),
    ("[서울=뉴스핌] 김철수 기자 = 댐은 버텼다.", "서울; ; Newspim; 댐은 버텼다."),
    ("القاهرة 17 فبراير 2017 (شينخوا) صمد السد", "القاهرة; 2017-2-17; Xinhua; صمد السد"),
    ("دبي - أ ف ب: صمد السد", "دبي; ; AFP; صمد السد"),
    ("PARIS (AP) — eBay held.", "PARIS; ; AP; eBay held."),
    ("(Reuters) - eBay held.", "; ; Reuters; eBay held."),
    ("(Reuters) - al Shabaab held the dam.", "; ; Reuters; al Shabaab h"),
    ("BAGHDAD (Reuters) - al Qaeda held the dam.", "BAGHDAD; ; Reuters; al Qaeda hel"),
    ("COLOGNE (dpa) - de Vries held.", "COLOGNE; ; dpa; de Vries hel"),
    ("LAHORE: The dam held on Friday, officials said.", "LAHORE; ; ; The dam held"),
    ("PONCE, P.R., March 26 - The dam held.", "PONCE|P.R.; 3-26; ; The dam held"),
    ("Caracas, feb 26 - oil held.", "Caracas; 2-26; ; oil held."),
    ("NEW YORK, March 3 - oil held.", "NEW YORK; 3-3; ; oil held."),
];

#[test]
fn other_marks_close_datelines() {
    check(ROWS);
}

const TRAPS: &[&str] = &[
    "PARIS - more than a city, it is a rumour.",
    "LONDON -- the novel, not the town -- is out again.",
    "VICTORIA - queen, empress, widow - is on at the Lyric.",
    "WASHINGTON - the quarterback - is hurt.",
    "ROMA - la película - se estrena hoy.",
    "Elba, March 3 - so the story goes - he wept.",
    "(BBC) - the broadcaster's own report says no.",
    "OAKLAND (AL) - Seattle won.",
    "NEW YORK (NL) -- Three were out.",
    "AP (Washington) - The dam held.",
    "IMF (Washington) - The dam held.",
    "VIDEO (AP) - The dam held.",
    "BRANDT, Elsa, March 3 - The widow of the poet has died.",
    "NICE, FRANCE AND ME - A memoir.",
    "(AA) - The dam held.",
    "(UNI) - The dam held.",
    "(PA) - The dam held.",
    "(CP) - The dam held.",
    "(UNI) The dam held.",
    "WHO: The dam is a danger to the health of all who live below it, and has been one for more than thirty years.",
    "CHINA: The dam is a danger to the health of all who live below it, and has been one for more than thirty years.",
    "KABUL: BANKER SHOT",
    "KABUL: Banker shot",
    "Lahore: The dam is a danger to the health of all who live below it, and has been one for more than thirty years.",
    "Smith, March 3: The dam held.",
    "Smith, Labour — The dam held.",
    "Smith, Ohio — The dam held.",
    "Paris (AFP) held.",
    "Atlanta (TT) Smith is out.",
    "Phoenix (CP) Railways may merge.",
    "Washington, March 3: the dam held.",
];

#[test]
fn sentences_that_begin_like_datelines() {
    let wrong: Vec<_> = TRAPS.iter().filter(|text| shown(text) != "none").collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
