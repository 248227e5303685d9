//! How much memory an ingest takes at most, for archives of several sizes.
//!
//! `cargo bench --bench memory -- MEGABYTES…`, as in `200 2000`; archives are
//! invented, and written into the folder for temporary files. Fails if a
//! larger one takes over a tenth more than the first, or any over 512 MiB.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement, run by hand"
)]

mod newspapers;

use std::path::Path;
use std::process::{Command, ExitCode};

use mimalloc::MiMalloc;
use morgue::ingest::{Progress, Request, run};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// KiB that no ingest may take more of.
const MOST: u64 = 512 << 10;

struct Silent;

impl Progress for Silent {
    fn start(&self, _files: u64) {}
    fn file(&self, _path: &str) {}
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [command, archive] = arguments.as_slice()
        && command == "ingest"
    {
        ingest(Path::new(archive));
        return ExitCode::SUCCESS;
    }
    let sizes: Vec<u64> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        eprintln!("usage: cargo bench --bench memory -- MEGABYTES…");
        return ExitCode::SUCCESS;
    }
    println!("megabytes\tpeak_kib");
    let mut peaks = Vec::new();
    for size in sizes {
        let archive = tempfile::TempDir::with_prefix("morgue-memory-").unwrap();
        newspapers::write(archive.path(), size * 1_000_000).unwrap();
        // In a process of its own, for what was taken is not given back.
        let program = std::env::current_exe().unwrap();
        let output = Command::new(program).arg("ingest").arg(archive.path()).output().unwrap();
        let peak = String::from_utf8(output.stdout).unwrap().trim().parse::<u64>().unwrap();
        println!("{size}\t{peak}");
        peaks.push(peak);
    }
    let is_bounded = peaks.iter().all(|peak| *peak <= MOST && *peak * 10 <= peaks[0] * 11);
    if is_bounded {
        return ExitCode::SUCCESS;
    }
    eprintln!("memory is not bounded: over a tenth more than for the first, or over {MOST} KiB");
    ExitCode::FAILURE
}

/// Ingests an archive and prints the most memory that was taken, in KiB.
fn ingest(archive: &Path) {
    let request = Request { archives: vec![archive.to_owned()], ..Request::default() };
    run(&request, &Silent).unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    println!("{}", line.trim().trim_end_matches(" kB"));
}
