//! Where output goes: to standard output, and on a terminal through a pager.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;

use super::messages;
use super::session::Session;

/// How `less` behaves unless the user says otherwise: it ends by itself if all
/// fits the screen, shows colours, and leaves the text on the screen.
const LESS: &str = "FRX";

/// Room for output that is written at once.
const BUFFER: usize = 1 << 16;

/// A place for output; what was written is flushed by whoever wrote it.
pub(super) enum Screen {
    Straight(BufWriter<StdoutLock<'static>>),
    Paged(Pager),
    /// Nowhere: only the exit code is wanted.
    Nowhere,
}

/// A program that shows output. It is waited for when this goes.
pub(super) struct Pager {
    child: Child,
    /// `None` when the pager has been told that there is no more.
    input: Option<BufWriter<ChildStdin>>,
}

impl Screen {
    /// Standard output itself.
    pub(super) fn straight() -> Self {
        Self::Straight(BufWriter::with_capacity(BUFFER, io::stdout().lock()))
    }

    /// Standard output, unless nothing but the exit code is wanted.
    pub(super) fn straight_unless_quiet(session: &Session) -> Self {
        if session.is_quiet() { Self::Nowhere } else { Self::straight() }
    }

    /// Standard output, through a pager if it is a terminal.
    pub(super) fn paged(session: &Session) -> Self {
        let is_able = std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb");
        let pager = if is_able && io::stdout().is_terminal() { session.pager() } else { None };
        pager.and_then(|words| Pager::start(&words)).map_or_else(Self::straight, Self::Paged)
    }
}

impl Pager {
    /// Starts a pager; `None` if that cannot be done.
    fn start(words: &[String]) -> Option<Self> {
        let (program, options) = words.split_first()?;
        let mut command = Command::new(program);
        command.args(options).stdin(Stdio::piped());
        if std::env::var_os("LESS").is_none() {
            command.env("LESS", LESS);
        }
        match command.spawn() {
            Ok(mut child) => {
                stay_for_the_pager();
                let input = child.stdin.take().map(|input| BufWriter::with_capacity(BUFFER, input));
                Some(Self { child, input })
            }
            Err(cause) => {
                messages::detail(&format!("the pager `{program}` cannot be started: {cause}"));
                None
            }
        }
    }
}

/// Ctrl-C is for the pager, which takes it to stop a search or to scroll; the
/// program ends when the pager does.
fn stay_for_the_pager() {
    let asked = Arc::default();
    signal_hook::flag::register(signal_hook::consts::SIGINT, asked).map(drop).unwrap_or_default();
}

impl Drop for Pager {
    fn drop(&mut self) {
        self.input = None;
        // How the pager ended makes no difference to what was found.
        self.child.wait().map(drop).unwrap_or_default();
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Straight(out) => out.write(bytes),
            Self::Paged(Pager { input: Some(out), .. }) => out.write(bytes),
            Self::Nowhere => Ok(bytes.len()),
            Self::Paged(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Straight(out) => out.flush(),
            Self::Paged(Pager { input: Some(out), .. }) => out.flush(),
            Self::Paged(_) | Self::Nowhere => Ok(()),
        }
    }
}
