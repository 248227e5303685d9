//! Copies of an index, and indexes that are made again.

use std::fs;

use expect_test::expect;

use super::archive::Archive;

fn news(articles: usize) -> Archive {
    let archive = Archive::new();
    for number in 0..articles {
        let text = format!(
            "Pilot boat {number} launched\n\
             The boat pilot{number} was launched on Monday in front of a small crowd.\n"
        );
        archive.write(&format!("news/{number}.txt"), text);
    }
    archive.done("ingest news");
    archive
}

/// Changes a byte in the middle of the postings.
fn damage(archive: &Archive) {
    let files = archive.files("news/.morgue");
    let postings = files.iter().find(|file| file.contains(".idx")).unwrap();
    let path = archive.root().join("news/.morgue").join(postings);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn segments(archive: &Archive) -> Vec<String> {
    let files = archive.files("news/.morgue").into_iter();
    let mut folders: Vec<String> =
        files.filter_map(|file| Some(file.split_once('/')?.0.to_owned())).collect();
    folders.dedup();
    folders
}

#[test]
fn a_snapshot_is_an_index_and_goes_back() {
    let archive = news(3);
    archive.done("snapshot copy --index news/.morgue");
    archive.write("news/3.txt", "Pilot retires\nA pilot went ashore for good on Monday.\n");
    archive.done("ingest news");
    let index = "--index news/.morgue";
    assert_eq!(archive.run("count --index copy pilot?").stdout, "3\n");
    assert_eq!(archive.run(&format!("count {index} pilot*")).stdout, "4\n");
    expect![[r"
        $ morgue snapshot copy --index news/.morgue
        ! morgue: a snapshot needs a new folder; there is something in `copy`
        ! hint: name one that is not there yet
        [exit 2]

        $ morgue restore copy --index news/.morgue
        ! morgue: there is an index already in `news/.morgue`
        ! hint: give `--replace` to put the snapshot in its place
        [exit 2]

        $ morgue restore nowhere --index news/.morgue
        ! morgue: there is no index in `nowhere`
        ! hint: run `morgue ingest ARCHIVE` first, or `morgue search --archive ARCHIVE QUERY`
        [exit 2]
    "]]
    .assert_eq(&archive.session(&[
        "snapshot copy --index news/.morgue",
        "restore copy --index news/.morgue",
        "restore nowhere --index news/.morgue",
    ]));
    archive.done("restore copy --index news/.morgue --replace");
    assert_eq!(archive.run(&format!("count {index} pilot*")).stdout, "3\n");
    archive.done("ingest news");
    assert_eq!(archive.run(&format!("count {index} pilot*")).stdout, "4\n");
    assert_eq!(segments(&archive).len(), 1);
    fs::remove_dir_all(archive.root().join("news/.morgue")).unwrap();
    archive.done("restore copy --index news/.morgue");
    archive.done("ingest news");
    assert_eq!(archive.run(&format!("count {index} pilot*")).stdout, "4\n");
}

#[test]
fn a_damaged_index_is_neither_copied_nor_restored() {
    let archive = news(3);
    archive.done("snapshot copy --index news/.morgue");
    damage(&archive);
    let run = archive.run("snapshot other --index news/.morgue");
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains(".idx"), "{}", run.stderr);
    let copied = archive.files("copy");
    let postings = copied.iter().find(|file| file.contains(".idx")).unwrap();
    archive.write(&format!("copy/{postings}"), "x");
    let run = archive.run("restore copy --index news/.morgue --replace");
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("copy/segments"), "{}", run.stderr);
}

#[test]
fn what_is_damaged_or_of_another_version_is_made_again() {
    let archive = news(3);
    damage(&archive);
    assert_eq!(archive.run("count --index news/.morgue pilot*").code, Some(2));
    archive.done("rebuild --index news/.morgue");
    assert_eq!(archive.run("count --index news/.morgue pilot*").stdout, "3\n");
    assert_eq!(archive.run("check --full --index news/.morgue").code, Some(0));
    assert_eq!(segments(&archive).len(), 1);

    let format = String::from_utf8(archive.read("news/.morgue/morgue.json")).unwrap();
    archive.write("news/.morgue/morgue.json", format.replace("morgue.index/", "morgue.index/99"));
    assert_eq!(archive.run("count --index news/.morgue pilot*").code, Some(2));
    archive.done("rebuild --index news/.morgue");
    assert_eq!(archive.run("count --index news/.morgue pilot*").stdout, "3\n");

    archive.remove("news/.morgue/morgue.json");
    archive.done("rebuild --index news/.morgue");
    assert_eq!(archive.run("count --index news/.morgue pilot*").stdout, "3\n");
    assert_eq!(segments(&archive).len(), 1);
}

#[test]
fn an_index_of_several_archives_is_made_again_with_its_ids() {
    let archive = news(2);
    archive.write("wire/a.txt", "Pilot strike\nThe pilots of the port went on strike on Monday.\n");
    archive.done("ingest news wire --index idx");
    let ids = || archive.run("search --index idx --format paths pilot*").stdout;
    let before = ids();
    assert!(before.contains("wire/a.txt"), "{before}");
    archive.done("rebuild --index idx");
    assert_eq!(ids(), before);
    fs::rename(archive.root().join("wire"), archive.root().join("away")).unwrap();
    let run = archive.run("rebuild --index idx");
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_eq!(ids(), before);
}

/// However far it came, the index that was there answers, or the new one.
#[test]
fn a_rebuild_that_is_killed_changes_nothing() {
    let archive = news(60);
    let mut killed = 0;
    for number in 0..12 {
        let mut child = archive.start("rebuild --index news/.morgue --threads 1");
        for _ in 0..number {
            archive.run("count --index news/.morgue pilot5");
        }
        child.kill().unwrap();
        killed += u32::from(!child.wait().unwrap().success());
        assert_eq!(archive.run("count --index news/.morgue pilot*").stdout, "60\n");
        assert_eq!(archive.run("check --index news/.morgue").code, Some(0));
    }
    assert!(killed > 0);
    archive.done("ingest news");
    assert_eq!(segments(&archive).len(), 1);
    assert_eq!(archive.run("count --index news/.morgue pilot*").stdout, "60\n");
}

#[test]
fn a_snapshot_that_fails_is_not_in_the_way_of_the_next() {
    let archive =
        Archive::of(&[("news/ferry.txt", "Ferry runs\nThe ferry runs on Monday again.\n")]);
    archive.done("ingest news");
    let files = archive.files("news/.morgue");
    let store = files
        .iter()
        .find(|file| file.rsplit_once('.').is_some_and(|(_, kind)| kind == "store"))
        .unwrap();
    let store = format!("news/.morgue/{store}");
    let bytes = archive.read(&store);
    archive.write(&store, vec![0; bytes.len()]);
    let run = archive.run("snapshot copy --index news/.morgue");
    assert_eq!(run.code, Some(2), "{}", run.snapshot());
    assert!(run.stderr.contains("index damaged"), "{}", run.snapshot());
    assert!(!archive.root().join("copy").exists());
    archive.write(&store, bytes);
    archive.done("snapshot copy --index news/.morgue");
}
