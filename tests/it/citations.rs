//! Articles as entries for reference managers, and whole as records.

use expect_test::expect;

use super::archive::Archive;

const ARTICLE: &str = "Ferry & bridge: 50% of {all} traffic \\input{x}
By Jane Doe and Wang Wei
ODESA, March 14 (Reuters) — The ferry ran at ~5 knots over the bridge_old, the harbour said on Friday.
Its master was content, and so were #all of the crew when the day was over.
(Harbour Gazette 03/14/2014 page3)
";

#[test]
fn entries() {
    let archive = Archive::of(&[
        ("gazette/ferry 1.txt", ARTICLE),
        ("gazette/bare.txt", "the ferry ran and the bridge was closed to all\n"),
        (
            "gazette/month.txt",
            "Ferry runs\nThe ferry ran at last, said the harbour master.\n(Harbour Gazette July 1943)\n",
        ),
    ]);
    archive.done("ingest .");
    expect![[r#"
        $ morgue show gazette/ferry%201.txt --cite bibtex
        @article{gazette/ferry_25_201.txt,
          author = {Jane Doe and Wang Wei},
          title = {{Ferry \& bridge: 50\% of \textbraceleft{}all\textbraceright{} traffic \textbackslash{}input\textbraceleft{}x\textbraceright{}}},
          journal = {Harbour Gazette},
          year = {2014},
          month = mar,
          day = {14},
          pages = {3},
          language = {en},
          note = {In the archive: gazette/ferry\%201.txt}
        }
        [exit 0]

        $ morgue show gazette/ferry%201.txt --cite ris
        TY  - NEWS
        ID  - gazette/ferry%201.txt
        AU  - Jane Doe
        AU  - Wang Wei
        TI  - Ferry & bridge: 50% of {all} traffic \input{x}
        T2  - Harbour Gazette
        PY  - 2014
        DA  - 2014/03/14/
        SP  - 3
        LA  - en
        AV  - gazette/ferry%201.txt
        ER  -
        [exit 0]

        $ morgue show gazette/ferry%201.txt --cite csl-json
        [{"id":"gazette/ferry%201.txt","type":"article-newspaper","title":"Ferry & bridge: 50% of {all} traffic \\input{x}","author":[{"literal":"Jane Doe"},{"literal":"Wang Wei"}],"container-title":"Harbour Gazette","issued":{"date-parts":[[2014,3,14]]},"page":"3","language":"en","archive_location":"gazette/ferry%201.txt"}]
        [exit 0]

        $ morgue show gazette/bare.txt --cite bibtex
        @article{gazette/bare.txt,
          title = {{the ferry ran and the bridge was closed to all}},
          language = {en},
          note = {In the archive: gazette/bare.txt}
        }
        [exit 0]

        $ morgue show gazette/bare.txt --cite ris
        TY  - NEWS
        ID  - gazette/bare.txt
        TI  - the ferry ran and the bridge was closed to all
        LA  - en
        AV  - gazette/bare.txt
        ER  -
        [exit 0]

        $ morgue show gazette/bare.txt --cite csl-json
        [{"id":"gazette/bare.txt","type":"article-newspaper","title":"the ferry ran and the bridge was closed to all","language":"en","archive_location":"gazette/bare.txt"}]
        [exit 0]

        $ morgue show gazette/month.txt --cite bibtex
        @article{gazette/month.txt,
          title = {{Ferry runs}},
          journal = {Harbour Gazette},
          year = {1943},
          month = jul,
          language = {en},
          note = {In the archive: gazette/month.txt}
        }
        [exit 0]

        $ morgue show gazette/month.txt --cite csl-json
        [{"id":"gazette/month.txt","type":"article-newspaper","title":"Ferry runs","container-title":"Harbour Gazette","issued":{"date-parts":[[1943,7]]},"language":"en","archive_location":"gazette/month.txt"}]
        [exit 0]

        $ morgue show gazette/none.txt --cite ris
        ! morgue: there is no article with the id `gazette/none.txt`
        ! hint: ids are in the search results, after the passages or as `article.id`
        [exit 2]

        $ morgue show gazette/bare.txt --cite ris --format json
        ! error: the argument '--cite <STYLE>' cannot be used with '--format <FORMAT>'
        !
        ! Usage: morgue show --cite <STYLE> <ID>
        !
        ! For more information, try '--help'.
        [exit 2]
    "#]].assert_eq(&archive.session(&[
        "show gazette/ferry%201.txt --cite bibtex",
        "show gazette/ferry%201.txt --cite ris",
        "show gazette/ferry%201.txt --cite csl-json",
        "show gazette/bare.txt --cite bibtex",
        "show gazette/bare.txt --cite ris",
        "show gazette/bare.txt --cite csl-json",
        "show gazette/month.txt --cite bibtex",
        "show gazette/month.txt --cite csl-json",
        "show gazette/none.txt --cite ris",
        "show gazette/bare.txt --cite ris --format json",
    ]));
}

#[test]
fn every_article_of_the_corpus_has_entries() {
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    let articles = archive.run("export --index idx '*'").records();
    for article in articles.iter().step_by(9) {
        let id = article["id"].as_str().unwrap();
        let entry = |style: &str| archive.run(&format!("show '{id}' --index idx --cite {style}"));
        let item = entry("csl-json").records().remove(0)[0].clone();
        assert_eq!(item["title"], article["headline"], "{id}");
        assert_eq!(item["archive_location"], article["id"]);
        let date = article["date"].as_str().map(|date| date.replace('-', ","));
        let issued = item["issued"]["date-parts"][0].as_array();
        let parts = |parts: &Vec<serde_json::Value>| {
            let part = |part: &serde_json::Value| format!("{:02}", part.as_u64().unwrap());
            parts.iter().map(part).collect::<Vec<_>>().join(",")
        };
        assert_eq!(issued.map(parts), date, "{id}");
        let bibtex = entry("bibtex").stdout;
        let depth = bibtex
            .chars()
            .fold(0_i32, |depth, c| depth + i32::from(c == '{') - i32::from(c == '}'));
        assert_eq!(depth, 0, "{bibtex}");
        let ris = entry("ris").stdout;
        assert!(ris.starts_with("TY  - NEWS\n") && ris.ends_with("ER  - \n"), "{ris}");
        assert!(ris.lines().all(|line| line.get(2..6) == Some("  - ")), "{ris}");
    }
}

#[test]
fn exports_are_what_was_extracted() {
    let archive = Archive::with_corpus();
    archive.write("corpus/wire/copy.txt", archive.read("corpus/wire/xinhua-zh/2014/kelimiya.txt"));
    archive.done("ingest corpus");
    let mut extracted = archive.run("extract corpus").records();
    let exported = archive.run("export '*' --all-status --index corpus/.morgue").records();
    extracted.sort_by_key(|article| article["id"].as_str().unwrap().to_owned());
    assert_eq!(exported.len(), extracted.len());
    for (exported, extracted) in exported.iter().zip(&extracted) {
        assert_eq!(exported["id"], extracted["id"]);
        assert_eq!(exported["paragraphs"], extracted["paragraphs"]);
    }
    let chinese = archive.run("export --index corpus/.morgue '克里米亚 AND file:wire/*' --limit 2");
    let ids: Vec<String> =
        chinese.records().iter().map(|article| article["id"].to_string()).collect();
    assert_eq!(ids, ["\"wire/chinanews/2014/mosike-shaoyigu.txt\"", "\"wire/copy.txt\""]);
    assert_eq!(chinese.stderr, "note: there are more articles; `--limit 0` shows all\n");
    assert_eq!(archive.run("export --index corpus/.morgue Nosuchword").code, Some(1));
}
