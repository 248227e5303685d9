//! Files of every format with damage in them: readers give what they can, and
//! say what they cannot, but never fail.

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

use morgue::article::Locator;
use morgue::error::Skip;
use morgue::read::{Content, Draft, Input, Sample, Sink, recognise};
use morgue::split::{Context, split};

use super::archive::package;

/// Splits every draft, and counts.
#[derive(Default)]
struct Checker {
    articles: usize,
    skips: usize,
    stops_after: Option<usize>,
}

impl Sink for Checker {
    fn draft(&mut self, draft: Draft) -> ControlFlow<()> {
        let is_stated = draft.plain.is_none();
        let article = split(draft, &Context::default());
        assert!(!article.reader.is_empty() && !article.encoding.is_empty());
        let has_text = !article.paragraphs.is_empty() || !article.title().is_empty();
        assert!(!is_stated || has_text, "{}", article.locator.id());
        for paragraph in &article.paragraphs {
            assert!(!paragraph.text.text.trim().is_empty(), "{}", article.locator.id());
        }
        self.articles += 1;
        self.next()
    }

    fn skip(&mut self, _: Option<String>, skip: Skip) -> ControlFlow<()> {
        assert!(!skip.message.is_empty());
        self.skips += 1;
        self.next()
    }
}

impl Checker {
    fn next(&self) -> ControlFlow<()> {
        match self.stops_after {
            Some(most) if self.articles + self.skips >= most => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }
}

fn read(bytes: Vec<u8>, extension: &str, stops_after: Option<usize>) -> (usize, usize) {
    let mut checker = Checker { stops_after, ..Checker::default() };
    let input = Input {
        locator: Locator::file("a/b"),
        content: Content::Whole(bytes),
        encoding: None,
        fields: None,
        month_first: None,
    };
    let found = recognise(&Sample::new(input.content.head(), extension)).map(|found| found.0);
    if let Some(format) = found {
        (format.read)(input, &mut checker);
    }
    (checker.articles, checker.skips)
}

/// The case files of all formats.
fn cases() -> Vec<PathBuf> {
    let formats = fs::read_dir(package().join("tests/formats")).unwrap();
    let folders = formats.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }
}

fn damaged(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const SIGNS: &[u8] = b"<>&;\"'/!?-[]{}:,=\\\0\x01\x02\x03\x16\xff\n ";
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        match numbers.below(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..(at + numbers.below(40)).min(bytes.len()))),
            2 => bytes.insert(at, SIGNS[numbers.below(SIGNS.len())]),
            3 => {
                let copied = bytes[at..(at + numbers.below(60)).min(bytes.len())].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, copied);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = SIGNS[numbers.below(SIGNS.len())];
                }
            }
        }
    }
    bytes
}

#[test]
fn damaged_files_of_every_format_never_fail() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut totals = (0, 0);
    for path in cases() {
        let bytes = fs::read(&path).unwrap();
        let extension = path.extension().unwrap_or_default().to_str().unwrap().to_owned();
        for _ in 0..40 {
            let found = read(damaged(&bytes, &mut numbers), &extension, None);
            totals = (totals.0 + found.0, totals.1 + found.1);
        }
    }
    assert!(totals.0 > 100 && totals.1 > 100, "{totals:?}");
}

#[test]
fn readers_stop_when_they_are_told_to() {
    for path in cases() {
        let bytes = fs::read(&path).unwrap();
        let extension = path.extension().unwrap_or_default().to_str().unwrap().to_owned();
        let all = read(bytes.clone(), &extension, None);
        if all.0 + all.1 > 1 {
            let first = read(bytes, &extension, Some(1));
            assert_eq!(first.0 + first.1, 1, "{}", path.display());
        }
    }
}

#[test]
fn markup_that_is_made_to_hurt_is_read_to_its_end() {
    let rss = |inner: String| format!("<rss><channel><item><description>{inner}");
    for text in [
        "<nitf>".repeat(200_000),
        format!("<nitf>{}", "<p a='".repeat(100_000)),
        format!("<nitf>{}", "<![CDATA[".repeat(100_000)),
        format!("<nitf>{}", "<!--".repeat(100_000)),
        format!("<nitf>{}</p>", "<p>x".repeat(100_000)),
        format!("<nitf {}>", "a='1' ".repeat(100_000)),
        format!("<NewsML>{}", "<NewsItem><NewsComponent>".repeat(50_000)),
        format!("<newsMessage>{}", "<newsItem>".repeat(50_000)),
        rss("&lt;table&gt;&lt;tr&gt;".repeat(50_000)),
        rss("&amp;".repeat(300_000)),
        format!("<!DOCTYPE a [<!ENTITY a '{}'>]><nitf>&a;&a;", "&b;".repeat(100_000)),
        format!("{{\"uri\":\"a\",\"bodies\":{}", "[".repeat(500_000)),
        format!("\u{16}\u{16}\u{1}a1\n{}", "\u{2}^".repeat(100_000)),
    ] {
        let found = read(text.into_bytes(), "xml", None);
        assert!(found.0 + found.1 > 0);
    }
}
