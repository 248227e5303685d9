//! How fast files of many records are read: megabytes a second on one core.
//!
//! `cargo bench --bench formats -- PATH...`; a path is a file, or a folder of
//! files, which may be gzipped. They are read into memory before the clock starts. Reading ends with
//! drafts, which are thrown away; splitting them is timed by `splits`. Beside
//! it stands what bare parsing takes: lines and values of JSON for JSON, rows
//! and fields for tables, events for XML, the extractor alone for pages, a
//! search for the brackets of tags for the rest. For pages `tree` is what it
//! takes to make a page a tree, which is done once for fields and text.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement, run by hand"
)]

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dom_query::Document;
use dom_smoothie::Readability;
use flate2::read::MultiGzDecoder;
use mimalloc::MiMalloc;
use morgue::article::Locator;
use morgue::error::Skip;
use morgue::read::{Content, Draft, Format, Input, Sample, Sink, recognise};
use quick_xml::Reader;
use quick_xml::events::Event;
use walkdir::WalkDir;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How long one measurement goes on at least.
const TIME: Duration = Duration::from_secs(2);

fn main() {
    let paths = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let mut files: BTreeMap<&str, (&Format, Vec<Vec<u8>>)> = BTreeMap::new();
    for path in paths {
        let entries = WalkDir::new(path).into_iter().map(Result::unwrap);
        for entry in entries.filter(|entry| entry.file_type().is_file()) {
            let (path, bytes) = unpacked(entry.path());
            let Some(format) = format_of(&path, &bytes) else { continue };
            files.entry(format.name).or_insert((format, Vec::new())).1.push(bytes);
        }
    }
    println!("format\tMB\trecords\tskipped\tread_MB_s\tbare_MB_s\tread_by_bare\ttree_MB_s");
    for (name, (format, texts)) in &files {
        let mut counted = Counted::default();
        let bytes: usize = texts.iter().map(Vec::len).sum();
        for text in texts {
            read(format, text.clone(), &mut counted);
        }
        let reading = rate(bytes, texts, |text| read(format, text, &mut Counted::default()));
        let bare = rate(bytes, texts, |text| bare(name, &text));
        let megabytes = bytes as f64 / 1e6;
        let Counted { drafts, skips } = counted;
        let ratio = bare / reading;
        let tree = if *name == "html" {
            format!("{:.0}", rate(bytes, texts, |text| tree(&text)))
        } else {
            "-".to_owned()
        };
        println!(
            "{name}\t{megabytes:.1}\t{drafts}\t{skips}\t{reading:.0}\t{bare:.0}\t{ratio:.2}\t{tree}"
        );
    }
}

/// A file as it is without gzip, and its name there.
fn unpacked(path: &Path) -> (PathBuf, Vec<u8>) {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_none_or(|extension| extension != "gz") {
        return (path.to_owned(), bytes);
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(&*bytes).read_to_end(&mut unpacked).unwrap();
    (path.with_extension(""), unpacked)
}

fn format_of(path: &Path, bytes: &[u8]) -> Option<&'static Format> {
    let head = bytes.get(..morgue::read::SAMPLE).unwrap_or(bytes);
    let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    recognise(&Sample::new(head, &extension)).map(|(format, _)| format)
}

/// Megabytes a second of some work on copies of all texts, which are made
/// while the clock stands.
fn rate(bytes: usize, texts: &[Vec<u8>], mut work: impl FnMut(Vec<u8>)) -> f64 {
    let mut time = Duration::ZERO;
    let mut rounds = 0;
    while rounds == 0 || time < TIME {
        rounds += 1;
        for text in texts {
            let text = text.clone();
            let start = Instant::now();
            work(text);
            time += start.elapsed();
        }
    }
    bytes as f64 / 1e6 * f64::from(rounds) / time.as_secs_f64()
}

#[derive(Default)]
struct Counted {
    drafts: usize,
    skips: usize,
}

impl Sink for Counted {
    fn draft(&mut self, draft: Draft) -> ControlFlow<()> {
        self.drafts += 1;
        std::hint::black_box(draft);
        ControlFlow::Continue(())
    }

    fn skip(&mut self, _: Option<String>, _: Skip) -> ControlFlow<()> {
        self.skips += 1;
        ControlFlow::Continue(())
    }
}

fn read(format: &Format, text: Vec<u8>, sink: &mut Counted) {
    let content = Content::Whole(text);
    let locator = Locator::file("a");
    let input = Input { locator, content, encoding: None, fields: None, month_first: None };
    (format.read)(input, sink);
}

/// The least that any reader of the format has to do.
fn bare(name: &str, text: &[u8]) {
    match name {
        "jsonl" | "json" | "ninjs" | "jsonfeed" => {
            let values = serde_json::Deserializer::from_slice(text);
            let count = values.into_iter::<serde_json::Value>().map_while(Result::ok).count();
            std::hint::black_box(count);
        }
        "csv" => {
            let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(text);
            let mut row = csv::ByteRecord::new();
            while rows.read_byte_record(&mut row).is_ok_and(|more| more) {
                std::hint::black_box(&row);
            }
        }
        "nitf" | "newsml" | "newsml-g2" | "newsitem" | "feed" | "factiva-xml" | "alto" => {
            events(&String::from_utf8_lossy(text));
        }
        "html" => {
            let page = String::from_utf8_lossy(text);
            let extractor = Readability::new(&*page, None, None);
            std::hint::black_box(extractor.and_then(|mut extractor| extractor.parse()).is_ok());
        }
        _ => {
            std::hint::black_box(memchr::memchr2_iter(b'<', b'\n', text).count());
        }
    }
}

/// The events of XML up to its end or to the first fault.
fn events(text: &str) {
    let mut reader = Reader::from_str(text);
    let mut count = 0_usize;
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            break;
        }
        count += 1;
    }
    std::hint::black_box(count);
}

/// Makes a page a tree.
fn tree(page: &[u8]) {
    std::hint::black_box(Document::from(&*String::from_utf8_lossy(page)));
}
