//! Inputs changed at random: nothing panics, and with a time nothing takes
//! long or much memory.
//!
//! `cargo test --test fuzz` tries the same few inputs every time.
//! `cargo test --release --test fuzz -- TARGET SECONDS [SEED]` goes on for so
//! long, over all targets in turn if TARGET is `all`, over all readers if it is
//! `formats`. A failure names the seed
//! of its input: `cargo test --test fuzz -- TARGET 0 SEED` tries it again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod mutation;
mod targets;

use std::io::Write;
use std::panic::catch_unwind;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use self::mutation::Random;
use self::targets::{Target, targets};

/// Inputs of each target that are tried without a time, and of each format.
const FEW: u64 = 60;
const FEW_OF_FORMAT: u64 = 8;

/// How long one input may take; one that takes longer is tried again so many
/// times, for the machine may have been busy with something else.
const LONGEST: Duration = Duration::from_secs(1);
const AGAIN: usize = 4;

/// What the process may take, in KiB.
const MEMORY: u64 = 256 << 10;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|word| !word.starts_with("--")).collect();
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok());
    let wanted = words.first().copied().unwrap_or("all");
    let is_wanted = |target: &Target| {
        wanted == "all" || target.name == wanted || (wanted == "formats" && target.is_format())
    };
    let all = targets();
    let wanted: Vec<&Target> = all.iter().filter(|target| is_wanted(target)).collect();
    if wanted.is_empty() {
        say("there is no such target");
        return ExitCode::FAILURE;
    }
    let ok = wanted.into_iter().all(|target| match (number(1), number(2)) {
        (Some(0), Some(seed)) => try_once(target, seed).is_some(),
        (Some(seconds), seed) => campaign(target, Duration::from_secs(seconds), seed.unwrap_or(1)),
        _ => {
            let few = if target.is_format() { FEW_OF_FORMAT } else { FEW };
            (0..few).all(|seed| try_once(target, seed).is_some())
        }
    });
    if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Tries inputs for a time.
fn campaign(target: &Target, time: Duration, first: u64) -> bool {
    let begin = Instant::now();
    let mut seed = first;
    let mut longest = Duration::ZERO;
    while begin.elapsed() < time {
        let Some(took) = try_out(target, seed) else { return false };
        if took > LONGEST {
            say(&format!("{} takes {took:?} with seed {seed}", target.name));
            return false;
        }
        longest = longest.max(took);
        seed += 1;
    }
    let memory = peak_memory();
    say(&format!(
        "{}: {} inputs, longest {longest:?}, {} MiB",
        target.name,
        seed - first,
        memory >> 10
    ));
    if memory > MEMORY {
        say("that is too much memory");
    }
    memory <= MEMORY
}

/// Tries an input, again if it took too long; returns the least time, `None` if it failed.
fn try_out(target: &Target, seed: u64) -> Option<Duration> {
    let mut least = try_once(target, seed)?;
    for _ in 0..AGAIN {
        if least <= LONGEST {
            break;
        }
        least = least.min(try_once(target, seed)?);
    }
    Some(least)
}

/// Tries an input; returns how long it took, `None` if it failed.
fn try_once(target: &Target, seed: u64) -> Option<Duration> {
    let begin = Instant::now();
    let run = catch_unwind(|| target.run(&mut Random::of(seed)));
    if run.is_err() {
        say(&format!("{} fails with seed {seed}", target.name));
    }
    run.ok().map(|()| begin.elapsed())
}

/// The most memory that the process had, in KiB; 0 where that is not told.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
