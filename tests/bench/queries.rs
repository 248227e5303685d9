//! How long queries take on an index that is open: medians in microseconds.
//!
//! `cargo bench --bench queries -- INDEX QUERIES.tsv`; a line of the file is
//! `label<TAB>query`, or `label<TAB>mode<TAB>words` with a mode `term`, `and`,
//! `or`, `phrase`, `prefix`, `fuzzy1` or `fuzzy2`. Columns of times: the query
//! prepared, with all notes; the ten best of the first stage with the exact
//! total; of both stages; those with all notes; those, without notes, with all
//! articles fetched; with marked passages; marked passages for one hit.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a measurement, run by hand"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use morgue::engine::{Engine, LocalEngine, Sort, Window};
use morgue::query::Syntax;
use morgue::search::{Request, Searcher};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How long one measurement may go on.
const TIME: Duration = Duration::from_millis(700);
const MOST_RUNS: usize = 200;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [index, queries] = arguments.as_slice() else {
        eprintln!("usage: cargo bench --bench queries -- INDEX QUERIES.tsv");
        return;
    };
    let engine = LocalEngine::open(&[PathBuf::from(index)]).unwrap();
    println!(
        "label\tquery\tmatches\tprepared_us\tfirst_us\ttop10_us\tnoted_us\tfetched_us\tmarked_us\tmarked_us_per_hit"
    );
    for line in std::fs::read_to_string(queries).unwrap().lines() {
        if let Some((label, query)) = line.split_once('\t').filter(|_| !line.starts_with('#')) {
            measure(&engine, label, &written(query));
        }
    }
}

/// The query of the rest of a line.
fn written(rest: &str) -> String {
    let Some((mode, words)) = rest.split_once('\t') else { return rest.to_owned() };
    match mode {
        "or" => words.split(' ').collect::<Vec<_>>().join(" OR "),
        "phrase" => format!("\"{words}\""),
        "prefix" => format!("{words}*"),
        "fuzzy1" => format!("{words}~1"),
        "fuzzy2" => format!("{words}~2"),
        _ => words.to_owned(),
    }
}

fn measure(engine: &LocalEngine, label: &str, query: &str) {
    let request = request(query);
    let mut searcher = Searcher::new(engine);
    let answer = searcher.search(&request).unwrap();
    let hits = answer.hits.len();
    let prepared = median(|| drop(searcher.prepare(&request).unwrap()));
    let window = Window { sort: Sort::FirstStage, ..request.window };
    let first = Request { window, ..request.clone() };
    let first = median(|| drop(searcher.ranked(&first).unwrap()));
    let ranked = median(|| drop(searcher.ranked(&request).unwrap()));
    let noted = median(|| drop(searcher.search(&request).unwrap()));
    let fetched = median(|| {
        let answer = searcher.ranked(&request).unwrap();
        for hit in &answer.hits {
            engine.fetch(hit.handle).unwrap();
        }
    });
    let marked = median(|| {
        let answer = searcher.ranked(&request).unwrap();
        for number in 0..answer.hits.len() {
            searcher.hit(&request, &answer, number).unwrap();
        }
    });
    let per_hit = (marked - ranked) / hits.max(1) as f64;
    println!(
        "{label}\t{query}\t{}\t{prepared:.1}\t{first:.1}\t{ranked:.1}\t{noted:.1}\t{fetched:.1}\t{marked:.1}\t{per_hit:.1}",
        answer.total
    );
}

fn request(query: &str) -> Request {
    Request::new(query, Syntax::new(jiff::civil::date(2026, 1, 1)))
}

/// The median in microseconds of runs within a fixed time.
fn median(mut run: impl FnMut()) -> f64 {
    let begin = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || (begin.elapsed() < TIME && times.len() < MOST_RUNS) {
        let start = Instant::now();
        run();
        times.push(start.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
