//! What is tried: containers, formats, the splitter, queries and passages.

use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use morgue::analysis::{Analyzer, ArticleText};
use morgue::article::{Article, Locator};
use morgue::error::Skip;
use morgue::passage::choose;
use morgue::query::limits::MAX_TEXT;
use morgue::query::plan::{Settings, plan};
use morgue::query::words::WordPlanner;
use morgue::query::{Syntax, parse};
use morgue::read::{Draft, FORMATS, Format, Known, Records, Source, read_file, read_plain};
use morgue::split::{Context, split};
use zip::write::SimpleFileOptions;

use super::mutation::{Random, mutated};

/// Something that is tried with inputs made of random numbers.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    run: Run,
}

/// What a target tries.
enum Run {
    /// The reader of a format.
    Format(&'static Format),
    /// Something else.
    Other(fn(&mut Random)),
}

impl Target {
    /// Tries one input.
    pub(crate) fn run(&self, random: &mut Random) {
        match self.run {
            Run::Format(format) => reader(random, format),
            Run::Other(run) => run(random),
        }
    }

    /// Whether it tries the reader of a format.
    pub(crate) fn is_format(&self) -> bool {
        matches!(self.run, Run::Format(_))
    }
}

/// All targets; every format is one.
pub(crate) fn targets() -> Vec<Target> {
    let other = |name, run| Target { name, run: Run::Other(run) };
    let formats = FORMATS.iter().map(|it| Target { name: it.name, run: Run::Format(it) });
    let mut targets = vec![other("containers", containers)];
    targets.extend(formats);
    targets.push(other("split", split_text));
    targets.push(other("query", query));
    targets.push(other("snippet", snippet));
    targets
}

const TEXT: &str = "Ferry runs again\nBy ANNA BELL\nOSTHAVEN, March 3, 2014 (AP) - The ferry ran \
    again on Monday, the port office said.\n\nIt had lain at the quay for nine days.\n\
    (Harbour Gazette 03/04/2014 page3)\n\n2月17日电 （记者 王平） 渡轮恢复运行。\nПаром снова ходит.\n";

/// Splits all articles that come, and bounds their number.
struct Splitting(usize);

impl Records for Splitting {
    fn record(&mut self, locator: Locator, found: Result<Draft, Skip>) -> ControlFlow<()> {
        if let Ok(draft) = found {
            assert_eq!(draft.stated.locator, locator);
            let article = split(draft, &Context::default());
            assert!(article.locator == locator);
        }
        self.0 += 1;
        if self.0 > 10_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Reads bytes from memory or, as large files are, as a stream.
fn read(random: &mut Random, name: &str, bytes: Vec<u8>, known: Known) {
    let mut records = Splitting(0);
    if random.chance(2) {
        read_file(name, Source::Whole(bytes), known, &mut records);
    } else {
        let size = bytes.len() as u64;
        read_file(name, Source::Open(&mut Cursor::new(bytes), size), known, &mut records);
    }
}

fn packed(random: &mut Random, bytes: &[u8]) -> Vec<u8> {
    match random.below(5) {
        0 => {
            let level = flate2::Compression::fast();
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
            encoder.write_all(bytes).unwrap();
            encoder.finish().unwrap()
        }
        1 => {
            let level = bzip2::Compression::fast();
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), level);
            encoder.write_all(bytes).unwrap();
            encoder.finish().unwrap()
        }
        2 => zstd::encode_all(bytes, 1).unwrap(),
        3 => {
            let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for name in ["a/b.txt", "c.txt"] {
                archive.start_file(name, SimpleFileOptions::default()).unwrap();
                archive.write_all(bytes).unwrap();
            }
            archive.finish().unwrap().into_inner()
        }
        _ => {
            let mut archive = tar::Builder::new(Vec::new());
            for name in ["a.txt".to_owned(), "long".repeat(60) + ".txt"] {
                let mut header = tar::Header::new_gnu();
                header.set_size(bytes.len() as u64);
                archive.append_data(&mut header, name, bytes).unwrap();
            }
            archive.into_inner().unwrap()
        }
    }
}

fn containers(random: &mut Random) {
    let mut bytes = TEXT.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        bytes = packed(random, &bytes);
        if random.chance(3) {
            bytes = mutated(random, bytes);
        }
    }
    let bytes = mutated(random, bytes);
    read(random, "a.bin", bytes, Known::default());
}

/// A sample of a format: the folder of the format, the name of its file, and
/// its bytes.
type Case = (String, String, Vec<u8>);

/// The samples of all formats.
static SAMPLES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut open = vec![folder];
    let mut samples = Vec::new();
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let format = path.parent().unwrap().file_name().unwrap().to_string_lossy();
                samples.push((format.into_owned(), name, fs::read(path).unwrap()));
            }
        }
    }
    samples.sort();
    samples
});

/// A sample of the format, as it is recognised or as that format; now and then
/// one of another format.
fn reader(random: &mut Random, format: &'static Format) {
    let own: Vec<&Case> = SAMPLES.iter().filter(|(of, ..)| of == format.name).collect();
    assert!(!own.is_empty(), "there is no sample of {}", format.name);
    let (_, name, bytes) = if random.chance(4) {
        &SAMPLES[random.below(SAMPLES.len())]
    } else {
        own[random.below(own.len())]
    };
    let bytes = mutated(random, bytes.clone());
    let format = (!random.chance(3)).then_some(format);
    read(random, name, bytes, Known { format, ..Known::default() });
}

fn split_text(random: &mut Random) {
    let bytes = mutated(random, TEXT.as_bytes().to_vec());
    if let Ok(draft) = read_plain(Locator::file("2014/03/a.txt"), bytes) {
        let file = draft.plain.as_ref().unwrap().text.clone();
        check_parts(&file, &split(draft, &Context::default()));
    }
}

/// Titles, bylines, paragraphs and furniture are what the file says where
/// they say that they stand, overlap nowhere, and leave out no letter.
fn check_parts(file: &str, article: &Article) {
    let titles = article.kicker.iter().chain(&article.headline).chain(&article.deck);
    let lines = titles.chain(&article.byline_lines).chain(&article.furniture);
    let paragraphs = article.paragraphs.iter().map(|paragraph| &paragraph.text);
    let mut covered = Vec::new();
    for text in lines.chain(paragraphs) {
        assert!(!text.text.is_empty());
        for piece in &text.pieces {
            let place = piece.file.start..piece.file.end;
            let shown = piece.text..piece.text + place.len();
            assert_eq!(file.get(place.clone()).unwrap(), text.text.get(shown).unwrap());
            covered.push(place);
        }
    }
    if let Some(line) = article.dateline.iter().find(|dateline| dateline.body_len == 0) {
        covered.extend(line.spans.iter().map(|span| span.start..span.end));
    }
    covered.sort_by_key(|place| place.start);
    assert!(covered.windows(2).all(|pair| pair[0].end <= pair[1].start), "parts overlap");
    let mut places = covered.iter().peekable();
    for (at, letter) in file.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        while places.next_if(|place| place.end <= at).is_some() {}
        assert!(places.peek().is_some_and(|place| place.start <= at), "{letter:?} at {at} is lost");
    }
}

const QUERIES: [&str; 10] = [
    "ferry AND (port OR \"the quay\") -storm",
    "headline:ferry w/5 runs",
    "=exact ferr* f?rry ferry~1",
    "\"the ferry ran\"~3 pre/2 monday",
    "date:2014-02..2014-03 status:kill",
    "atleast2(ferry) caps(AP) first/20(port)",
    "re:/fer+y/ w/s office",
    "渡轮 OR паром",
    "place:Osthaven agency:AP source:\"Harbour Gazette\"",
    "((((a OR b) c) d) w/p e)^2",
];

fn query_text(random: &mut Random) -> String {
    let text = random.choose(&QUERIES);
    let more = random.choose(&QUERIES);
    let bytes = if random.chance(3) { format!("{text} {more}") } else { text.to_owned() };
    String::from_utf8_lossy(&mutated(random, bytes.into_bytes())).into_owned()
}

fn syntax(random: &mut Random) -> Syntax {
    let today = jiff::civil::date(2026, 1, 1);
    let (lenient, strict, literal) = (random.chance(2), random.chance(3), random.chance(8));
    Syntax { lenient, strict, literal, ..Syntax::new(today) }
}

fn query(random: &mut Random) {
    let text = query_text(random);
    let syntax = syntax(random);
    let Ok(parsed) = parse(&text, &syntax) else {
        assert!(!syntax.lenient, "a lenient reading refuses {text:?}");
        return;
    };
    let printed = parsed.ast.to_string();
    let again = Syntax { lenient: false, strict: false, literal: false, ..syntax };
    // What is just short enough may be too long when it is written out.
    if printed.len() <= MAX_TEXT {
        let reread = parse(&printed, &again).unwrap();
        assert_eq!(reread.ast.to_string(), printed, "{text:?}");
    }
    let settings = Settings { any: random.chance(2) };
    let planned = plan(&text, &parsed.ast, settings, &mut WordPlanner::default());
    let Ok((plan, _)) = planned else { return };
    assert!(plan.clauses.len() <= text.len());
}

fn snippet(random: &mut Random) {
    let text = query_text(random);
    let Ok(parsed) = parse(&text, &syntax(random)) else { return };
    let mut words = WordPlanner::default();
    let planned = plan(&text, &parsed.ast, Settings::default(), &mut words);
    let Ok((plan, _)) = planned else { return };
    let bytes = mutated(random, TEXT.as_bytes().to_vec());
    let Ok(draft) = read_plain(Locator::file("a.txt"), bytes) else { return };
    let article = split(draft, &Context::default());
    let whole = ArticleText::new(&article);
    let weights = vec![1.0; plan.clauses.len()];
    let chosen = choose(&plan, &article, &whole, &weights, 3, &mut Analyzer::new());
    for mark in &chosen.headline_marks {
        assert!(
            whole.text.get(mark.span.start..mark.span.end).is_some_and(|text| !text.is_empty())
        );
    }
    for passage in &chosen.passages {
        let in_text = matches!(passage.place, morgue::passage::PassagePlace::Text(..));
        assert!(!in_text || whole.text.get(passage.span.start..passage.span.end).is_some());
        for mark in &passage.marks {
            assert!(passage.span.start <= mark.span.start && mark.span.end <= passage.span.end);
            assert!(mark.span.start < mark.span.end);
        }
    }
}
