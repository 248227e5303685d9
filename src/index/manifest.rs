//! The manifest of a commit: length and checksums of each file that belongs to it.
//!
//! It stands in the commit file itself, behind what tantivy writes there, so
//! that both are replaced in one step, and ends with a checksum of the whole:
//!
//! ```text
//! {…}
//! morgue.manifest/1
//! NAME LENGTH CHECKSUMS
//! end CHECKSUM
//! ```

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Bytes that one checksum stands for.
pub(super) const BLOCK: usize = 64 << 10;

const TITLE: &str = "\nmorgue.manifest/1\n";
const END: &str = "end ";

/// What was written into a file.
#[derive(Debug, Default)]
pub(super) struct FileRecord {
    /// Bytes.
    pub(super) len: u64,
    blocks: Vec<u32>,
    /// Blocks that were found to be as written.
    sound: Vec<AtomicBool>,
}

impl FileRecord {
    fn new(len: u64, blocks: Vec<u32>) -> Self {
        let sound = blocks.iter().map(|_| AtomicBool::new(false)).collect();
        Self { len, blocks, sound }
    }

    /// Whether this block was found to be as written already.
    pub(super) fn is_sound(&self, block: usize) -> bool {
        self.sound.get(block).is_some_and(|sound| sound.load(Ordering::Relaxed))
    }

    /// Whether these bytes are those of this block.
    pub(super) fn check(&self, block: usize, bytes: &[u8]) -> bool {
        let is_right = self.blocks.get(block) == Some(&checksum(xxh3_64(bytes)));
        if is_right && let Some(sound) = self.sound.get(block) {
            sound.store(true, Ordering::Relaxed);
        }
        is_right
    }
}

#[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
fn checksum(hash: u64) -> u32 {
    hash as u32
}

/// Makes the record of a file while it is written.
pub(super) struct Recorder {
    len: u64,
    blocks: Vec<u32>,
    /// `None` if only the length is recorded.
    hasher: Option<Box<Xxh3>>,
    filled: usize,
}

impl Recorder {
    pub(super) fn new() -> Self {
        Self { hasher: Some(Box::default()), ..Self::of_length() }
    }

    /// A recorder of the length alone.
    pub(super) fn of_length() -> Self {
        Self { len: 0, blocks: Vec::new(), hasher: None, filled: 0 }
    }

    /// Takes the next bytes.
    pub(super) fn write(&mut self, mut bytes: &[u8]) {
        self.len += bytes.len() as u64;
        let Some(hasher) = &mut self.hasher else { return };
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.filled));
            hasher.update(now);
            self.filled += now.len();
            bytes = later;
            if self.filled == BLOCK {
                self.blocks.push(checksum(hasher.digest()));
                hasher.reset();
                self.filled = 0;
            }
        }
    }

    pub(super) fn finish(mut self) -> FileRecord {
        if let Some(hasher) = self.hasher.filter(|_| self.filled > 0) {
            self.blocks.push(checksum(hasher.digest()));
        }
        FileRecord::new(self.len, self.blocks)
    }
}

/// The files of a commit, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Manifest(pub(super) BTreeMap<String, Arc<FileRecord>>);

/// What tantivy's part of a commit file says of segments.
#[derive(Deserialize)]
struct Commit {
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
struct Segment {
    segment_id: String,
    deletes: Option<Deletes>,
}

#[derive(Deserialize)]
struct Deletes {
    opstamp: u64,
}

impl Manifest {
    /// Those of these files that belong to the commit that `json` describes;
    /// `None` if it is not such a description.
    pub(super) fn of_commit(&self, json: &[u8]) -> Option<Self> {
        let commit: Commit = serde_json::from_slice(json).ok()?;
        let id = |segment: &Segment| segment.segment_id.replace('-', "");
        let segments: HashSet<String> = commit.segments.iter().map(id).collect();
        let deletes = commit.segments.iter().filter_map(|segment| {
            let opstamp = segment.deletes.as_ref()?.opstamp;
            Some(format!("{}.{opstamp}.del", id(segment)))
        });
        let deletes: HashSet<String> = deletes.collect();
        let is_living = |name: &str| {
            let of_segment = name.split('.').next().is_some_and(|id| segments.contains(id));
            let is_passing = ["del", "temp"].map(Some).contains(&name.rsplit('.').next());
            of_segment && !is_passing || deletes.contains(name)
        };
        let living = self.0.iter().filter(|(name, _)| is_living(name));
        Some(Self(living.map(|(name, record)| (name.clone(), Arc::clone(record))).collect()))
    }

    /// The bytes of a commit file: this description with this manifest.
    pub(super) fn seal(&self, json: &[u8]) -> Vec<u8> {
        let mut text = String::from(TITLE);
        for (name, record) in &self.0 {
            write!(text, "{name} {} ", record.len).unwrap_or_default();
            for block in &record.blocks {
                write!(text, "{block:08x}").unwrap_or_default();
            }
            text.push('\n');
        }
        let mut sealed = json.to_vec();
        sealed.extend_from_slice(text.as_bytes());
        let end = format!("{END}{:016x}\n", xxh3_64(&sealed));
        sealed.extend_from_slice(end.as_bytes());
        sealed
    }

    /// Takes a commit file apart into description and manifest; `None` if it
    /// is not as [`Self::seal`] made it.
    pub(super) fn unseal(sealed: &[u8]) -> Option<(&[u8], Self)> {
        let (content, end) = sealed.split_at_checked(sealed.len().checked_sub(END.len() + 17)?)?;
        if format!("{END}{:016x}\n", xxh3_64(content)).as_bytes() != end {
            return None;
        }
        let title = memchr::memmem::rfind(content, TITLE.as_bytes())?;
        let (json, rest) = content.split_at_checked(title)?;
        let lines = std::str::from_utf8(rest.get(TITLE.len()..)?).ok()?.lines();
        let files = lines.map(parse_line).collect::<Option<_>>()?;
        Some((json, Self(files)))
    }
}

fn parse_line(line: &str) -> Option<(String, Arc<FileRecord>)> {
    let mut parts = line.split(' ');
    let name = parts.next()?.to_owned();
    let len = parts.next()?.parse().ok()?;
    let (blocks, []) = parts.next()?.as_bytes().as_chunks::<8>() else { return None };
    let block = |digits: &[u8; 8]| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
    let blocks = blocks.iter().map(block).collect::<Option<_>>()?;
    Some((name, Arc::new(FileRecord::new(len, blocks))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(bytes: &[u8], step: usize) -> FileRecord {
        let mut recorder = Recorder::new();
        bytes.chunks(step).for_each(|chunk| recorder.write(chunk));
        recorder.finish()
    }

    #[test]
    fn blocks_are_the_same_however_a_file_is_written() {
        let bytes: Vec<u8> =
            (0..3 * BLOCK + 5).map(|at| at.to_le_bytes()[0] ^ at.to_le_bytes()[1]).collect();
        for step in [1000, BLOCK, BLOCK + 1, bytes.len()] {
            let record = record(&bytes, step);
            assert_eq!(record.len, bytes.len() as u64);
            assert_eq!(record.blocks.len(), 4);
            for (number, block) in bytes.chunks(BLOCK).enumerate() {
                assert!(!record.is_sound(number));
                assert!(record.check(number, block));
                assert!(record.is_sound(number));
            }
            assert!(!record.check(4, &[]));
        }
    }

    #[test]
    fn the_files_of_a_commit() {
        let (one, two) = ("a".repeat(32), "b".repeat(32));
        let names = ["idx", "store", "store.temp", "7.del", "9.del"];
        let mut known = Manifest::default();
        for id in [&one, &two] {
            known.0.extend(names.map(|name| (format!("{id}.{name}"), Arc::default())));
        }
        let json = format!(
            r#"{{"segments":[{{"segment_id":"{}-{}","deletes":{{"opstamp":9}}}}],"x":1}}"#,
            "a".repeat(8),
            "a".repeat(24)
        );
        let living = known.of_commit(json.as_bytes()).unwrap().0;
        let living: Vec<&str> = living.keys().map(|name| name.split_at(33).1).collect();
        assert_eq!(living, ["9.del", "idx", "store"]);
        assert!(known.of_commit(b"{}").is_none());
    }

    proptest! {
        #[test]
        fn a_commit_file_comes_back_or_is_refused(
            files in prop::collection::btree_map("[a-f0-9]{4}\\.idx", 0..200_000usize, 0..4),
            json in "\\{[ -~\n]{0,40}\\}",
            flip in any::<prop::sample::Index>(),
            bit in 0..8u32,
        ) {
            let known = files.into_iter().map(|(name, len)| {
                (name.clone(), Arc::new(record(&vec![name.as_bytes()[0]; len], 9999)))
            });
            let manifest = Manifest(known.collect());
            let mut sealed = manifest.seal(json.as_bytes());
            let (read, known) = Manifest::unseal(&sealed).unwrap();
            prop_assert_eq!(read, json.as_bytes());
            prop_assert_eq!(known.seal(json.as_bytes()), sealed.clone());
            for len in [0, 1, sealed.len() / 2, sealed.len() - 1] {
                prop_assert!(Manifest::unseal(&sealed[..len]).is_none());
            }
            let at = flip.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(Manifest::unseal(&sealed).is_none());
        }
    }
}
