//! Damaged files of an index are named and never answered from, and readers
//! write nothing.
//!
//! An index of two segments with removed articles; each kind of file is
//! damaged in each of six ways, and bits are flipped at random. The oracle is
//! the answer before.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File, Permissions};
use std::io::{Seek, SeekFrom};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect;
use morgue::engine::{Engine, LocalEngine, Sort, Window};
use morgue::error::{Error, ErrorKind};
use morgue::index::{Catalogue, Contents, IndexFolder, check};
use morgue::query::Syntax;
use morgue::search::{Failure, Request, Searcher};

use super::archive::Archive;

/// Bits that are flipped, unless `MORGUE_TEST_FLIPS` names another number.
const FLIPS: usize = 2000;

const QUERIES: [&str; 5] = [
    "*",
    "\"report on the bridge\"",
    "ferr* OR tunel~1",
    "headline:council date:2014",
    "seal w/p Monday",
];

const SUBJECTS: [&str; 8] =
    ["ferry", "bridge", "tunnel", "harbour", "lighthouse", "ice", "seal", "canal"];

fn article(subject: &str) -> String {
    format!(
        "Council hears of the {subject}\n\
         The council heard a report on the {subject} on Monday, and will hear another in spring.\n\
         Nobody spoke for the {subject}, which had cost more than the members were told.\n\
         (Harbour Gazette 03/14/2014 page2)\n"
    )
}

/// An index of two segments, one of them with a removed article.
fn town() -> Archive {
    let archive = Archive::new();
    for (number, subject) in SUBJECTS.iter().enumerate() {
        archive.write(&format!("news/{number}.txt"), article(subject));
    }
    archive.done("ingest news --threads 1");
    archive.write("news/2.txt", article("quay"));
    archive.write("news/empty.txt", "\n");
    archive.done("ingest news --rehash --threads 1");
    archive.write("news/3.txt", article("mole"));
    archive.done("ingest news --threads 1");
    archive
}

fn index(archive: &Archive) -> PathBuf {
    archive.root().join("news/.morgue")
}

/// The files that a reader depends on, below the index.
fn files(archive: &Archive) -> Vec<String> {
    let mut files = archive.files("news/.morgue");
    files.retain(|file| {
        file == "morgue.json" || file.starts_with("segments/") && !file.contains("/.")
    });
    assert!(files.len() > 14, "{files:?}");
    files
}

/// The kind of a file.
fn kind(file: &str) -> &str {
    file.rsplit(['/', '.']).next().filter(|kind| *kind != "json").unwrap_or(file)
}

/// Everything that can be asked of an index, as one text.
fn answers(index: &Path) -> Result<String, Error> {
    let engine = LocalEngine::open(&[index.to_owned()])?;
    let mut searcher = Searcher::new(&engine);
    let mut text = String::new();
    for query in QUERIES {
        let request = Request {
            copies: true,
            window: Window { offset: 0, limit: 100, sort: Sort::Relevance },
            ..Request::new(query, Syntax::new(jiff::civil::date(2026, 1, 1)))
        };
        let answer = searcher.search(&request).map_err(run_error)?;
        writeln!(text, "{query}: {}", answer.total).unwrap();
        for (number, ranked) in answer.hits.iter().enumerate() {
            let hit = searcher.hit(&request, &answer, number)?;
            writeln!(text, "{ranked:?} {hit:?}").unwrap();
        }
    }
    writeln!(text, "{}", engine.article_count()).unwrap();
    let folder = IndexFolder::open(index)?;
    let catalogue = Catalogue::of(&folder)?;
    writeln!(text, "{:?}", Contents::of(&folder, &catalogue)?).unwrap();
    Ok(text)
}

fn run_error(failure: Failure) -> Error {
    match failure {
        Failure::Run(error) => error,
        other => panic!("{other:?}"),
    }
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }
}

fn flip(path: &Path, at: u64, bit: u32) {
    use std::io::{Read, Write};
    let mut file = File::options().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    byte[0] ^= 1 << bit;
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&byte).unwrap();
}

#[test]
fn a_flipped_bit_is_noticed_or_does_no_harm() {
    let archive = town();
    let index = index(&archive);
    let right = answers(&index).unwrap();
    let files = files(&archive);
    let flips = std::env::var("MORGUE_TEST_FLIPS").map_or(FLIPS, |flips| flips.parse().unwrap());
    let mut random = Random(1);
    let mut refused = 0;
    for round in 0..flips {
        let file = &files[round % files.len()];
        let path = index.join(file);
        let at = random.below(fs::metadata(&path).unwrap().len());
        let bit = u32::try_from(random.below(8)).unwrap();
        let what = format!("{file}, byte {at}, bit {bit}");
        flip(&path, at, bit);
        let answered = catch_unwind(AssertUnwindSafe(|| answers(&index)));
        assert!(answered.is_ok(), "{what}: a panic");
        match answered.unwrap() {
            Ok(answer) => assert!(answer == right, "{what}: a wrong answer"),
            Err(error) => {
                refused += 1;
                assert_names(&error, &path, &what);
            }
        }
        match check(&index, false) {
            Err(error) => assert_names(&error, &path, &what),
            Ok(checkup) => {
                let damaged = checkup.damages.iter().map(|damage| damage.path.as_path());
                assert_eq!(damaged.collect::<Vec<_>>(), [path.as_path()], "{what}");
            }
        }
        flip(&path, at, bit);
    }
    assert_eq!(answers(&index).unwrap(), right);
    assert_eq!(check(&index, true).unwrap().damages, []);
    eprintln!("{flips} flips: {refused} refused, {} without effect", flips - refused);
    assert!(refused * 2 > flips, "{refused} of {flips}");
}

/// The error names the file; an unknown format only the folder.
#[track_caller]
fn assert_names(error: &Error, path: &Path, what: &str) {
    let text = error.to_string();
    match error.kind() {
        ErrorKind::IndexDamaged => assert!(text.contains(path.to_str().unwrap()), "{what}: {text}"),
        ErrorKind::IndexFormat => assert!(path.ends_with("morgue.json"), "{what}: {text}"),
        _ => panic!("{what}: {text}"),
    }
    assert!(error.way_out().is_some(), "{what}");
}

/// Ways to damage a file, by name. The last takes the place of another file
/// of its kind, or else of the commit file.
const DAMAGES: [&str; 6] = ["missing", "empty", "half", "zeroed", "flipped", "swapped"];

fn damage(way: &str, bytes: &[u8], other: &[u8]) -> Option<Vec<u8>> {
    Some(match way {
        "missing" => return None,
        "empty" => Vec::new(),
        "half" => bytes[..bytes.len() / 2].to_vec(),
        "zeroed" => vec![0; bytes.len()],
        "flipped" => bytes.iter().map(|byte| !byte).collect(),
        _ => other.to_vec(),
    })
}

#[test]
fn each_kind_of_file_damaged_in_each_way() {
    let archive = town();
    let files = files(&archive);
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in &files {
        kinds.entry(kind(file)).or_default().push(file);
    }
    let names: Vec<&str> = kinds.keys().copied().collect();
    let expected = [
        "del",
        "fast",
        "fieldnorm",
        "idx",
        "morgue.json",
        "pos",
        "segments/meta.json",
        "store",
        "term",
    ];
    assert_eq!(names, expected);
    let search = "search --index news/.morgue --format json --limit 0 'council OR \"on Monday\"'";
    let right = archive.run(search);
    assert_eq!(right.code, Some(0), "{}", right.snapshot());
    for files in kinds.values() {
        let file = format!("news/.morgue/{}", files[0]);
        let other = files.get(1).copied().unwrap_or("segments/meta.json");
        let other = if files[0] == other { "morgue.json" } else { other };
        let (bytes, other) = (archive.read(&file), archive.read(&format!("news/.morgue/{other}")));
        for way in DAMAGES {
            match damage(way, &bytes, &other) {
                Some(damaged) => archive.write(&file, damaged),
                None => archive.remove(&file),
            }
            let told = format!("morgue: index damaged: `{file}`: ");
            let searched = archive.run(search);
            let shown = format!("{way} {}", searched.snapshot());
            if searched.stdout != right.stdout || searched.code != Some(0) {
                assert_eq!(searched.code, Some(2), "{shown}");
                assert!(searched.stderr.contains(&told), "{shown}");
                assert!(
                    searched.stderr.contains(
                        "hint: build it again with `morgue rebuild --index news/.morgue`"
                    ),
                    "{shown}"
                );
            } else {
                assert!(["zeroed", "flipped", "swapped"].contains(&way), "{shown}");
            }
            let checked = archive.run("check --index news/.morgue");
            assert_eq!(checked.code, Some(1), "{way} {}", checked.snapshot());
            assert!(checked.stdout.contains(&file), "{way} {}", checked.snapshot());
            archive.write(&file, &bytes);
        }
    }
    assert_eq!(archive.run(search).stdout, right.stdout);
    archive.done("check --full --index news/.morgue");
}

/// The commands that read an index in ways of their own.
const READERS: [&str; 8] = [
    "facets council --by source",
    "facets council --by byline",
    "timeline council --by month",
    "terms 'c*'",
    "kwic council",
    "export council",
    "count council",
    "explain 'council w/p bridge'",
];

#[test]
fn no_command_answers_from_damage() {
    let archive = town();
    let (mut refused, mut all) = (0, 0);
    for command in READERS {
        let command = format!("{command} --index news/.morgue");
        let right = archive.run(&command);
        assert_eq!(right.code, Some(0), "{}", right.snapshot());
        // The name of the format is read before anything can be compared.
        let files: Vec<_> = files(&archive).into_iter().filter(|f| f != "morgue.json").collect();
        for (file, part) in files.iter().flat_map(|file| (1..8).map(move |part| (file, part))) {
            let path = format!("news/.morgue/{file}");
            let at = fs::metadata(index(&archive).join(file)).unwrap().len() * part / 8;
            flip(&index(&archive).join(file), at, 0);
            let run = archive.run(&command);
            flip(&index(&archive).join(file), at, 0);
            all += 1;
            if run.code == Some(0) {
                assert_eq!(run.stdout, right.stdout, "{file} {}", run.snapshot());
                continue;
            }
            refused += 1;
            assert_eq!(run.code, Some(2), "{file} {}", run.snapshot());
            let told = format!("morgue: index damaged: `{path}`: ");
            assert!(run.stderr.contains(&told), "{file} {}", run.snapshot());
        }
    }
    assert!(refused * 2 > all, "{refused} of {all}");
}

#[test]
fn a_damaged_index_is_not_written_to() {
    let archive = town();
    let store = files(&archive).into_iter().find(|file| kind(file) == "fast").unwrap();
    let store = format!("news/.morgue/{store}");
    let bytes = archive.read(&store);
    archive.write(&store, vec![0; bytes.len()]);
    archive.write("news/new.txt", article("dock"));
    let run = archive.run("ingest news");
    assert_eq!(run.code, Some(2), "{}", run.snapshot());
    assert!(run.stderr.contains("index damaged"), "{}", run.snapshot());
    archive.write(&store, bytes);
    archive.done("check --full --index news/.morgue");
    archive.done("ingest news");
    assert_eq!(archive.run("count --index news/.morgue dock").stdout, "1\n");
}

#[test]
fn what_a_check_prints() {
    let archive = Archive::of(&[("news/ferry.txt", &article("ferry"))]);
    let masked = |command: &str| {
        let shown = archive.run(command).snapshot();
        let name = |word: &str| word.contains(".store:").then(|| "  SEGMENT.store:".to_owned());
        let size = |line: &str| match line.split_once(" files with ") {
            Some((before, rest)) => {
                format!("{before} files with SIZE{}", &rest[rest.find(" read").unwrap()..])
            }
            None => line.to_owned(),
        };
        let line = |line: &str| match line.trim_start().split_once(' ') {
            Some((word, rest)) => match name(word) {
                Some(name) => format!("{name} {rest}\n"),
                None => size(line) + "\n",
            },
            None => size(line) + "\n",
        };
        shown.lines().map(line).collect::<String>()
    };
    let mut shown = masked("check --index news/.morgue");
    archive.done("ingest news");
    shown += &masked("check --index news/.morgue");
    shown += &masked("check --full --index news/.morgue");
    let files = archive.files("news/.morgue");
    let store = files.iter().find(|file| kind(file) == "store").unwrap();
    let store = format!("news/.morgue/{store}");
    let written = format!("not {}", archive.read(&store).len());
    archive.write(&store, "x");
    shown += &masked("check --full --index news/.morgue").replace(&written, "not LENGTH");
    expect![[r#"
        $ morgue check --index news/.morgue
        ! morgue: there is no index in `news/.morgue`
        ! hint: run `morgue ingest ARCHIVE` first, or `morgue search --archive ARCHIVE QUERY`
        [exit 2]
        $ morgue check --index news/.morgue
        news/.morgue: whole; 8 files with SIZE read
        [exit 0]
        $ morgue check --full --index news/.morgue
        news/.morgue: whole; 8 files with SIZE read, 1 article decoded
        [exit 0]
        $ morgue check --full --index news/.morgue
        news/.morgue: damaged, 1 file; 8 files with SIZE read
          SEGMENT.store: its length in bytes is 1, not LENGTH
        ! hint: build it again with `morgue rebuild --index news/.morgue`; the archive itself is untouched
        [exit 1]
    "#]].assert_eq(&shown);
}

#[test]
fn trust_leaves_out_the_comparison() {
    let archive = town();
    let norms = files(&archive).into_iter().find(|file| file.ends_with(".fieldnorm")).unwrap();
    let path = index(&archive).join(norms);
    flip(&path, 0, 0);
    let refused = archive.run("search --index news/.morgue council");
    assert_eq!(refused.code, Some(2), "{}", refused.snapshot());
    for command in ["search", "count"] {
        let run = archive.run(&format!("{command} --trust --index news/.morgue council"));
        assert_eq!(run.code, Some(0), "{}", run.snapshot());
    }
    flip(&path, 0, 0);
    let trusting = archive.run("search --trust --index news/.morgue council");
    assert_eq!(trusting.stdout, archive.run("search --index news/.morgue council").stdout);
}

/// Path, length, permissions and times of all files and folders of the index.
fn state(archive: &Archive) -> Vec<(String, u64, u32, i64, i64, u64)> {
    let mut names = archive.files("news/.morgue");
    names.extend([String::new(), "segments".to_owned()]);
    let describe = |name: String| {
        let metadata = fs::metadata(index(archive).join(&name)).unwrap();
        let (time, nanos) = (metadata.mtime(), metadata.mtime_nsec());
        (name, metadata.len(), metadata.mode(), time, nanos, metadata.ino())
    };
    names.into_iter().map(describe).collect()
}

const READING: [&str; 6] = [
    "search --index news/.morgue council",
    "count --index news/.morgue council",
    "show --index news/.morgue 1.txt",
    "status --index news/.morgue",
    "check --full --index news/.morgue",
    "search --index news/.morgue -f queries.txt",
];

#[test]
fn reading_leaves_the_index_untouched() {
    let archive = town();
    archive.write("queries.txt", "council\nferry\n");
    let before = state(&archive);
    for command in READING {
        archive.done(command);
    }
    assert_eq!(state(&archive), before);
}

#[test]
fn an_index_that_can_only_be_read_is_searched() {
    let archive = Archive::with_permissions();
    archive.write("news/1.txt", article("ferry"));
    archive.write("queries.txt", "council\nferry\n");
    fs::set_permissions(archive.root().join("news"), Permissions::from_mode(0o777)).unwrap();
    archive.done("ingest news");
    let folders = ["segments", ""].map(|folder| index(&archive).join(folder));
    let paths = archive.files("news/.morgue").into_iter().map(|file| index(&archive).join(file));
    paths.for_each(|path| fs::set_permissions(path, Permissions::from_mode(0o444)).unwrap());
    let set = |mode| {
        for folder in &folders {
            fs::set_permissions(folder, Permissions::from_mode(mode)).unwrap();
        }
    };
    set(0o555);
    for command in READING {
        archive.done(command);
    }
    let refused = archive.run("ingest news --rehash");
    set(0o755);
    assert_eq!(refused.code, Some(2), "{}", refused.snapshot());
    assert!(refused.stderr.contains("cannot write the index folder"), "{}", refused.snapshot());
}

#[test]
fn a_search_waits_for_no_lock() {
    let archive = town();
    let held = [".tantivy-meta.lock", ".tantivy-writer.lock"].map(|name| {
        let path = index(&archive).join("segments").join(name);
        let file = File::options().create(true).truncate(false).write(true).open(path).unwrap();
        file.lock().unwrap();
        file
    });
    for command in &READING[..5] {
        archive.done(command);
    }
    drop(held);
}

#[test]
fn new_files_have_the_permissions_of_the_umask() {
    let archive = Archive::of(&[("news/1.txt", &article("ferry"))]);
    let program = archive.command("").get_program().to_owned();
    let script = "umask 027; exec \"$0\" ingest news";
    let status = Command::new("sh")
        .args(["-c", script])
        .arg(program)
        .current_dir(archive.root())
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
    for file in archive.files("news/.morgue") {
        let mode = fs::metadata(index(&archive).join(&file)).unwrap().mode() & 0o777;
        assert_eq!(mode, 0o640, "{file}");
    }
}
