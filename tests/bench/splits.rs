//! How fast plain text is split: megabytes a second on one core.
//!
//! `cargo bench --bench splits -- PATH...`; a path is a file, or a folder of
//! files. They are read before the clock starts. Without a path, made-up
//! texts of awkward shapes are split, each at two sizes: the second takes as
//! many times longer as it is larger.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a measurement, run by hand"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use morgue::article::{Article, Locator};
use morgue::read::{Draft, read_plain};
use morgue::split::{Context, split};
use walkdir::WalkDir;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How long one measurement goes on at least.
const TIME: Duration = Duration::from_secs(2);

fn main() {
    let paths: Vec<PathBuf> =
        std::env::args().skip(1).filter(|a| a != "--bench").map(PathBuf::from).collect();
    println!("text\tMB\tread_MB_s\tsplit_MB_s");
    if paths.is_empty() {
        for (name, text) in shapes() {
            for times in [1, 10] {
                measure(name, &[text.repeat(times).into_bytes()]);
            }
        }
    }
    for path in paths {
        let entries = WalkDir::new(&path).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let texts: Vec<Vec<u8>> = files.map(|file| std::fs::read(file.path()).unwrap()).collect();
        measure(&path.display().to_string(), &texts);
    }
}

/// Texts of a megabyte or so that a careless splitter takes long for.
fn shapes() -> [(&'static str, String); 4] {
    let sentence = "The dam held on Monday, an official of the county said in the morning. ";
    [
        ("one line", sentence.repeat(15_000)),
        ("one word a line", "word\n".repeat(200_000)),
        ("parentheses", "(".repeat(500_000) + &")".repeat(500_000)),
        ("paragraphs", (sentence.repeat(4) + "\n\n").repeat(4_000)),
    ]
}

/// Reading is decoding; splitting is timed alone.
fn measure(name: &str, texts: &[Vec<u8>]) {
    let bytes: usize = texts.iter().map(Vec::len).sum();
    let (mut reading, mut splitting) = (Duration::ZERO, Duration::ZERO);
    let mut rounds = 0;
    while rounds == 0 || reading + splitting < TIME {
        rounds += 1;
        for text in texts {
            let content = text.clone();
            let start = Instant::now();
            let draft = read_plain(Locator::file("a.txt"), content);
            reading += start.elapsed();
            let Ok(draft) = draft else { continue };
            let (article, time) = timed(draft);
            splitting += time;
            std::hint::black_box(article);
        }
    }
    let megabytes = bytes as f64 / 1e6;
    let rate = |time: Duration| megabytes * f64::from(rounds) / time.as_secs_f64();
    println!("{name}\t{megabytes:.1}\t{:.0}\t{:.0}", rate(reading), rate(splitting));
}

fn timed(draft: Draft) -> (Article, Duration) {
    let context = Context::default();
    let start = Instant::now();
    let article = split(draft, &context);
    (article, start.elapsed())
}
