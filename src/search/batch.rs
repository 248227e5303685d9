//! Many queries in one run: lines are read as a stream, worked on by several
//! threads, and what they write comes out in the order of the lines.
//!
//! A bounded number of lines is on its way at any time. A thread whose output
//! is not due yet keeps a bounded part of it and waits; the line that is due
//! was taken before all later ones, so that it is never waited for in vain.

use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::line::{MAX_LINE, RawLine};
use crate::error::{Error, ErrorKind};

/// Lines on their way, for each thread.
const LINES_AHEAD: usize = 32;
/// Bytes that a thread writes before it hands them on.
const PIECE: usize = 64 * 1024;

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Something was found.
    Found,
    /// Nothing was found.
    Nothing,
    /// The line or its query is broken, or the search failed.
    Failed,
}

/// How many lines ended in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// With something found.
    pub found: u64,
    /// With nothing found.
    pub nothing: u64,
    /// In an error.
    pub failed: u64,
}

/// Why a batch came to an end before its last line.
#[derive(Debug)]
pub enum Stopped {
    /// The lines cannot be read.
    Input(io::Error),
    /// The results cannot be written.
    Output(io::Error),
    /// A thread could not be started, or failed.
    Run(Error),
}

/// A part of what was written for a line.
enum Piece {
    More(Vec<u8>),
    /// The rest, how the line ended, and what there is to say about it.
    Last(Vec<u8>, Ended, Option<String>),
}

/// What comes out next.
enum Turn {
    Line(Receiver<Piece>),
    Broken(io::Error),
}

/// The lines for one thread to work on.
pub struct Jobs(Arc<Mutex<Receiver<Job>>>);

/// A line to work on; what is written to it comes out in its turn.
pub struct Job {
    /// The line.
    pub line: RawLine,
    written: Vec<u8>,
    pieces: SyncSender<Piece>,
}

impl Iterator for Jobs {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
    }
}

impl Job {
    /// Ends the work; `message` is said when the line's turn comes.
    pub fn finish(self, ended: Ended, message: Option<String>) {
        // Nobody waits for it once the batch was stopped.
        self.pieces.send(Piece::Last(self.written, ended, message)).unwrap_or_default();
    }
}

impl Write for Job {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written.extend_from_slice(bytes);
        if self.written.len() >= PIECE {
            let piece = Piece::More(std::mem::take(&mut self.written));
            self.pieces.send(piece).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Has `threads` threads do `work` on the lines of `input` and writes the
/// results to `out`; blank lines are counted and passed over. `done` is told
/// of every line in its turn, with what there is to say about it.
///
/// # Errors
/// If the lines cannot be read or the results not be written. Threads are
/// left to themselves then: one may be waiting for input that never comes.
pub fn run(
    input: Box<dyn BufRead + Send>,
    threads: usize,
    work: Arc<dyn Fn(Jobs) + Send + Sync>,
    out: &mut dyn Write,
    done: &mut dyn FnMut(Ended, Option<&str>),
) -> Result<Tally, Stopped> {
    let ahead = threads.max(1) * LINES_AHEAD;
    let (turn_sender, turns) = sync_channel(ahead);
    let (job_sender, jobs) = sync_channel(ahead);
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..threads.max(1) {
        let (work, jobs) = (Arc::clone(&work), Jobs(Arc::clone(&jobs)));
        start("search", move || work(jobs))?;
    }
    drop((work, jobs));
    start("lines", move || hand_out(input, &turn_sender, &job_sender))?;
    let tally = write_in_turn(&turns, out, done)?;
    out.flush().map_err(Stopped::Output)?;
    Ok(tally)
}

fn start(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), Stopped> {
    let started = thread::Builder::new().name(name.to_owned()).spawn(body);
    started.map(drop).map_err(|cause| {
        let error = Error::new(ErrorKind::Io, "cannot start a thread").because(cause);
        Stopped::Run(error.hint("use fewer with `--threads N`"))
    })
}

/// Reads lines and hands them out until there is none or nobody wants more.
fn hand_out(mut input: Box<dyn BufRead + Send>, turns: &SyncSender<Turn>, jobs: &SyncSender<Job>) {
    for number in 1.. {
        let line = match read_line(input.as_mut(), number) {
            Ok(Some(line)) => line,
            Ok(None) => return,
            Err(error) => {
                return turns.send(Turn::Broken(error)).unwrap_or_default();
            }
        };
        if line.bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let (pieces, due) = sync_channel(1);
        let job = Job { line, written: Vec::new(), pieces };
        if turns.send(Turn::Line(due)).is_err() || jobs.send(job).is_err() {
            return;
        }
    }
}

/// The next line, without its end and the byte order mark of the first.
fn read_line(input: &mut dyn BufRead, number: usize) -> io::Result<Option<RawLine>> {
    let mut bytes = Vec::new();
    let most = MAX_LINE as u64 + 2;
    if input.take(most).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    let ended = bytes.last() == Some(&b'\n');
    let end = b"\r\n".iter().rev().fold(bytes.len(), |end, mark| {
        end - usize::from(bytes.get(..end).is_some_and(|line| line.last() == Some(mark)))
    });
    bytes.truncate(end);
    if number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let cut = bytes.len() > MAX_LINE;
    if cut && !ended {
        skip_line(input)?;
    }
    Ok(Some(RawLine { number, bytes, cut }))
}

fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = memchr::memchr(b'\n', buffer);
        let read = end.map_or(buffer.len(), |end| end + 1);
        input.consume(read);
        if end.is_some() || read == 0 {
            return Ok(());
        }
    }
}

fn write_in_turn(
    turns: &Receiver<Turn>,
    out: &mut dyn Write,
    done: &mut dyn FnMut(Ended, Option<&str>),
) -> Result<Tally, Stopped> {
    let mut tally = Tally::default();
    while let Some(turn) = next(turns, out)? {
        let pieces = match turn {
            Turn::Line(pieces) => pieces,
            Turn::Broken(error) => return Err(Stopped::Input(error)),
        };
        loop {
            match next(&pieces, out)? {
                Some(Piece::More(bytes)) => out.write_all(&bytes).map_err(Stopped::Output)?,
                Some(Piece::Last(bytes, ended, message)) => {
                    out.write_all(&bytes).map_err(Stopped::Output)?;
                    tally.add(ended);
                    done(ended, message.as_deref());
                    break;
                }
                None => {
                    let error = Error::new(ErrorKind::Internal, "a thread of the search failed");
                    return Err(Stopped::Run(error));
                }
            }
        }
    }
    Ok(tally)
}

/// The next of a channel; before waiting for it, what was written goes out.
fn next<T>(channel: &Receiver<T>, out: &mut dyn Write) -> Result<Option<T>, Stopped> {
    match channel.try_recv() {
        Ok(next) => Ok(Some(next)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            out.flush().map_err(Stopped::Output)?;
            Ok(channel.recv().ok())
        }
    }
}

impl Tally {
    fn add(&mut self, ended: Ended) {
        *match ended {
            Ended::Found => &mut self.found,
            Ended::Nothing => &mut self.nothing,
            Ended::Failed => &mut self.failed,
        } += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    /// Runs a batch in which every line is written as many times as its
    /// number's last digit says.
    fn echo(input: &[u8], threads: usize) -> (Vec<u8>, Tally, Vec<Option<String>>) {
        let work = |jobs: Jobs| {
            for mut job in jobs {
                let RawLine { number, bytes, cut } = job.line.clone();
                let shown = if cut { b"cut".to_vec() } else { bytes };
                for _ in 0..number % 10 {
                    job.write_all(&shown).unwrap();
                }
                let ended = if number % 10 == 0 { Ended::Nothing } else { Ended::Found };
                job.finish(ended, (number % 7 == 0).then(|| number.to_string()));
            }
        };
        let (mut out, mut said) = (Vec::new(), Vec::new());
        let input = Box::new(Cursor::new(input.to_vec()));
        let mut done = |_, message: Option<&str>| said.push(message.map(str::to_owned));
        let tally = run(input, threads, Arc::new(work), &mut out, &mut done).unwrap();
        (out, tally, said)
    }

    #[test]
    fn results_come_in_the_order_of_the_lines() {
        let lines: Vec<String> = (1..=2000).map(|number| format!("<{number}>")).collect();
        let expected: String =
            (1..=2000).map(|number| lines[number - 1].repeat(number % 10)).collect();
        for threads in [1, 2, 5] {
            let (out, tally, said) = echo(lines.join("\n").as_bytes(), threads);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
            assert_eq!(tally, Tally { found: 1800, nothing: 200, failed: 0 });
            assert_eq!(said.iter().flatten().count(), 2000 / 7);
            assert_eq!(said[6].as_deref(), Some("7"));
        }
    }

    #[test]
    fn long_results_wait_for_their_turn() {
        let line = "x".repeat(200_000);
        let lines = vec![line.as_str(); 40].join("\n");
        let (out, tally, _) = echo(lines.as_bytes(), 3);
        assert_eq!(out.len(), 200_000 * 4 * 45);
        assert_eq!(tally.found, 36);
    }

    #[test]
    fn line_ends_blank_lines_and_marks() {
        let (out, tally, _) = echo(b"\xef\xbb\xbfa\r\n\n  \t\r\nb\nc", 2);
        assert_eq!(String::from_utf8(out).unwrap(), format!("a{}{}", "b".repeat(4), "c".repeat(5)));
        assert_eq!(tally.found, 3);
    }

    #[test]
    fn endless_lines_are_cut_and_the_next_is_read() {
        let mut input = vec![b'x'; MAX_LINE];
        input.extend(b"\r\n");
        input.extend(vec![b'y'; 5 * MAX_LINE]);
        input.extend(b"\nz");
        let (out, tally, _) = echo(&input, 2);
        assert_eq!(out.len(), MAX_LINE + 2 * "cut".len() + 3);
        assert_eq!(tally.found, 3);
    }

    #[test]
    fn a_closed_output_stops_the_batch() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let work = |jobs: Jobs| {
            for mut job in jobs {
                let line = job.line.bytes.clone();
                job.write_all(&line).unwrap_or_default();
                job.finish(Ended::Found, None);
            }
        };
        let endless = Box::new(Cursor::new(b"query\n".repeat(100_000)));
        let stopped = run(endless, 2, Arc::new(work), &mut Closed, &mut |_, _| {});
        assert!(matches!(stopped, Err(Stopped::Output(_))));
    }
}
