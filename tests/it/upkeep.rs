//! What an ingest notices, what it removes and what it keeps.

use std::fs;
use std::time::{Duration, SystemTime};

use expect_test::{Expect, expect};

use super::archive::Archive;

/// An article on this subject.
fn about(subject: &str) -> String {
    format!(
        "Council hears of the {subject}\n\
         The council of the harbour town heard a report on the {subject} on Monday evening.\n\
         Its members asked what the {subject} had cost, and were told to wait for the spring.\n"
    )
}

/// Five articles in two folders.
fn town() -> Archive {
    let archive = Archive::new();
    for (file, subject) in [
        ("news/paper/bridge.txt", "bridge"),
        ("news/paper/ferry.txt", "ferry"),
        ("news/paper/museum.txt", "museum"),
        ("news/wire/lighthouse.txt", "lighthouse"),
        ("news/wire/tunnel.txt", "tunnel"),
    ] {
        archive.write(file, about(subject));
    }
    archive
}

#[track_caller]
fn check(archive: &Archive, commands: &[&str], expected: &Expect) {
    let outcome = archive.session(commands);
    let shown = outcome.lines().map(|line| format!("{}\n", masked(line)));
    expected.assert_eq(&shown.collect::<String>());
}

/// A line of output without what differs from run to run.
fn masked(line: &str) -> String {
    match line.split(' ').next() {
        Some("committed") => "committed   TIME".to_owned(),
        Some("size") => "size        SIZE".to_owned(),
        _ if line.starts_with("{\"format\":\"morgue.status/1\"") => {
            let mut record: serde_json::Value = serde_json::from_str(line).unwrap();
            for varying in ["committed", "bytes", "segments"] {
                record[varying] = "VARYING".into();
            }
            record.to_string()
        }
        // Sizes of what was compacted: from the first colon to the semicolon.
        _ if line.contains(" dropped.") => {
            let (before, rest) = line.split_once(": ").unwrap();
            format!("{before}: SIZES;{}", rest.split_once(';').unwrap().1)
        }
        _ => line.to_owned(),
    }
}

/// The ids found, in order.
fn found(archive: &Archive, query: &str) -> Vec<String> {
    let command = format!("search --index news/.morgue --format jsonl --limit 0 {query}");
    let hits = archive.run(&command).records_of("hit");
    let mut ids: Vec<String> =
        hits.iter().map(|hit| hit["article"]["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

fn rename(archive: &Archive, from: &str, to: &str) {
    fs::rename(archive.root().join(from), archive.root().join(to)).unwrap();
}

#[test]
fn renamed_and_swapped_files() {
    let archive = town();
    archive.done("ingest news");
    rename(&archive, "news/paper/ferry.txt", "news/paper/x.txt");
    rename(&archive, "news/paper/bridge.txt", "news/paper/ferry.txt");
    rename(&archive, "news/paper/x.txt", "news/paper/bridge.txt");
    rename(&archive, "news/wire/tunnel.txt", "news/tunnel.txt");
    check(
        &archive,
        &["ingest news --dry-run", "ingest news", "ingest news"],
        &expect![[r#"
            $ morgue ingest news --dry-run
            new	tunnel.txt
            changed	paper/bridge.txt
            changed	paper/ferry.txt
            moved	wire/tunnel.txt
            ! 5 files: 1 new, 2 changed, 2 as before. Nothing was written.
            ! 3 files to be read give 3 articles.
            ! 1 file has another name now, and so have its articles.
            !   formats  plain 3
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         3  give dates in metadata.csv  paper/bridge.txt
            ! `--dry-run --report FILE` lists 3 warnings.
            [exit 0]

            $ morgue ingest news
            ! 5 files: 3 were read and gave 3 articles, 2 are as before.
            ! 1 file has another name now, and so have its articles.
            !   formats  plain 3
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         3  give dates in metadata.csv  paper/bridge.txt
            ! `--rehash --report FILE` lists 3 warnings.
            [exit 0]

            $ morgue ingest news
            ! 5 files: 5 are as before.
            [exit 0]
        "#]],
    );
    assert_eq!(found(&archive, "ferry"), ["paper/bridge.txt"]);
    assert_eq!(found(&archive, "bridge"), ["paper/ferry.txt"]);
    assert_eq!(found(&archive, "tunnel"), ["tunnel.txt"]);
}

#[test]
fn a_renamed_folder_of_many_files_has_not_vanished() {
    let archive = Archive::new();
    for number in 0..120 {
        archive.write(&format!("news/paper/{number}.txt"), about(&format!("plan{number}")));
    }
    archive.done("ingest news");
    rename(&archive, "news/paper", "news/gazette");
    check(
        &archive,
        &["ingest news", "status --index news/.morgue"],
        &expect![[r#"
            $ morgue ingest news
            ! 120 files: 120 were read and gave 120 articles.
            ! 120 files have other names now, and so have their articles.
            !   formats  plain 120
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing       120  give dates in metadata.csv  gazette/0.txt
            ! `--rehash --report FILE` lists 120 warnings.
            [exit 0]

            $ morgue status --index news/.morgue
            index       news/.morgue
            articles    120
            files       120, 22.8 KB
            languages   en 120
            sources     unknown 120
            committed   TIME
            size        SIZE
            pending     nothing
            compact     articles were replaced or removed; until `morgue compact`, scores and order may differ from those of a fresh index
            [exit 0]
        "#]],
    );
    assert_eq!(found(&archive, "plan7"), ["gazette/7.txt"]);
}

#[test]
fn a_file_becomes_a_folder_and_a_file_again() {
    let archive =
        Archive::of(&[("news/bridge", &about("bridge")), ("news/ferry.txt", &about("ferry"))]);
    archive.done("ingest news");
    archive.remove("news/bridge");
    archive.write("news/bridge/opening", about("bridge"));
    archive.done("ingest news");
    assert_eq!(found(&archive, "bridge"), ["bridge/opening"]);
    fs::remove_dir_all(archive.root().join("news/bridge")).unwrap();
    archive.write("news/bridge", about("bridge"));
    archive.done("ingest news");
    assert_eq!(found(&archive, "bridge"), ["bridge"]);
    assert_eq!(found(&archive, "'*'"), ["bridge", "ferry.txt"]);
}

#[test]
fn an_archive_that_is_empty_keeps_its_articles() {
    let archive = town();
    archive.done("ingest news");
    rename(&archive, "news/paper", "paper");
    rename(&archive, "news/wire", "wire");
    check(
        &archive,
        &[
            "ingest news --dry-run",
            "ingest news --report report.jsonl",
            "status --index news/.morgue --format json",
            "search --archive news ferry",
            "ingest news --prune",
            "count --index news/.morgue ferry",
        ],
        &expect![[r#"
            $ morgue ingest news --dry-run
            kept	paper/bridge.txt
            kept	paper/ferry.txt
            kept	paper/museum.txt
            kept	wire/lighthouse.txt
            kept	wire/tunnel.txt
            ! 0 files. Nothing was written.
            ! 5 files are gone, but the articles would be kept: an archive folder is empty, as if its disk were not mounted. `--prune` removes them.
            [exit 3]

            $ morgue ingest news --report report.jsonl
            ! There are no files.
            ! 5 files are gone, but the articles were kept: an archive folder is empty, as if its disk were not mounted. `--prune` removes them.
            ! Details: `report.jsonl`, 5 records.
            [exit 3]

            $ morgue status --index news/.morgue --format json
            {"articles":5,"bytes":"VARYING","committed":"VARYING","compact":{"removed_articles":0,"scores_may_differ":false},"dates":null,"file_bytes":959,"files":5,"format":"morgue.status/1","generation":1,"index":"news/.morgue","languages":[{"articles":5,"value":"en"}],"pending":{"again":0,"changed":0,"kept":5,"kept_because":"archive_empty","missing_archives":[],"new":0,"removed":0,"unreadable_folders":[]},"segments":"VARYING","skips":{},"sources":[{"articles":5,"value":null}],"undated":5}
            [exit 0]

            $ morgue search --archive news ferry
            1 article

            1  Council hears of the [ferry]
               36 words · score 3.57
               ¶1   The council of the harbour town heard a report on the [ferry] on Monday evening.
               ¶2   Its members asked what the [ferry] had cost, and were told to wait for the spring.
               news/paper/ferry.txt:2
            ! There are no files.
            ! 5 files are gone, but the articles were kept: an archive folder is empty, as if its disk were not mounted. `--prune` removes them.
            [exit 0]

            $ morgue ingest news --prune
            ! There are no files.
            ! 5 files are gone, and so are their articles.
            [exit 0]

            $ morgue count --index news/.morgue ferry
            0
            ! note[W3]: `ferry` occurs nowhere in this archive
            [exit 1]
        "#]],
    );
}

#[test]
fn a_word_of_removed_articles_occurs_nowhere() {
    let archive = town();
    archive.done("ingest news --threads 1");
    archive.remove("news/paper/museum.txt");
    archive.done("ingest news --threads 1");
    check(
        &archive,
        &["count --index news/.morgue museum", "count --index news/.morgue '=museum OR mus*'"],
        &expect![[r#"
            $ morgue count --index news/.morgue museum
            0
            ! note[W3]: `museum` occurs nowhere in this archive
            [exit 1]

            $ morgue count --index news/.morgue '=museum OR mus*'
            0
            ! note[W3]: `=museum` occurs nowhere in this archive
            ! note[W3]: `mus*` occurs nowhere in this archive
            [exit 1]
        "#]],
    );
}

#[test]
fn an_archive_that_is_not_there_keeps_its_articles() {
    let archive = town();
    archive.done("ingest news/paper news/wire --index idx");
    rename(&archive, "news/wire", "wire");
    archive.remove("news/paper/museum.txt");
    check(
        &archive,
        &[
            "ingest news/paper news/wire --index idx",
            "count --index idx tunnel",
            "count --index idx museum",
            "ingest elsewhere --index idx",
        ],
        &expect![[r#"
            $ morgue ingest news/paper news/wire --index idx
            ! 2 files: 2 are as before.
            ! 1 file is gone, and so are its articles.
            ! The folder `DIR/news/wire` is not there; its articles were kept.
            [exit 3]

            $ morgue count --index idx tunnel
            1
            [exit 0]

            $ morgue count --index idx museum
            0
            ! note[W3]: `museum` occurs nowhere in this archive
            [exit 1]

            $ morgue ingest elsewhere --index idx
            ! morgue: cannot open the archive folder `elsewhere`: No such file or directory (os error 2)
            ! hint: give the folder that holds the news files
            [exit 2]
        "#]],
    );
}

#[test]
fn most_of_an_archive_does_not_vanish_unasked() {
    let archive = town();
    for number in 0..120 {
        archive.write(&format!("news/old/{number}.txt"), about(&format!("plan{number}")));
    }
    archive.done("ingest news");
    fs::remove_dir_all(archive.root().join("news/old")).unwrap();
    archive.write("news/wire/canal.txt", about("canal"));
    check(
        &archive,
        &["ingest news", "count --index news/.morgue plan7", "ingest news --prune"],
        &expect![[r#"
            $ morgue ingest news
            ! 6 files: 1 was read and gave 1 article, 5 are as before.
            ! 120 files are gone, but the articles were kept: more than 100 files and a tenth of the archive are gone at once. `--prune` removes them.
            !   formats  plain 1
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         1  give dates in metadata.csv  wire/canal.txt
            ! `--rehash --report FILE` lists 1 warning.
            [exit 3]

            $ morgue count --index news/.morgue plan7
            1
            [exit 0]

            $ morgue ingest news --prune
            ! 6 files: 6 are as before.
            ! 120 files are gone, and so are their articles.
            [exit 0]
        "#]],
    );
    assert_eq!(found(&archive, "'*'").len(), 6);
}

#[test]
fn what_a_rule_leaves_out_is_removed_without_asking() {
    let archive = town();
    for number in 0..120 {
        archive.write(&format!("news/old/{number}.txt"), about(&format!("plan{number}")));
    }
    archive.done("ingest news");
    archive.write("news/morgue.toml", "exclude = [\"old/**\"]\n");
    check(
        &archive,
        &["ingest news --report report.jsonl"],
        &expect![[r#"
            $ morgue ingest news --report report.jsonl
            ! 5 files: 5 are as before.
            ! 120 files are left out by a rule now, and so are their articles.
            ! Details: `report.jsonl`, 120 records.
            [exit 0]
        "#]],
    );
    assert_eq!(found(&archive, "'*'").len(), 5);
    let report = archive.read("report.jsonl");
    assert_eq!(String::from_utf8(report).unwrap().matches("\"code\":\"excluded\"").count(), 120);
}

#[test]
fn a_changed_rule_concerns_its_files_only() {
    let archive = town();
    archive.done("ingest news");
    archive.write("news/morgue.toml", "[[rule]]\nglob = \"wire/**\"\nsource = \"Strait Agency\"\n");
    check(
        &archive,
        &["ingest news --dry-run", "ingest news", "ingest news"],
        &expect![[r#"
            $ morgue ingest news --dry-run
            changed	wire/lighthouse.txt
            changed	wire/tunnel.txt
            ! 5 files: 2 changed, 3 as before. Nothing was written.
            ! 2 files to be read give 2 articles.
            !   formats  plain 2
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 100 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         2  give dates in metadata.csv  wire/lighthouse.txt
            ! `--dry-run --report FILE` lists 2 warnings.
            [exit 0]

            $ morgue ingest news
            ! 5 files: 2 were read and gave 2 articles, 3 are as before.
            !   formats  plain 2
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 100 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         2  give dates in metadata.csv  wire/lighthouse.txt
            ! `--rehash --report FILE` lists 2 warnings.
            [exit 0]

            $ morgue ingest news
            ! 5 files: 5 are as before.
            [exit 0]
        "#]],
    );
    assert_eq!(found(&archive, "source:strait").len(), 2);
    archive.remove("news/morgue.toml");
    archive.done("ingest news");
    assert!(found(&archive, "source:strait").is_empty());
}

#[test]
fn a_dry_run_writes_nothing() {
    let archive = town();
    check(
        &archive,
        &["ingest news --dry-run", "ingest nowhere --dry-run"],
        &expect![[r#"
            $ morgue ingest news --dry-run
            new	paper/bridge.txt
            new	paper/ferry.txt
            new	paper/museum.txt
            new	wire/lighthouse.txt
            new	wire/tunnel.txt
            ! 5 files: 5 new. Nothing was written.
            ! 5 files to be read give 5 articles.
            !   formats  plain 5
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         5  give dates in metadata.csv  paper/bridge.txt
            ! `--dry-run --report FILE` lists 5 warnings.
            [exit 0]

            $ morgue ingest nowhere --dry-run
            ! morgue: cannot open the archive folder `nowhere`: No such file or directory (os error 2)
            ! hint: give the folder that holds the news files
            [exit 2]
        "#]],
    );
    assert!(!archive.root().join("news/.morgue").exists());
    archive.done("ingest news");
    let before = everything(&archive);
    archive.write("news/wire/canal.txt", about("canal"));
    archive.remove("news/paper/ferry.txt");
    archive.run("ingest news --dry-run");
    assert_eq!(everything(&archive), before);
}

/// Names and lengths of the files of the index.
fn everything(archive: &Archive) -> Vec<(String, u64)> {
    let mut files = Vec::new();
    for folder in ["news/.morgue", "news/.morgue/segments"] {
        for entry in fs::read_dir(archive.root().join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            files.push((name, entry.metadata().unwrap().len()));
        }
    }
    files.sort();
    files
}

/// Size and time of modification may stay when a file is written twice in a
/// moment; what was modified around a commit is read again for that reason.
#[test]
fn a_change_in_the_moment_of_a_commit_is_noticed() {
    let archive = town();
    let path = archive.root().join("news/paper/ferry.txt");
    let write = |subject: &str, time: SystemTime| {
        fs::write(&path, about(subject)).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    };
    let moment = SystemTime::now() + Duration::from_secs(1);
    write("hovercraft", moment);
    archive.done("ingest news");
    write("spacecrafts", moment);
    write("watercraft", moment);
    archive.done("ingest news");
    assert_eq!(found(&archive, "watercraft"), ["paper/ferry.txt"]);
    assert!(found(&archive, "hovercraft").is_empty());
}

#[test]
fn all_files_are_read_again_when_asked_for() {
    let archive = town();
    archive.done("ingest news");
    check(
        &archive,
        &["ingest news --rehash"],
        &expect![[r#"
            $ morgue ingest news --rehash
            ! 5 files: 5 were read and gave 5 articles.
            !   formats  plain 5
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         5  give dates in metadata.csv  paper/bridge.txt
            ! `--rehash --report FILE` lists 5 warnings.
            [exit 0]
        "#]],
    );
    assert_eq!(found(&archive, "'*'").len(), 5);
}

/// Lengths of articles are known exactly only while none was removed from
/// their segment; compacting counts again.
#[test]
fn a_compacted_index_scores_like_a_fresh_one() {
    let articles = |archive: &Archive, from: usize| {
        for number in from..40 {
            let spoken = "Another member spoke of the sea, and of the price of fish in spring.\n";
            let text = about("harbour") + &spoken.repeat(number * number % 23);
            archive.write(&format!("news/{number}.txt"), text);
        }
    };
    let search = "search --index news/.morgue --limit 0 'harbour sea'";
    let (archive, fresh) = (Archive::new(), Archive::new());
    articles(&archive, 0);
    archive.done("ingest news --threads 1");
    (0..13).for_each(|number| archive.remove(&format!("news/{number}.txt")));
    archive.done("ingest news");
    articles(&fresh, 13);
    fresh.done("ingest news");
    let expected = fresh.run(search).stdout;
    assert_ne!(archive.run(search).stdout, expected);
    check(
        &archive,
        &["compact --index news/.morgue", "status --index news/.morgue --format json"],
        &expect![[r#"
            $ morgue compact --index news/.morgue
            ! 27 articles: SIZES; 0 removed articles dropped.
            [exit 0]

            $ morgue status --index news/.morgue --format json
            {"articles":27,"bytes":"VARYING","committed":"VARYING","compact":{"removed_articles":0,"scores_may_differ":false},"dates":null,"file_bytes":20736,"files":27,"format":"morgue.status/1","generation":2,"index":"news/.morgue","languages":[{"articles":27,"value":"en"}],"pending":{"again":0,"changed":0,"kept":0,"kept_because":null,"missing_archives":[],"new":0,"removed":0,"unreadable_folders":[]},"segments":"VARYING","skips":{},"sources":[{"articles":27,"value":null}],"undated":27}
            [exit 0]
        "#]],
    );
    assert_eq!(archive.run(search).stdout, expected);
    archive.write("news/late.txt", about("harbour"));
    fresh.write("news/late.txt", about("harbour"));
    archive.done("ingest news");
    fresh.done("ingest news");
    assert_eq!(archive.run(search).stdout, fresh.run(search).stdout);
}

#[test]
fn warnings_may_be_limited() {
    let archive = town();
    check(
        &archive,
        &["ingest news --warn-limit 4", "ingest news --rehash --warn-limit 5"],
        &expect![[r#"
            $ morgue ingest news --warn-limit 4
            ! 5 files: 5 were read and gave 5 articles.
            !   formats  plain 5
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         5  give dates in metadata.csv  paper/bridge.txt
            ! `--rehash --report FILE` lists 5 warnings.
            ! The index is `news/.morgue`; search it there, or with `--index news`.
            ! 5 warnings; the limit is 4.
            [exit 3]

            $ morgue ingest news --rehash --warn-limit 5
            ! 5 files: 5 were read and gave 5 articles.
            !   formats  plain 5
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                  example
            !   date_missing         5  give dates in metadata.csv  paper/bridge.txt
            ! `--rehash --report FILE` lists 5 warnings.
            [exit 0]
        "#]],
    );
}

/// In the archive it would be read as an article.
#[test]
fn a_report_does_not_go_into_the_archive() {
    let archive = town();
    check(
        &archive,
        &[
            "ingest news --report news/wire/report.jsonl",
            "ingest news --report nowhere/report.jsonl",
        ],
        &expect![[r#"
            $ morgue ingest news --report news/wire/report.jsonl
            ! morgue: a report inside the archive would be taken for an article: `news/wire/report.jsonl`
            ! hint: write it outside of the archive
            [exit 2]

            $ morgue ingest news --report nowhere/report.jsonl
            ! morgue: cannot write the report `nowhere/report.jsonl`: No such file or directory (os error 2)
            ! hint: name a file that can be written
            [exit 2]
        "#]],
    );
    archive.done("ingest news");
    archive.done("ingest news --report news/.morgue/report.jsonl");
}

/// What could be confused is refused.
#[test]
fn archives_whose_ids_would_be_mixed_up() {
    let archive = town();
    archive.write("other/wire/canal.txt", about("canal"));
    archive.done("ingest news/wire --index idx");
    archive.done("ingest other");
    check(
        &archive,
        &[
            "ingest other/wire --index idx",
            "ingest news --index other/.morgue",
            "ingest news/wire news/wire --index idx",
        ],
        &expect![[r#"
            $ morgue ingest other/wire --index idx
            ! morgue: ids of its articles would be mixed up with those of another archive in the index `DIR/idx`: `DIR/other/wire`
            ! hint: give another index with `--index DIR`, or rename the folder
            [exit 2]

            $ morgue ingest news --index other/.morgue
            ! morgue: ids of its articles would be mixed up with those of another archive in the index `DIR/other/.morgue`: `DIR/news`
            ! hint: give another index with `--index DIR`, or rename the folder
            [exit 2]

            $ morgue ingest news/wire news/wire --index idx
            ! 2 files: 2 are as before.
            [exit 0]
        "#]],
    );
    rename(&archive, "news/wire", "news/agency");
    rename(&archive, "news/agency", "wire");
    check(
        &archive,
        &["ingest wire --index idx", "count --index idx tunnel"],
        &expect![[r#"
        $ morgue ingest wire --index idx
        ! 2 files: 2 are as before.
        [exit 0]

        $ morgue count --index idx tunnel
        1
        [exit 0]
    "#]],
    );
}

#[cfg(unix)]
mod permissions {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn allow(archive: &Archive, path: &str, mode: u32) {
        set_permissions(archive.root().join(path), Permissions::from_mode(mode)).unwrap();
    }

    fn town() -> Archive {
        let archive = Archive::with_permissions();
        archive.write("news/ferry.txt", about("ferry"));
        archive.write("news/wire/tunnel.txt", about("tunnel"));
        archive.write("news/wire/bridge.txt", about("bridge"));
        archive
    }

    #[test]
    fn a_file_that_cannot_be_read_keeps_its_articles() {
        let archive = town();
        archive.write("news/locked.txt", about("vault"));
        allow(&archive, "news/locked.txt", 0);
        check(
            &archive,
            &["ingest news --index idx"],
            &expect![[r#"
                $ morgue ingest news --index idx
                ! 4 files: 3 were read and gave 3 articles.
                ! 1 file could not be read: 1 cannot be opened.
                !   news/locked.txt: Permission denied (os error 13)
                !   formats  plain 3
                !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
                !   problem       articles  what to do                  example
                !   date_missing         3  give dates in metadata.csv  news/ferry.txt
                ! `--rehash --report FILE` lists 1 file that gave no article and 3 warnings.
                ! The index is `idx`; search it with `--index idx`.
                [exit 3]
            "#]],
        );
        archive.write("news/ferry.txt", about("hovercraft"));
        allow(&archive, "news/ferry.txt", 0);
        check(
            &archive,
            &[
                "ingest news --index idx --report report.jsonl",
                "count --index idx ferry",
                "ingest news --index idx",
                "status --index idx --format json",
            ],
            &expect![[r#"
                $ morgue ingest news --index idx --report report.jsonl
                ! 4 files: 2 are as before.
                ! 2 files could not be read: 2 cannot be opened. 1 of them keeps the articles that it gave earlier.
                !   news/ferry.txt: Permission denied (os error 13)
                !   news/locked.txt: Permission denied (os error 13)
                ! Details: `report.jsonl`, 2 records.
                [exit 3]

                $ morgue count --index idx ferry
                1
                [exit 0]

                $ morgue ingest news --index idx
                ! 4 files: 2 are as before.
                ! 2 files could not be read: 2 cannot be opened. 1 of them keeps the articles that it gave earlier.
                !   news/ferry.txt: Permission denied (os error 13)
                !   news/locked.txt: Permission denied (os error 13)
                ! `--rehash --report FILE` lists 2 files that gave no article.
                [exit 3]

                $ morgue status --index idx --format json
                {"articles":3,"bytes":"VARYING","committed":"VARYING","compact":{"removed_articles":0,"scores_may_differ":false},"dates":null,"file_bytes":380,"files":4,"format":"morgue.status/1","generation":2,"index":"idx","languages":[{"articles":3,"value":"en"}],"pending":{"again":0,"changed":2,"kept":0,"kept_because":null,"missing_archives":[],"new":0,"removed":0,"unreadable_folders":[]},"segments":"VARYING","skips":{"unreadable":2},"sources":[{"articles":3,"value":null}],"undated":3}
                [exit 0]
            "#]],
        );
        expect![[r#"
            {"format":"morgue.report/1","type":"kept","path":"news/ferry.txt","code":"unreadable","message":"Permission denied (os error 13)","spans":[]}
            {"format":"morgue.report/1","type":"skipped","path":"news/locked.txt","code":"unreadable","message":"Permission denied (os error 13)","spans":[]}
        "#]].assert_eq(&String::from_utf8(archive.read("report.jsonl")).unwrap());
        allow(&archive, "news/ferry.txt", 0o644);
        allow(&archive, "news/locked.txt", 0o644);
        check(
            &archive,
            &[
                "ingest news --index idx",
                "count --index idx ferry",
                "count --index idx 'hovercraft OR vault'",
            ],
            &expect![[r#"
                $ morgue ingest news --index idx
                ! 4 files: 2 were read and gave 2 articles, 2 are as before.
                !   formats  plain 2
                !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
                !   problem       articles  what to do                  example
                !   date_missing         2  give dates in metadata.csv  news/ferry.txt
                ! `--rehash --report FILE` lists 2 warnings.
                [exit 0]

                $ morgue count --index idx ferry
                0
                ! note[W3]: `ferry` occurs nowhere in this archive
                [exit 1]

                $ morgue count --index idx 'hovercraft OR vault'
                2
                [exit 0]
            "#]],
        );
    }

    #[test]
    fn a_folder_that_cannot_be_read_keeps_its_articles() {
        let archive = town();
        archive.done("ingest news --index idx");
        archive.remove("news/ferry.txt");
        archive.write("news/canals.txt", about("canals"));
        allow(&archive, "news/wire", 0);
        check(
            &archive,
            &[
                "ingest news --index idx --report report.jsonl",
                "count --index idx tunnel",
                "count --index idx canals",
                "status --index idx",
            ],
            &expect![[r#"
                $ morgue ingest news --index idx --report report.jsonl
                ! 1 file: 1 was read and gave 1 article.
                ! 3 files are gone, but the articles were kept: a folder cannot be read. `--prune` removes them.
                ! The folder `news/wire` cannot be read: Permission denied (os error 13).
                !   formats  plain 1
                !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
                !   problem       articles  what to do                  example
                !   date_missing         1  give dates in metadata.csv  news/canals.txt
                ! Details: `report.jsonl`, 5 records.
                [exit 3]

                $ morgue count --index idx tunnel
                1
                [exit 0]

                $ morgue count --index idx canals
                1
                [exit 0]

                $ morgue status --index idx
                index       idx
                articles    4
                files       4, 757 bytes
                languages   en 4
                sources     unknown 4
                committed   TIME
                size        SIZE
                pending     3 files gone but kept, because a folder cannot be read; `news/wire` cannot be read: Permission denied (os error 13)
                [exit 0]
            "#]],
        );
        allow(&archive, "news/wire", 0o755);
        expect![[r#"
            {"format":"morgue.report/1","type":"skipped","path":"news/wire","code":"unreadable_folder","message":"Permission denied (os error 13)","spans":[]}
            {"format":"morgue.report/1","type":"kept","path":"news/ferry.txt","code":"folder_unreadable","message":"a folder cannot be read","spans":[]}
            {"format":"morgue.report/1","type":"kept","path":"news/wire/bridge.txt","code":"folder_unreadable","message":"a folder cannot be read","spans":[]}
            {"format":"morgue.report/1","type":"kept","path":"news/wire/tunnel.txt","code":"folder_unreadable","message":"a folder cannot be read","spans":[]}
            {"format":"morgue.report/1","type":"warned","path":"news/canals.txt","code":"date_missing","message":"No date of publication was found.","spans":[]}
        "#]].assert_eq(&String::from_utf8(archive.read("report.jsonl")).unwrap());
        check(
            &archive,
            &["ingest news --index idx"],
            &expect![[r#"
                $ morgue ingest news --index idx
                ! 3 files: 3 are as before.
                ! 1 file is gone, and so are its articles.
                [exit 0]
            "#]],
        );
    }

    #[test]
    fn an_index_that_cannot_be_written_is_searched() {
        let archive = town();
        archive.write("index/.keep", "");
        allow(&archive, "index", 0o777);
        archive.done("ingest news --index index/idx");
        archive.write("news/canal.txt", about("canal"));
        let lock = archive.root().join("index/idx/ingest.lock");
        set_permissions(&lock, Permissions::from_mode(0o000)).unwrap();
        check(
            &archive,
            &["search --archive news --index index/idx tunnel", "ingest news --index index/idx"],
            &expect![[r#"
                $ morgue search --archive news --index index/idx tunnel
                1 article

                1  Council hears of the [tunnel]
                   36 words · score 2.53
                   ¶1   The council of the harbour town heard a report on the [tunnel] on Monday evening.
                   ¶2   Its members asked what the [tunnel] had cost, and were told to wait for the spring.
                   news/wire/tunnel.txt:2
                ! note: the index is not up to date: cannot write the index folder `DIR/index/idx`: Permission denied (os error 13)
                [exit 0]

                $ morgue ingest news --index index/idx
                ! morgue: cannot write the index folder `DIR/index/idx`: Permission denied (os error 13)
                ! hint: give a folder that can be written with `--index DIR`
                [exit 2]
            "#]],
        );
    }
}
