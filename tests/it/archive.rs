//! The harness: an archive in a directory of its own, and the program run
//! inside it with a pinned environment.
//!
//! [`Run::snapshot`] is the whole outcome of a command as one text. What the
//! outcome should be is left to the tests.

use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use tempfile::TempDir;

/// When every file was last changed, in seconds since 1970: long before any
/// commit, so that an ingest has no reason to read it twice.
const WRITTEN: u64 = 1_577_836_800;

/// The root of the package.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A temporary folder with the files of an archive; removed when dropped.
pub(crate) struct Archive {
    root: PathBuf,
    program: PathBuf,
    /// The user that the program runs as, if not the one who runs the tests.
    user: Option<u32>,
    _folder: TempDir,
}

/// The user without any rights.
const NOBODY: u32 = 65_534;

impl Archive {
    /// An empty one.
    pub(crate) fn new() -> Self {
        let folder = TempDir::with_prefix("morgue-test-").unwrap();
        let root = folder.path().canonicalize().unwrap();
        let program = PathBuf::from(env!("CARGO_BIN_EXE_morgue"));
        Self { root, program, user: None, _folder: folder }
    }

    /// An empty one in which permissions mean something: to the superuser
    /// they do not, so the program runs as another user then.
    #[cfg(unix)]
    pub(crate) fn with_permissions() -> Self {
        use std::os::unix::fs::{MetadataExt, chown};

        let mut archive = Self::new();
        if fs::metadata(&archive.root).unwrap().uid() != 0 {
            return archive;
        }
        chown(&archive.root, Some(NOBODY), Some(NOBODY)).unwrap();
        archive.user = Some(NOBODY);
        if archive.command("--version").output().is_err() {
            let own = archive.root.join(".program");
            fs::copy(&archive.program, &own).unwrap();
            archive.program = own;
        }
        archive
    }

    /// One with these files: path and text.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let archive = Self::new();
        for (path, text) in files {
            archive.write(path, text);
        }
        archive
    }

    /// One with a copy of `corpus/` in it.
    pub(crate) fn with_corpus() -> Self {
        let archive = Self::new();
        archive.copy_folder(&package().join("corpus"), Path::new("corpus"));
        archive
    }

    /// The folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Writes a file, making its folders.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        backdate(&path);
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.root.join(path)).unwrap()
    }

    /// The paths of all files below a folder, relative to it, in order.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let folder = self.root.join(folder);
        let mut open = vec![folder.clone()];
        let mut files = Vec::new();
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    files.push(path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        files.sort_unstable();
        files
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.root.join(path)).unwrap();
    }

    fn copy_folder(&self, from: &Path, to: &Path) {
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let to = to.join(name);
            if entry.file_type().unwrap().is_dir() {
                self.copy_folder(&entry.path(), &to);
            } else {
                self.write(to.to_str().unwrap(), fs::read(entry.path()).unwrap());
            }
        }
    }

    /// Runs `morgue` with arguments as a shell would divide them.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        let output = self.command(arguments).stdin(Stdio::null()).output().unwrap();
        self.ended(arguments, &output)
    }

    /// Runs `morgue` with a text on its standard input.
    pub(crate) fn run_fed(&self, arguments: &str, input: &[u8]) -> Run {
        let file = self.root.join(".input");
        fs::write(&file, input).unwrap();
        let input = File::open(file).unwrap();
        let output = self.command(arguments).stdin(input).output().unwrap();
        self.ended(arguments, &output)
    }

    /// `morgue` with these arguments, ready to be started.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(words(arguments))
            .current_dir(&self.root)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.root)
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .env("COLUMNS", "100");
        #[cfg(unix)]
        if let Some(user) = self.user {
            std::os::unix::process::CommandExt::uid(&mut command, user);
        }
        command
    }

    /// Starts `morgue` and does not wait for it.
    pub(crate) fn start(&self, arguments: &str) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// What a command did that was started with [`Self::start`].
    pub(crate) fn ended(&self, arguments: &str, output: &Output) -> Run {
        Run {
            arguments: arguments.to_owned(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
            code: output.status.code(),
            root: self.root.clone(),
        }
    }

    /// Runs `morgue`, which must end well, and says nothing of it.
    pub(crate) fn done(&self, arguments: &str) {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.snapshot());
    }

    /// The outcome of several commands, one after the other.
    pub(crate) fn session(&self, commands: &[&str]) -> String {
        let shown = commands.iter().map(|command| self.run(command).snapshot());
        shown.collect::<Vec<_>>().join("\n")
    }
}

fn backdate(path: &Path) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(WRITTEN)).unwrap();
}

/// What a command did.
pub(crate) struct Run {
    arguments: String,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it said.
    pub(crate) stderr: String,
    /// Its exit code; `None` if a signal ended it.
    pub(crate) code: Option<i32>,
    root: PathBuf,
}

impl Run {
    /// The command, its output, what it said after `! `, and its exit code.
    pub(crate) fn snapshot(&self) -> String {
        let mut shown = format!("$ morgue {}\n", self.arguments);
        for line in self.stdout.lines() {
            shown.push_str(line.trim_end());
            shown.push('\n');
        }
        for line in self.stderr.lines() {
            shown.push_str(format!("! {line}").trim_end());
            shown.push('\n');
        }
        match self.code {
            Some(code) => writeln!(shown, "[exit {code}]").unwrap(),
            None => shown.push_str("[ended by a signal]\n"),
        }
        shown.replace(self.root.to_str().unwrap(), "DIR")
    }

    /// The records printed, one a line.
    pub(crate) fn records(&self) -> Vec<Value> {
        let parse =
            |line| serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"));
        self.stdout.lines().map(parse).collect()
    }

    /// The records printed that are of this `type`.
    pub(crate) fn records_of(&self, kind: &str) -> Vec<Value> {
        self.records().into_iter().filter(|record| record["type"] == kind).collect()
    }
}

/// The arguments of a command line: blanks divide them, quotes keep them together.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some('"'), '\\') => word.get_or_insert_default().extend(characters.next()),
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

#[test]
fn quotes_keep_words_together() {
    let line = r#"search 'a "b c" d' "e \"f\"" g=''"#;
    assert_eq!(words(line), ["search", r#"a "b c" d"#, r#"e "f""#, "g="]);
}
