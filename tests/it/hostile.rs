//! Text that wants to steer a terminal, hide or become a formula stays text,
//! in every command and format.

use expect_test::expect;

use super::archive::Archive;

const PAYLOADS: [&str; 26] = [
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{9b}31mred",
    "gnp.\u{202e}exe",
    "\u{2066}isolated\u{2069}",
    "zero\u{200b}width",
    "mark\u{feff}ed",
    "del\u{7f}ete",
    "back\u{8}space",
    "next\u{85}line",
    "line\u{2028}separator",
    "bell\u{7}s",
    "\u{1b}[2J\u{1b}[Hcleared",
    "\u{1b}P+q544e\u{1b}\\asked",
    "\u{1b}_program\u{1b}\\ended",
    "\u{90}string\u{9c}ended",
    "\u{1b}]8;;http:x\u{1b}\\linked",
    "\u{200f}right\u{200e}left",
    "\u{202a}embedded\u{202c}",
    "\u{2067}isolated\u{2069}",
    "\u{61c}arabic",
    "paragraph\u{2029}separator",
    "word\u{2060}joiner",
    "form\u{c}feed",
    "vertical\u{b}tab",
    "start\u{1}of",
];

const FORMULAS: [&str; 4] = ["=HYPERLINK(\"x\")", "+1+1", "-2+3", "@SUM(1)"];

/// Rules of the archive that name sources of its files.
const RULES: &str = "
[[rule]]
glob = \"[0-4]*.txt\"
source = \"=Post \\u001b[31m \\u202e \\u0085 \\u007f\"
";

/// An article a payload: in headline, byline, text and file name.
fn hostile() -> Archive {
    let archive = Archive::new();
    for (number, payload) in PAYLOADS.iter().chain(&FORMULAS).enumerate() {
        let headline = format!("{payload} ferry {payload} stops <script>&amp;");
        let text = format!(
            "{headline}\n\nBy Jane {payload} Doe\n\nODESA, March 14 (Reuters) — The {payload} ferry {payload} \
             stopped on Monday, the harbour said.\n\n{payload} ferry traffic was to begin again on \
             Tuesday,{payload}ferry crews said.\n\n(Harbour {payload} Gazette 03/{:02}/2014 page3)\n",
            number + 1
        );
        archive.write(&format!("news/{number:02}.txt"), text);
    }
    for payload in PAYLOADS.iter().chain(&FORMULAS) {
        let text = format!("Ferry {payload} runs\nThe ferry ran again.\n");
        archive.write(&format!("news/{payload}.txt"), text);
    }
    archive.write("news/none\u{1b}[7m.bin", [0, 255, 0, 254]);
    archive.write("news/morgue.toml", RULES);
    archive.write("news/name\u{202e}txt.\u{1b}[1m=1.txt", "Ferry runs\nThe ferry ran again.\n");
    archive.done("ingest news");
    archive
}

/// Whether a character may be printed at all.
fn is_harmless(c: char) -> bool {
    let hidden = matches!(
        c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    );
    (c == '\n' || c == '\t' || !c.is_control()) && !hidden
}

/// The cells of a table as a spreadsheet reads them.
fn csv_cells(table: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in table.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

#[test]
fn nothing_steers_and_nothing_computes() {
    let archive = hostile();
    let lists = ["text", "jsonl", "json", "csv", "tsv"];
    let searches = ["text", "jsonl", "json", "csv", "tsv", "trec", "paths"];
    let mut commands: Vec<String> = Vec::new();
    for format in searches {
        commands.push(format!("search ferry --limit 0 --format {format}"));
    }
    for format in lists {
        for by in ["source", "byline", "place", "agency"] {
            commands.push(format!("facets ferry --by {by} --format {format}"));
        }
        commands.push(format!("terms --format {format}"));
        commands.push(format!("timeline ferry --format {format}"));
        commands.push(format!("kwic ferry --format {format}"));
        commands.push(format!("kwic ferry --sort left --width 12 --format {format}"));
    }
    let all =
        "id,date,time,source,section,page,byline,agency,place,status,url,headline,passages,file";
    let queries: Vec<String> =
        PAYLOADS.iter().map(|payload| format!("\"{payload}\nferry\n")).collect();
    archive.write("queries.txt", queries.concat());
    for command in [
        "export ferry",
        "export ferry --format ninjs",
        &format!("search ferry --limit 0 --copies --format csv --fields {all}"),
        "search ferry --limit 0 --copies -v --width 40",
        "search -f queries.txt",
        "search -f queries.txt --format jsonl",
        "search -f queries.txt --format tsv",
        "count -f queries.txt",
        "explain ferry --id 03.txt",
        "explain ferry --id 03.txt --format json",
        "status",
        "status --format json",
        "check --full",
        "check --full --format json",
    ] {
        commands.push(command.into());
    }
    for number in (0..PAYLOADS.len() + FORMULAS.len()).step_by(3) {
        let show = format!("show {number:02}.txt");
        commands.push(show.clone());
        for option in [
            "--format json",
            "--query ferry",
            "--split",
            "--cite bibtex",
            "--cite ris",
            "--cite csl-json",
        ] {
            commands.push(format!("{show} {option}"));
        }
    }
    for payload in PAYLOADS {
        commands.push(format!("kwic '{payload} w/5 ferry' --format jsonl"));
        commands.push(format!("facets '\"{payload}' --by year --format json"));
        commands.push(format!("terms '{payload}'"));
        commands.push(format!("timeline '{payload}' --svg chart.svg"));
        commands.push(format!("count '{payload}'"));
        commands.push(format!("explain '\"{payload} ferry\"'"));
        commands.push(format!("show 'no {payload}'"));
    }
    let mut lines: Vec<String> =
        commands.iter().map(|command| format!("{command} --index news/.morgue")).collect();
    lines.push("extract news --report extract.jsonl".into());
    lines.push("extract news --why".into());
    lines.push("ingest news --rehash --report ingest.jsonl -v".into());
    lines.push("ingest news --rehash --dry-run".into());
    for payload in PAYLOADS {
        lines.push(format!("man '{payload}'"));
        lines.push(format!("help '{payload}'"));
        lines.push(format!("ingest 'no/{payload}'"));
        lines.push(format!("search ferry --index 'no/{payload}'"));
    }
    for command in &lines {
        let run = archive.run(command);
        for output in [&run.stdout, &run.stderr] {
            let bad = output.chars().find(|c| !is_harmless(*c));
            assert_eq!(bad, None, "{command:?}\n{output:?}");
        }
        let is = |format: &str| command.contains(&format!("--format {format} "));
        let cells = if is("csv") {
            csv_cells(&run.stdout)
        } else if is("tsv") {
            run.stdout.split(['\t', '\n']).map(str::to_owned).collect()
        } else {
            Vec::new()
        };
        if is("json") || is("jsonl") || is("ninjs") || command.starts_with("export") {
            run.records();
        }
        for cell in cells.iter().filter(|cell| cell.parse::<f64>().is_err()) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{command}: {cell}");
        }
    }
    for file in ["chart.svg", "extract.jsonl", "ingest.jsonl"] {
        let text = String::from_utf8(archive.read(file)).unwrap();
        assert!(!text.is_empty() && text.chars().all(is_harmless), "{file}: {text}");
    }
}

/// Colours and links are ours alone: without them nothing is left that steers.
#[test]
fn colours_and_links_are_the_only_codes() {
    let archive = hostile();
    let search = "search ferry --limit 0 --index news/.morgue --color always --hyperlink always";
    let shown = archive.run(search).stdout;
    let mut plain = String::new();
    for (number, part) in shown.split("\u{1b}]8;;").enumerate() {
        let text = match (number, part.split_once("\u{1b}\\")) {
            (0, _) => part,
            (_, Some((target, text))) => {
                assert!(target.chars().all(|c| c.is_ascii_graphic()), "{target:?}");
                text
            }
            (_, None) => panic!("a link that does not end: {part:?}"),
        };
        plain.push_str(&text.replace("\u{1b}[1;33m", "").replace("\u{1b}[0m", ""));
    }
    assert!(plain.len() < shown.len());
    assert_eq!(plain.chars().find(|c| !is_harmless(*c)), None, "{plain:?}");
    let kwic = archive.run("kwic ferry --index news/.morgue --color always").stdout;
    let kwic = kwic.replace("\u{1b}[1;33m", "").replace("\u{1b}[0m", "");
    assert_eq!(kwic.chars().find(|c| !is_harmless(*c)), None, "{kwic:?}");
}

#[test]
fn what_it_looks_like() {
    let archive = Archive::of(&[(
        "news/ferry.txt",
        "=cmd \u{1b}[31m Ferry\u{1b}[0m \u{202e}stops\u{202c}\n\nBy +Jane\u{200b} Doe\n\nThe \u{9b}1m ferry \
         stopped\u{7} on Monday, the harbour master said.\n\n(Harbour \u{2066}Gazette 03/14/2014 page3)\n",
    )]);
    archive.write("news/morgue.toml", RULES.replace("[0-4]*.txt", "*.txt"));
    archive.done("ingest news");
    expect![[r#"
        $ morgue search ferry --index news/.morgue
        1 article

        1  =cmd [31m [Ferry] [0m \u{202e}stops\u{202c} | By +Jane\u{200b} Doe
           =Post \x1b[31m \u{202e} \u{85} \x7f · 22 words · score 0.68
           ¶1   The 1m [ferry] stopped  on Monday, the harbour master said.
           news/ferry.txt:5
        [exit 0]

        $ morgue search ferry --index news/.morgue --format csv
        query_id,rank,score,copies,id,date,source,section,page,language,headline,passages
        1,1,0.683245,1,ferry.txt,,'=Post \x1b[31m \u{202e} \u{85} \x7f,,,en,'=cmd [31m Ferry [0m \u{202e}stops\u{202c},"The 1m [ferry] stopped  on Monday, the harbour master said."
        [exit 0]

        $ morgue kwic ferry --index news/.morgue --width 20
                              =cmd [31m [Ferry] [0m  ferry.txt headline
                                 The 1m [ferry] stopped  on Monday,  ferry.txt ¶1
        [exit 0]

        $ morgue kwic ferry --index news/.morgue --format csv --limit 1
        id,date,source,headline,field,para,line,left,mark,right,copies
        ferry.txt,,'=Post \x1b[31m \u{202e} \u{85} \x7f,'=cmd [31m Ferry [0m \u{202e}stops\u{202c},headline,,1,'=cmd [31m ,Ferry, [0m \u{202e}stops\u{202c},1
        ! note: there are more lines; `--limit 0` shows all
        [exit 0]

        $ morgue kwic ferry --index news/.morgue --format jsonl --limit 1
        {"format":"morgue.kwic/1","type":"line","id":"ferry.txt","date":null,"source":"=Post \u001b[31m \u202e \u0085 \u007f","headline":"=cmd [31m Ferry [0m \u202estops\u202c","field":"headline","para":null,"lines":[1,1],"left":"=cmd [31m ","mark":"Ferry","right":" [0m \u202estops\u202c","clause":0,"via":"word","bytes":[11,16],"chars":[11,16],"source_spans":[[11,16]],"copies":1}
        {"format":"morgue.kwic/1","type":"end","articles_total":1,"lines_shown":1,"truncated":true,"read_as":"ferry","notes":[],"repairs":[],"generation":1}
        ! note: there are more lines; `--limit 0` shows all
        [exit 0]

        $ morgue facets ferry --index news/.morgue --by source
        1  =Post \x1b[31m \u{202e} \u{85} \x7f
        [exit 0]

        $ morgue facets ferry --index news/.morgue --by byline --format csv
        by,value,articles,filter
        byline,,1,
        [exit 0]

        $ morgue facets ferry --index news/.morgue --by source --format jsonl
        {"format":"morgue.facet/1","type":"value","by":"source","value":"=Post \u001b[31m \u202e \u0085 \u007f","articles":1,"filter":"source:\"=Post \u001b[31m \u202e \u007f\""}
        {"format":"morgue.facet/1","type":"end","by":"source","articles_total":1,"values_total":1,"truncated":false,"read_as":"ferry","notes":[],"repairs":[],"generation":1}
        [exit 0]

        $ morgue show ferry.txt --index news/.morgue --query ferry
        id: ferry.txt
        source: =Post \x1b[31m \u{202e} \u{85} \x7f
        language: en

        =cmd [31m [Ferry] [0m \u{202e}stops\u{202c}
        By +Jane\u{200b} Doe

        ¶1  The 1m [ferry] stopped  on Monday, the harbour master said.

        ¶2  (Harbour \u{2066}Gazette 03/14/2014 page3)
        [exit 0]

        $ morgue show ferry.txt --index news/.morgue --cite bibtex
        @article{ferry.txt,
          title = {{=cmd [31m Ferry [0m \textbackslash{}u\textbraceleft{}202e\textbraceright{}stops\textbackslash{}u\textbraceleft{}202c\textbraceright{}}},
          journal = {=Post \textbackslash{}x1b[31m \textbackslash{}u\textbraceleft{}202e\textbraceright{} \textbackslash{}u\textbraceleft{}85\textbraceright{} \textbackslash{}x7f},
          language = {en},
          note = {In the archive: ferry.txt}
        }
        [exit 0]

        $ morgue show ferry.txt --index news/.morgue --cite ris
        TY  - NEWS
        ID  - ferry.txt
        TI  - =cmd [31m Ferry [0m \u{202e}stops\u{202c}
        T2  - =Post \x1b[31m \u{202e} \u{85} \x7f
        LA  - en
        AV  - ferry.txt
        ER  -
        [exit 0]

        $ morgue show ferry.txt --index news/.morgue --cite csl-json
        [{"id":"ferry.txt","type":"article-newspaper","title":"=cmd [31m Ferry [0m \u202estops\u202c","container-title":"=Post \u001b[31m \u202e \u0085 \u007f","language":"en","archive_location":"ferry.txt"}]
        [exit 0]
    "#]].assert_eq(&archive.session(&[
        "search ferry --index news/.morgue",
        "search ferry --index news/.morgue --format csv",
        "kwic ferry --index news/.morgue --width 20",
        "kwic ferry --index news/.morgue --format csv --limit 1",
        "kwic ferry --index news/.morgue --format jsonl --limit 1",
        "facets ferry --index news/.morgue --by source",
        "facets ferry --index news/.morgue --by byline --format csv",
        "facets ferry --index news/.morgue --by source --format jsonl",
        "show ferry.txt --index news/.morgue --query ferry",
        "show ferry.txt --index news/.morgue --cite bibtex",
        "show ferry.txt --index news/.morgue --cite ris",
        "show ferry.txt --index news/.morgue --cite csl-json",
    ]));
}

/// Who asks for it gets every character as it is, and no others.
#[test]
fn escapes_are_left_out_where_they_are_not_wanted() {
    let archive = Archive::of(&[(
        "news/ferry.txt",
        "=cmd \u{202e}Ferry stops\nThe ferry\u{202e} stopped\u{2066} on Monday, said the port.\n",
    )]);
    archive.done("ingest news");
    let shown =
        |options: &str| archive.run(&format!("search ferry --index news/.morgue {options}")).stdout;
    let raw = "The [ferry]\u{202e} stopped\u{2066} on Monday";
    assert!(shown("").contains("The [ferry]\\u{202e} stopped\\u{2066} on Monday"));
    assert!(shown("--raw").contains(raw));
    assert!(shown("--format json").contains("The ferry\\u202e stopped\\u2066 on Monday"));
    assert!(shown("--format json --raw").contains("The ferry\u{202e} stopped\u{2066} on Monday"));
    assert!(shown("--format csv --raw").contains(",'=cmd \u{202e}Ferry"));
    assert!(shown("--format csv --csv-raw").contains(",=cmd \\u{202e}Ferry"));
    assert!(shown("--format tsv --csv-raw --raw").contains("\t=cmd \u{202e}Ferry"));
    let nowhere = archive.run("show 'no\u{7f}' --index news/.morgue --raw");
    assert!(nowhere.stderr.contains("no\\x7f"), "{}", nowhere.snapshot());
}
