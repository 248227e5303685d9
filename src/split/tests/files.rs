//! One file a row, and what comes out of it.

use super::*;

/// Compares what a file is divided into, date warnings apart.
fn check(text: &str, expected: &str) {
    let article = file(text);
    let expected =
        expected.trim_matches('\n').lines().map(str::trim).collect::<Vec<_>>().join("\n");
    assert_eq!(shown(&article), expected, "{text}");
}

#[test]
fn one_paragraph_a_line_with_a_stray_break_and_a_credit() {
    let article = file(
        "Harbour master sees no need for a second bridge yet\n\
         The harbour master said on Thursday that he did not see any need for a second bridge over the old canal for now.\n\
         He resigned after he had been asked about the talks he held with the ambassador\n\
         to the port before he took office, and that he later misled the council about them.\n\
         \"We are not in a position to build,\" he said.\n\
         (China Daily USA 02/17/2017 page1)",
    );
    assert_eq!(
        shown(&article),
        "headline: Harbour master sees no need for a second bridge yet\n\
         date: 2017-02-17\n\
         publication: China Daily USA\n\
         page: 1\n\
         para: The harbour master said on Thursday that he did not see any need for a second bridge over the old canal for now.\n\
         para: He resigned after he had been asked about the talks he held with the ambassador to the port before he took office, and that he later misled the council about them.\n\
         para: \"We are not in a position to build,\" he said."
    );
    assert_eq!(article.paragraphs[1].text.pieces.len(), 2);
    assert_eq!(article.furniture.len(), 1);
    assert_eq!(article.fields["date"].from, "credit");
}

#[test]
fn a_first_line_that_is_a_sentence_is_no_headline() {
    let article = file(
        "The ferry did not sail on Monday because of the fog.\nThe next one is on Wednesday, said the company that runs it.\n",
    );
    assert_eq!(article.headline, None);
    assert_eq!(
        article.derived_headline.as_deref(),
        Some("The ferry did not sail on Monday because of the fog.")
    );
    assert_eq!(article.paragraphs.len(), 2);
    assert!(codes(&article).contains(&"headline_missing"));
}

#[test]
fn a_headline_in_capitals_may_take_two_lines() {
    check(
        "GRAIN SHIPS LEAVE THE ICE-BOUND PORTS AFTER\n  SIX DAYS OF WAITING\n    ODESSA, March 12 - Delays for vessels have fallen to six\ndays, agents said.\n    It was the hardest winter in years.\n",
        "headline: GRAIN SHIPS LEAVE THE ICE-BOUND PORTS AFTER SIX DAYS OF WAITING
         dateline: ODESSA, March 12
         para: ODESSA, March 12 - Delays for vessels have fallen to six days, agents said.
         para: It was the hardest winter in years.",
    );
}

#[test]
fn a_headline_in_small_letters_may_take_three_lines() {
    check(
        "Mayor of the harbour town eats twelve\noysters, and finds them good while the\ncouncil looks on\n\nPARIS (AP) - The mayor ate twelve oysters\non Friday and said that they were good, as\nthe council looked on.\n\nHe had not eaten any for nine years, his\nwife said.\n",
        "headline: Mayor of the harbour town eats twelve oysters, and finds them good while the council looks on
         dateline: PARIS (AP)
         agencies: AP
         para: PARIS (AP) - The mayor ate twelve oysters on Friday and said that they were good, as the council looked on.
         para: He had not eaten any for nine years, his wife said.",
    );
    check(
        "Oysters are good, mayor says after\neating twelve of them in the harbour\nand waiting a day\nBy Ann Lee\n\nThe mayor ate twelve oysters on Friday\nand said that they were good, as the\ncouncil looked on.\n\nHe had not eaten any for nine years, his\nwife said.\n",
        "headline: Oysters are good, mayor says after eating twelve of them in the harbour and waiting a day
         by: Ann Lee
         para: The mayor ate twelve oysters on Friday and said that they were good, as the council looked on.
         para: He had not eaten any for nine years, his wife said.",
    );
}

#[test]
fn a_letter_is_signed_by_its_author() {
    check(
        "Sir: Your front page told us that the bath is to close. I have swum there since the war.\nIt is spent.\nMrs. D. Quayle, Fishgate\n",
        "by: Mrs. D. Quayle @ Fishgate
         para: Sir: Your front page told us that the bath is to close. I have swum there since the war.
         para: It is spent.",
    );
}

#[test]
fn verse_is_not_joined() {
    let article = file(
        "Low Water\n\nThe tide has left the bicycles,\nThe bedstead and the safe,\nAnd gulls walk up and down like clerks\nWho cannot find the file.\n\nThe moon that drew it off last night\nWill bring it back at three.\nWhatever we have thrown away\nIs only lent to sea.\n\nA man goes out with rubber boots,\nA bucket and a light.\nHe stoops and picks up something there\nAnd puts it back. That's right.\n",
    );
    assert_eq!(article.headline.as_ref().unwrap().text, "Low Water");
    let texts: Vec<_> =
        article.paragraphs.iter().map(|p| p.text.text.matches('\n').count()).collect();
    assert_eq!(texts, [3, 3, 3]);
}

#[test]
fn a_recipe_keeps_its_lines() {
    check(
        "Captain's aubergines\n\nThe late captain was given this recipe by a friend of his in the harbour.\n\n3 large aubergines\n4 tablespoons of oil\n2 onions, sliced\n1 teaspoon of sugar\n\nBake the aubergines whole until the skin is black and the inside is soft.\n",
        "headline: Captain's aubergines
         para: The late captain was given this recipe by a friend of his in the harbour.
         table: 3 large aubergines / 4 tablespoons of oil / 2 onions, sliced / 1 teaspoon of sugar
         para: Bake the aubergines whole until the skin is black and the inside is soft.",
    );
}

#[test]
fn a_stock_table_with_leaders_is_a_table() {
    check(
        "Closing prices\n\nShares ended mixed on Tuesday in quiet trading at the exchange.\n\nAllied Harbour ............ 41.20    + 0.35\nDelmar Foods .............. 23.44      unch\nEastgate Gas .............. 12.81    - 0.44\n\nVolume was 14.2 million shares, the exchange said.\n",
        "headline: Closing prices
         para: Shares ended mixed on Tuesday in quiet trading at the exchange.
         table: Allied Harbour ............ 41.20    + 0.35 / Delmar Foods .............. 23.44      unch / Eastgate Gas .............. 12.81    - 0.44
         para: Volume was 14.2 million shares, the exchange said.",
    );
}

#[test]
fn questions_and_answers_stay_apart() {
    check(
        "Ten questions for a diver\nThe diver sat down in the office and had coffee with our reporter on Monday.\nQ: Where were you on the morning of the storm\nA: In the pub, like everybody else who has any sense\nQ: And the bell?\nA: The bell was under water.\n",
        "headline: Ten questions for a diver
         para: The diver sat down in the office and had coffee with our reporter on Monday.
         qa: Q: Where were you on the morning of the storm
         qa: A: In the pub, like everybody else who has any sense
         qa: Q: And the bell?
         qa: A: The bell was under water.",
    );
}

#[test]
fn capitals_on_double_spaced_lines_become_paragraphs() {
    let article = file(
        "DIPLOMACY\n\nA WIRE ACROSS THE TOP OF THE WORLD\n\n   THE LAST TIME THE TWO POWERS STOOD AT THE BRINK A LETTER\n\nTOOK HALF A DAY, AND A MESSENGER ON A BICYCLE . LAST WEEK\n\nTHE U.S . AND SOVIET DELEGATES PUT THEIR NAMES TO A PAPER\n\nTHAT IS TO CUT THE TIME TO MINUTES .\n\n   THE LINE WILL NOT BE A TELEPHONE, RED OR OTHERWISE, SAID\n\nA MAN WHO HELPED TO DRAW THE PLANS FOR IT IN THE CAPITAL .\n",
    );
    assert_eq!(article.kicker.as_ref().unwrap().text, "DIPLOMACY");
    assert_eq!(article.headline.as_ref().unwrap().text, "A WIRE ACROSS THE TOP OF THE WORLD");
    assert_eq!(article.paragraphs.len(), 2);
    assert!(article.paragraphs[0].text.text.contains("LAST WEEK THE U.S . AND SOVIET"));
}

#[test]
fn a_caption_alone_has_no_body() {
    let article = file(
        "Divers of the harbour police lift the bronze bell from the mud off Pier 9 on Tuesday. The ship went down in a storm. Photo: Silas Venn\n(The Harbour Post 11/19/2016)\n",
    );
    assert_eq!(serde_json::to_string(&article.paragraphs[0].role).unwrap(), "\"caption\"");
    assert_eq!(article.source.publication.as_deref(), Some("The Harbour Post"));
    assert!(codes(&article).contains(&"body_empty"));
}

#[test]
fn carriage_returns_form_feeds_and_wire_controls_are_no_text() {
    let article = file(
        "Bell is found\r\n\r\nBRIDGEHAVEN, May 5 (AP) - The bell of the ship\r\nwas found on Monday.\r\n\x0c\r\nIt was in the mud.\r\n\x03AP-WF-05-06-16 0337GMT\r\n",
    );
    assert_eq!(
        shown(&article),
        "headline: Bell is found\ndateline: BRIDGEHAVEN, May 5 (AP)\ndate: 2016-05-06 03:37+00:00\nagencies: AP\npara: BRIDGEHAVEN, May 5 (AP) - The bell of the ship was found on Monday.\npara: It was in the mud."
    );
    assert_eq!(article.dateline.unwrap().date.unwrap().to_string(), "2016-05-05");
}

#[test]
fn other_encodings_keep_their_offsets() {
    let words = "МОСКВА, 5 марта. /ТАСС/. Плотина устояла, сообщили журналистам в понедельник.";
    let text = format!("Плотина устояла\n{words}\nВода ушла к вечеру, и жители вернулись домой.\n");
    let (koi8, _, _) = encoding_rs::KOI8_R.encode(&text);
    let article = of_bytes(&koi8);
    assert_eq!(article.dateline.as_ref().unwrap().raw, "МОСКВА, 5 марта. /ТАСС/");
    assert_eq!(article.language.as_deref(), Some("ru"));
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let article = of_bytes(&utf16);
    let raw = article.raw_spans(&article.paragraphs[0].text)[0];
    let units: Vec<u16> = utf16[raw.start..raw.end]
        .chunks(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    assert_eq!(String::from_utf16(&units).unwrap(), words);
}

#[test]
fn an_embargo_is_read_and_the_headline_is_the_next_line() {
    check(
        "EMBARGOED UNTIL 0001 GMT FEB 18, 2017\nInsurance costs double since spring\nLONDON, Feb 17 (Reuters) - The price of insurance has doubled since the spring, a study found.\n",
        "headline: Insurance costs double since spring
         dateline: LONDON, Feb 17 (Reuters)
         agencies: Reuters
         status: embargo
         para: LONDON, Feb 17 (Reuters) - The price of insurance has doubled since the spring, a study found.",
    );
    for line in [
        "Sperrfrist: 2. Oktober 2014, 18 Uhr",
        "Эмбарго до 18:00 2 октября 2014",
        "HOLD FOR RELEASE at 6 p.m. EST",
        "Not for release before 6 p.m. on Friday 13 May",
    ] {
        let article = file(&format!(
            "{line}\n\nEin Bahnhof\n\nDer Bahnhof ist gerettet, sagt der Kreistag am Montag.\n"
        ));
        assert_eq!(article.status.name(), "embargo", "{line}");
        assert_eq!(article.headline.unwrap().text, "Ein Bahnhof", "{line}");
    }
}

#[test]
fn a_kill_notice_is_loud() {
    let article = file(
        "r i BC-KILL-Port-Fire 06-12 0097\nMANDATORY KILL\n\nEDITORS: The story slugged Port-Fire, which moved on June 12, is wrong.\n\nPlease kill the story.\n",
    );
    assert_eq!(article.status.name(), "kill");
    assert_eq!(article.headline, None);
    assert_eq!(article.paragraphs.len(), 2);
    assert!(codes(&article).contains(&"kill_notice"));
}

#[test]
fn a_headline_that_looks_like_a_dateline_stays_one() {
    check(
        "MOSCOW - A city in waiting\n\nMOSCOW, Monday (Reuters) - Snow fell on the posters in the night, and men with brushes took them down.\n",
        "headline: MOSCOW - A city in waiting
         dateline: MOSCOW, Monday (Reuters)
         agencies: Reuters
         para: MOSCOW, Monday (Reuters) - Snow fell on the posters in the night, and men with brushes took them down.",
    );
}

#[test]
fn notes_and_bylines_in_front_of_a_dateline_are_taken_off() {
    check(
        "Shares fall\n(Adds details) By Svea Berg BOSTON Dec 21 (Reuters) - Shares fell on Monday as rates rose and traders went home.\n",
        "headline: Shares fall
         by: Svea Berg
         dateline: BOSTON Dec 21 (Reuters)
         agencies: Reuters
         editor_note: (Adds details)
         para: BOSTON Dec 21 (Reuters) - Shares fell on Monday as rates rose and traders went home.",
    );
    check(
        "Gas is cut off\n\n(Updates prices, adds reaction)\n\nWARSAW/SOFIA, April 27 (Reuters) - The gas stopped on Wednesday, the operators said.\n",
        "headline: Gas is cut off
         dateline: WARSAW/SOFIA, April 27 (Reuters)
         agencies: Reuters
         editor_note: (Updates prices, adds reaction)
         para: WARSAW/SOFIA, April 27 (Reuters) - The gas stopped on Wednesday, the operators said.",
    );
}

#[test]
fn items_of_a_digest_are_marked() {
    check(
        "World in brief\n\nNEWPORT, Wales (AP) — Leaders agreed on Friday to meet again in the spring.\n\nMINSK, Belarus (Reuters) - Envoys signed a truce that took effect at six.\n\nROME - The cabinet fell, to nobody's surprise.\n\nNATO - the alliance - met in the rain again.\n",
        "headline: World in brief
         dateline: NEWPORT, Wales (AP)
         agencies: AP+Reuters
         para: NEWPORT, Wales (AP) — Leaders agreed on Friday to meet again in the spring.
         item: MINSK, Belarus (Reuters) - Envoys signed a truce that took effect at six.
         item: ROME - The cabinet fell, to nobody's surprise.
         para: NATO - the alliance - met in the rain again.",
    );
}

#[test]
fn kicker_headline_and_deck() {
    check(
        "COLUMN ONE;\nThe long road home from the fair;\nA family looks for the horse that it lost in the spring, and finds a cart\nBy PEGGY Y. LEE, TIMES STAFF WRITER\nThe horse was brown. Nobody in the village had seen it since the fair in May, or so they said.\n",
        "kicker: COLUMN ONE
         headline: The long road home from the fair
         deck: A family looks for the horse that it lost in the spring, and finds a cart
         by: Peggy Y. Lee, TIMES STAFF WRITER
         para: The horse was brown. Nobody in the village had seen it since the fair in May, or so they said.",
    );
    check(
        "NATION IN BRIEF;\nKENTUCKY;\nMiners return to the pit after a strike\nThe miners went back on Monday, the company said in a statement to the press in town.\n",
        "kicker: NATION IN BRIEF; KENTUCKY
         headline: Miners return to the pit after a strike
         para: The miners went back on Monday, the company said in a statement to the press in town.",
    );
    check(
        "HISTORY\n\nThe twenty minutes that made a poem\n\nVisitors still come to look for it\n\nBy Ada Strang in Balaclava\n\nThe valley is planted with vines now, and the guide has to ask the driver to stop.\n",
        "kicker: HISTORY
         headline: The twenty minutes that made a poem
         deck: Visitors still come to look for it
         by: Ada Strang @ Balaclava
         para: The valley is planted with vines now, and the guide has to ask the driver to stop.",
    );
}

#[test]
fn a_wire_file_with_slug_and_role() {
    check(
        "r i BC-EU--Comet-Landing 11-12 0190\nRobot lands on comet, bounces, lands again\nBy CHET STONE and JACK GILL=\nAssociated Press=\n\t   DARMSTADT, Germany (AP) _ A machine the size of a washing machine came down on a comet on Wednesday and nobody could say why it bounced.\n\t   The harpoons did not fire.\nAP-WF-11-12-14 2030GMT\n",
        "headline: Robot lands on comet, bounces, lands again
         by: Chet Stone, Associated Press
         by: Jack Gill, Associated Press
         dateline: DARMSTADT, Germany (AP)
         date: 2014-11-12 20:30+00:00
         agencies: AP
         para: DARMSTADT, Germany (AP) _ A machine the size of a washing machine came down on a comet on Wednesday and nobody could say why it bounced.
         para: The harpoons did not fire.",
    );
}

#[test]
fn header_fields_behind_hyphens() {
    check(
        "-- Chipmaker warns of weak quarter\n-- By Ada Lind and Bo Kern\n-- Tue Feb 17, 2009 4:05pm EST\n-- http://www.example.com/article/2009/02/17/us-chips\n\n\n  SAN FRANCISCO  (Reuters) - The maker of chips warned that sales would fall. Shares fell 5 percent.  (Additional reporting by Cy Dole in Taipei (+886 2 2500), editing by  Eve Ford; Editing by Gil Hart)\n",
        "headline: Chipmaker warns of weak quarter
         by: Ada Lind
         by: Bo Kern
         by: Cy Dole, additional reporting @ Taipei
         by: Eve Ford, editing
         by: Gil Hart, editing
         dateline: SAN FRANCISCO  (Reuters)
         date: 2009-02-17 16:05-05:00
         agencies: Reuters
         para: SAN FRANCISCO  (Reuters) - The maker of chips warned that sales would fall. Shares fell 5 percent.",
    );
}

#[test]
fn a_place_on_a_line_of_its_own_is_the_dateline() {
    let article = file(
        "Senate votes to end the long debate\nBy JOHN DOE\nWASHINGTON\nThe Senate voted late on Thursday to end a debate that had gone on for nine days.\n",
    );
    let dateline = article.dateline.as_ref().unwrap();
    assert_eq!((dateline.raw.as_str(), dateline.body_len), ("WASHINGTON", 0));
    assert_eq!(article.paragraphs.len(), 1);
}

#[test]
fn wrapped_text_without_separators_is_cut_where_a_word_would_have_fitted() {
    check(
        "They looked for years and found a bump\nGENEVA (AP) — Two groups of physicists that had taken care not to speak\nto one another stood up in the same hall on Wednesday and showed the\nsame bump in a curve.\nThe particle is the visible ripple of a field that gives mass to others,\nand without it there would be no atoms.\nHe took out a handkerchief, and the hall stood up and clapped for long.\n",
        "headline: They looked for years and found a bump
         dateline: GENEVA (AP)
         agencies: AP
         para: GENEVA (AP) — Two groups of physicists that had taken care not to speak to one another stood up in the same hall on Wednesday and showed the same bump in a curve.
         para: The particle is the visible ripple of a field that gives mass to others, and without it there would be no atoms.
         para: He took out a handkerchief, and the hall stood up and clapped for long.",
    );
}

#[test]
fn a_stated_dateline_is_merged_with_the_printed_one() {
    use crate::article::{Dateline, Paragraph};
    use crate::span::Text;
    let text = "KYIV, Ukraine (AP) — Shelling resumed at dawn.";
    let stated = Article {
        dateline: Some(Dateline { raw: "KYIV, Ukraine".into(), ..Dateline::default() }),
        paragraphs: vec![Paragraph { text: Text::detached(text), ..Paragraph::default() }],
        ..Article::default()
    };
    let article = split(Draft { stated, plain: None }, &Context::default());
    let dateline = article.dateline.unwrap();
    assert_eq!(dateline.raw, "KYIV, Ukraine");
    assert_eq!(dateline.places.len(), 1);
    assert_eq!(text.split_at(dateline.body_len).1, "Shelling resumed at dawn.");
    assert_eq!(article.source.agencies, ["AP"]);
}

#[test]
fn a_dateline_on_a_line_of_its_own_is_joined_to_its_text() {
    check(
        "Council closes the pool\n\nGENEVA (Reuters) -\nThe council of the city voted on Tuesday night to close the pool, which has leaked since it was built.\nOfficials said that the decision had been taken after months of talks.\n",
        "headline: Council closes the pool
         dateline: GENEVA (Reuters)
         agencies: Reuters
         para: GENEVA (Reuters) - The council of the city voted on Tuesday night to close the pool, which has leaked since it was built.
         para: Officials said that the decision had been taken after months of talks.",
    );
}
