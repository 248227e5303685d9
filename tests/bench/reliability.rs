//! What it costs that an index is checked: `cargo bench --bench reliability -- ARCHIVE`.
//!
//! The archive is ingested with and without checksums, in turn, and the least
//! time of each counts, for whatever else the machine does only adds to it;
//! queries are put to an open index with and without comparison, in turn, and
//! the lengths of all files are looked at as on every opening: medians.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement, run by hand"
)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use mimalloc::MiMalloc;
use morgue::engine::LocalEngine;
use morgue::index::IndexFolder;
use morgue::ingest::{Progress, run};
use morgue::query::Syntax;
use morgue::search::{Request, Searcher};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const INGESTS: usize = 9;
const ROUNDS: usize = 101;

const QUERIES: [&str; 6] = [
    "government",
    "oil prices",
    "\"prime minister\"",
    "presid*",
    "bank OR court",
    "council NOT police",
];

struct Silent;

impl Progress for Silent {
    fn start(&self, _files: u64) {}
    fn file(&self, _path: &str) {}
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [archive] = arguments.as_slice() else {
        eprintln!("usage: cargo bench --bench reliability -- ARCHIVE");
        return;
    };
    let home = tempfile::TempDir::with_prefix("morgue-reliability-").unwrap();
    println!("what\twith_ms\twithout_ms\tmore");
    let index = ingests(Path::new(archive), home.path());
    queries(&index);
    let folder = IndexFolder::open(&index).unwrap();
    let opened = (0..ROUNDS).map(|_| milliseconds(|| folder.check_lengths().unwrap()));
    println!("lengths on opening\t{:.3}", median(opened.collect()));
}

/// Returns an index with checksums.
fn ingests(archive: &Path, home: &Path) -> PathBuf {
    let mut times = [Vec::new(), Vec::new()];
    let index = home.join("index");
    for _ in 0..INGESTS {
        for unchecked in [true, false] {
            if index.exists() {
                std::fs::remove_dir_all(&index).unwrap();
            }
            let request = morgue::ingest::Request {
                archives: vec![archive.to_owned()],
                index: Some(index.clone()),
                unchecked,
                ..morgue::ingest::Request::default()
            };
            let time = milliseconds(|| drop(run(&request, &Silent).unwrap()));
            times[usize::from(unchecked)].push(time);
        }
    }
    compare("ingest", times.map(least));
    index
}

fn queries(index: &Path) {
    let checked = LocalEngine::open(&[index.to_owned()]).unwrap();
    let trusted = LocalEngine::over(vec![IndexFolder::open(index).unwrap().trusted()]).unwrap();
    for query in QUERIES {
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            for (number, engine) in [&checked, &trusted].into_iter().enumerate() {
                times[number].push(milliseconds(|| search(engine, query)));
            }
        }
        compare(query, times.map(median));
    }
}

/// The ten best with marked passages.
fn search(engine: &LocalEngine, query: &str) {
    let request = Request::new(query, Syntax::new(jiff::civil::date(2026, 1, 1)));
    let mut searcher = Searcher::new(engine);
    let answer = searcher.search(&request).unwrap();
    for number in 0..answer.hits.len() {
        searcher.hit(&request, &answer, number).unwrap();
    }
}

fn compare(what: &str, [with, without]: [f64; 2]) {
    let more = (with / without - 1.0) * 100.0;
    println!("{what}\t{with:.3}\t{without:.3}\t{more:+.1} %");
}

fn milliseconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}

fn least(times: Vec<f64>) -> f64 {
    times.into_iter().fold(f64::INFINITY, f64::min)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
