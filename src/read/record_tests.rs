//! What holds for every format of many records, on texts made of its marks.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::{Content, Draft, Format, Input, Sink, format};
use crate::article::{Article, Locator};
use crate::error::{Skip, SkipReason};
use crate::span::{Span, Text};

/// What a reader handed over.
#[derive(Debug, Default, PartialEq)]
struct Taken {
    drafts: Vec<Draft>,
    skips: Vec<(Option<String>, SkipReason)>,
    /// How much is taken before the reader is told to stop.
    most: Option<usize>,
}

impl Taken {
    fn flow(&self) -> ControlFlow<()> {
        match self.most {
            Some(most) if self.drafts.len() + self.skips.len() >= most => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }
}

impl Sink for Taken {
    fn draft(&mut self, draft: Draft) -> ControlFlow<()> {
        self.drafts.push(draft);
        self.flow()
    }

    fn skip(&mut self, record: Option<String>, skip: Skip) -> ControlFlow<()> {
        self.skips.push((record, skip.reason));
        self.flow()
    }
}

fn read(format: &Format, content: Content<'_>, most: Option<usize>) -> Taken {
    let mut taken = Taken { most, ..Taken::default() };
    let locator = Locator::file("a");
    let input = Input { locator, content, encoding: None, fields: None, month_first: None };
    (format.read)(input, &mut taken);
    taken
}

/// Gives a few bytes at a time.
struct Drip(Cursor<Vec<u8>>);

impl Read for Drip {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let few = buffer.len().min(7);
        self.0.read(buffer.get_mut(..few).unwrap_or_default())
    }
}

/// The texts of an article that have a place in the file.
fn texts(article: &Article) -> impl Iterator<Item = &Text> {
    let paragraphs = article.paragraphs.iter().map(|paragraph| &paragraph.text);
    article.headline.iter().chain(&article.deck).chain(&article.byline_lines).chain(paragraphs)
}

/// Every place of a draft is in the file, and says there what it says here.
fn check_places(draft: &Draft, bytes: &[u8]) -> Result<(), TestCaseError> {
    let article = &draft.stated;
    for text in texts(article) {
        for piece in &text.pieces {
            let here = Span::new(piece.text, piece.text + piece.file.len()).of(&text.text);
            let raw = article.source_map.raw_span(piece.file);
            let there = bytes.get(raw.start..raw.end);
            prop_assert!(there.is_some(), "{raw:?} of {}", bytes.len());
            if article.encoding == "UTF-8" && !here.contains('\u{FFFD}') {
                prop_assert_eq!(there.unwrap_or_default(), here.as_bytes());
            }
        }
    }
    let Some(body) = draft.plain.as_ref().filter(|body| body.extent != super::Extent::Unplaced)
    else {
        return Ok(());
    };
    let mut last = 0;
    for (at, character) in body.text.char_indices() {
        let start = body.origin.bytes + at;
        let raw = body.map.raw_span(Span::new(start, start + character.len_utf8()));
        prop_assert!(raw.start <= raw.end && raw.end <= bytes.len() && last <= raw.start);
        last = raw.start;
        let there = bytes.get(raw.start..raw.end).unwrap_or_default();
        if character.is_alphanumeric() && body.encoding == "UTF-8" && there.len() <= 2 {
            let mut buffer = [0; 4];
            prop_assert_eq!(there, character.encode_utf8(&mut buffer).as_bytes());
        }
    }
    Ok(())
}

fn check(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let format = format(name).unwrap();
    let whole = read(format, Content::Whole(bytes.to_vec()), None);
    for draft in &whole.drafts {
        prop_assert_eq!(draft.stated.reader.as_str(), name);
        prop_assert!(!draft.stated.encoding.is_empty());
        let has_text = draft.plain.as_ref().is_some_and(|body| !body.text.trim().is_empty());
        let is_something =
            has_text || draft.stated.headline.is_some() || !draft.stated.paragraphs.is_empty();
        prop_assert!(is_something);
        check_places(draft, bytes)?;
    }
    // The sample must hold the names of a table, and what tells the encoding.
    let is_told = std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'));
    let sample = if name == "csv" || !is_told { bytes.len() } else { 3 };
    let head = bytes.get(..bytes.len().min(sample)).unwrap_or_default().to_vec();
    let rest = Box::new(Drip(Cursor::new(bytes.get(head.len()..).unwrap_or_default().to_vec())));
    let streamed = read(format, Content::Stream(head, rest), None);
    prop_assert_eq!(&streamed, &whole);
    let first = read(format, Content::Whole(bytes.to_vec()), Some(1));
    prop_assert!(first.drafts.len() + first.skips.len() <= 1);
    Ok(())
}

/// Texts made of these marks and of others that every format may hold.
fn soup(marks: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    const WORDS: &[&str] = &[
        "Ferry ",
        "late.",
        "\n",
        "\r\n",
        "\n\n    ",
        "é",
        "маяк ",
        "<",
        "&",
        "\"",
        "\\",
        "🌍",
        "\t",
    ];
    let mark = prop::sample::select(marks).prop_map(|mark| mark.as_bytes().to_vec());
    let word = prop::sample::select(WORDS).prop_map(|word| word.as_bytes().to_vec());
    let odd =
        prop::sample::select(&[b"\xfc" as &[u8], b"\0", b"\x03"][..]).prop_map(<[u8]>::to_vec);
    let part = prop_oneof![8 => mark, 8 => word, 1 => odd];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

const SGML: &[&str] = &[
    "<DOC>",
    "</DOC>",
    "<DOCNO>A1</DOCNO>",
    "<TEXT>",
    "</TEXT>",
    "<P>",
    "</P>",
    "<HEADLINE>",
    "</HEADLINE>",
    "&lt;",
    "&#3;",
    "&AMP;",
    "<DATE>920527</DATE>",
    "<ACM>",
    "<!-- x -->",
    "<REUTERS NEWID=\"1\">",
    "</REUTERS>",
    "<TITLE>",
    "</TITLE>",
    "<BODY>",
    "</BODY>",
    "<DATELINE>    OSLO, March 3 - </DATELINE>",
    "<LP>",
    "</LP>",
    "<HL>",
    "\n   ----\n",
    "</HL>",
];
const JSON: &[&str] = &[
    "{\"title\": \"Ferry\"",
    ", \"text\": \"",
    "\"}",
    "\"}\n",
    "[",
    "]",
    ",",
    "{",
    "}",
    "\\n",
    "\\u00e9",
    "\\ud83c\\udf0d",
    "\\\"",
    "\"date\": \"2017-02-17\"",
    "NaN",
    "{\"articles\": [",
    "{\"title\": \"A\", \"text\": \"The b\\u00e9e\\n\\nis here\", \"date\": \"2017-02-17\"}\n",
];
const TABLE: &[&str] = &[
    "title,text,date\n",
    "\"\"",
    "\",\"",
    ",",
    ";",
    "2017-02-17\n",
    "\"a \"\"b\"\" c\",",
    "x,y,z\n",
];
const MAIL: &[&str] = &[
    "From a@b.example Thu Feb 19 17:18:40 2015\n",
    "From: A <a@b.example>\n",
    "Subject: Ferry\n",
    "Date: Thu, 19 Feb 2015 17:18:40 +1100\n",
    "\n>From ",
    "Content-Type: text/html\n",
    "Content-Transfer-Encoding: base64\n",
    "From here\n",
    "<p>x</p>",
];

const EXPORTS: &[&str] = &[
    "<div class=\"article enArticle\">",
    "</div>",
    "<td class='index'><b>HD</b></td><td>",
    "<td class=index><b>LP</b>",
    "<p class=\"articleParagraph\">",
    "</p>",
    "<br>",
    "<span class=\"DocPublicationName\">",
    "<span class=\"titreArticleVisu\">",
    "</span>",
    "<article>",
    "<aside>Note(s) : ",
    "© 2012",
    "<DOC NUMBER=1>\n<DOCFULL> -->",
    "<p>1 of 2 DOCUMENTS</p><p>Gazette</p>",
    "<p>LENGTH: 3 words</p>",
    "<p>Body</p>",
    "<p>LOAD-DATE: May 3, 2001</p>",
    "<p>End of Document</p>",
    "3 May 2001",
    "Document HARGAZ0020170217ed2h0001x",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn sgml(bytes in soup(SGML)) {
        check("trec", &bytes)?;
        check("reuters-21578", &bytes)?;
    }

    #[test]
    fn json(bytes in soup(JSON)) {
        check("jsonl", &bytes)?;
        check("json", &bytes)?;
    }

    #[test]
    fn exports(bytes in soup(EXPORTS)) {
        check("factiva-html", &bytes)?;
        check("europresse", &bytes)?;
        check("nexis-html", &bytes)?;
    }

    #[test]
    fn tables(bytes in soup(TABLE)) {
        check("csv", &[b"title,text,date\n", bytes.as_slice()].concat())?;
        check("csv", &bytes)?;
    }

    #[test]
    fn mail(bytes in soup(MAIL)) {
        check("mbox", &bytes)?;
        check("eml", &bytes)?;
    }

    #[test]
    fn time(bytes in soup(&["*TEXT 1 01/04/63 PAGE 1\n", "\n*TEXT 2 01/04/63 PAGE 2\n", "*STOP\n"])) {
        check("time", &bytes)?;
    }
}
