//! Chosen columns of tables, and the files of hits for other programs.

use expect_test::expect;

use super::archive::Archive;

fn news() -> Archive {
    let archive = Archive::of(&[
        (
            "news/a.txt",
            "Ferry runs again\nBy Jane Doe and Wang Wei\n\nODESA, March 14 (Reuters) — The ferry ran on Friday, \
             the harbour said.\n(Harbour Gazette 03/14/2014 page3)\n",
        ),
        ("news/b c.txt", "Ferry stops\nThe ferry stopped, said its \"master\", on Monday.\n"),
        ("news/=1.txt", "Seals seen\nTwo seals were seen beside the ferry, it was said.\n"),
    ]);
    archive.done("ingest news");
    archive
}

#[test]
fn columns_are_chosen_by_name() {
    expect![[r#"
        $ morgue search ferry --index news/.morgue --format csv --fields id,date,byline,agency,place,words,file
        id,date,byline,agency,place,words,file
        b%20c.txt,,,,,10,news/b c.txt
        a.txt,2014-03-14,Jane Doe; Wang Wei,Reuters,ODESA,22,news/a.txt
        '=1.txt,,,,,12,news/=1.txt
        [exit 0]

        $ morgue search ferry --index news/.morgue --format tsv --fields headline --fields status,id --limit 1
        headline	status	id
        Ferry stops	ok	b%20c.txt
        ! note: 1 article is shown, of 3; `--limit 0` shows all
        [exit 0]

        $ morgue kwic ferry --index news/.morgue --format csv --fields mark,id --limit 1
        mark,id
        Ferry,a.txt
        ! note: there are more lines; `--limit 0` shows all
        [exit 0]

        $ morgue facets ferry --index news/.morgue --by source --format tsv --fields articles,value
        articles	value
        1	Harbour Gazette
        2
        [exit 0]

        $ morgue timeline ferry --index news/.morgue --format csv --fields period,articles
        period,articles
        2014,1
        ! note: 2 articles without a date left out
        [exit 0]

        $ morgue terms ferr --index news/.morgue --format csv --fields word
        ! error: invalid value 'word' for '--fields <NAMES>'
        !   [possible values: term, articles, occurrences]
        !
        ! For more information, try '--help'.
        [exit 2]

        $ morgue search ferry --index news/.morgue --format csv --fields id,hedline
        ! error: invalid value 'hedline' for '--fields <NAMES>'
        !   [possible values: query_id, rank, score, copies, id, date, source, section, page, language, headline, passages, time, byline, agency, place, status, url, words, file, line]
        !
        !   tip: a similar value exists: 'headline'
        !
        ! For more information, try '--help'.
        [exit 2]

        $ morgue search ferry --index news/.morgue --fields id
        ! morgue: `--fields` chooses the columns of a table
        ! hint: add `--format csv` or `--format tsv`
        [exit 2]

        $ morgue facets ferry --index news/.morgue --by source --fields value
        ! morgue: `--fields` chooses the columns of a table
        ! hint: add `--format csv` or `--format tsv`
        [exit 2]
    "#]]
    .assert_eq(&news().session(&[
        "search ferry --index news/.morgue --format csv --fields id,date,byline,agency,place,words,file",
        "search ferry --index news/.morgue --format tsv --fields headline --fields status,id --limit 1",
        "kwic ferry --index news/.morgue --format csv --fields mark,id --limit 1",
        "facets ferry --index news/.morgue --by source --format tsv --fields articles,value",
        "timeline ferry --index news/.morgue --format csv --fields period,articles",
        "terms ferr --index news/.morgue --format csv --fields word",
        "search ferry --index news/.morgue --format csv --fields id,hedline",
        "search ferry --index news/.morgue --fields id",
        "facets ferry --index news/.morgue --by source --fields value",
    ]));
}

#[cfg(unix)]
#[test]
fn files_for_xargs() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let archive = news();
    let name = OsStr::from_bytes(b"line\nbreak \xff.txt");
    std::fs::write(
        archive.root().join("news").join(name),
        "Ferry late\nThe ferry was late again.\n",
    )
    .unwrap();
    archive.done("ingest news");
    for option in ["-0", "--null", "--format paths0"] {
        let command = format!("search ferry --index news/.morgue --limit 0 {option}");
        let output = archive.command(&command).output().unwrap();
        let mut files: Vec<&[u8]> = output.stdout.split(|byte| *byte == 0).collect();
        assert_eq!(files.pop(), Some(&b""[..]), "a zero byte behind each");
        assert_eq!(files.len(), 4);
        for file in files {
            let path = archive.root().join(OsStr::from_bytes(file));
            assert!(path.is_file(), "{path:?}");
        }
    }
}
