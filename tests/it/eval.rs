//! `morgue eval`: what it measures, compares, writes and refuses.

use expect_test::{Expect, expect};

use super::archive::Archive;

const QRELS: &str =
    "1 0 north/ice.txt 1\n1 0 dock 2\n2 0 17 1\n2 0 fire 0\n3 0 ice 1\n3 0 ledger 1\n";
const TOPICS: &str = "1\tferry strike (wages)\n2\tharbour -fire\n3\tice OR\n";

/// Five articles about a harbour, with topics and judgments.
fn harbour() -> Archive {
    let archive = Archive::of(&[
        ("news/north/ice.txt", "Ice closes the strait\nThe ferry did not run on Monday.\n"),
        ("news/north/dock.txt", "Ferry crews strike\nThe strike is about wages, the crews said.\n"),
        ("news/fire.txt", "Fire in the harbour\nA fire burnt two sheds down.\n"),
        ("news/17.txt", "Harbour dues rise\nThe harbour takes more from the ferry.\n"),
        ("news/south/ice.txt", "Ice cream stand opens\nIt is by the harbour.\n"),
        ("topics.tsv", TOPICS),
        ("qrels.txt", QRELS),
    ]);
    archive.done("ingest news");
    archive
}

const EVAL: &str = "eval --index news/.morgue --qrels qrels.txt";

#[track_caller]
fn check(archive: &Archive, commands: &[&str], expected: &Expect) {
    let commands: Vec<String> =
        commands.iter().map(|command| command.replace("EVAL", EVAL)).collect();
    let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
    expected.assert_eq(&archive.session(&commands));
}

#[test]
fn topics_are_searched_as_plain_words_and_measured() {
    check(
        &harbour(),
        &[
            "EVAL --topics topics.tsv",
            "EVAL --topics topics.tsv -q --measures 'map,P.1,2 success_1'",
            "EVAL --topics topics.tsv --measures official -n 1",
        ],
        &expect![[r#"
            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv
            map	all	0.5000
            ndcg_cut_10	all	0.5436
            recip_rank	all	0.5000
            P_10	all	0.1000
            recall_100	all	0.6667
            success_1	all	0.3333
            ! note: judged ids that name no article of the index: ledger
            ! note: judged ids that name several articles, and so none: ice
            [exit 0]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv -q --measures 'map,P.1,2 success_1'
            map	1	1.0000
            P_1	1	1.0000
            P_2	1	1.0000
            success_1	1	1.0000
            map	2	0.5000
            P_1	2	0.0000
            P_2	2	0.5000
            success_1	2	0.0000
            map	3	0.0000
            P_1	3	0.0000
            P_2	3	0.0000
            success_1	3	0.0000
            map	all	0.5000
            P_1	all	0.3333
            P_2	all	0.5000
            success_1	all	0.3333
            ! note: judged ids that name no article of the index: ledger
            ! note: judged ids that name several articles, and so none: ice
            [exit 0]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv --measures official -n 1
            num_q	all	3
            num_ret	all	3
            num_rel	all	5
            num_rel_ret	all	1
            map	all	0.1667
            gm_map	all	0.0004
            Rprec	all	0.1667
            bpref	all	0.1667
            recip_rank	all	0.3333
            iprec_at_recall_0.00	all	0.3333
            iprec_at_recall_0.10	all	0.3333
            iprec_at_recall_0.20	all	0.3333
            iprec_at_recall_0.30	all	0.3333
            iprec_at_recall_0.40	all	0.3333
            iprec_at_recall_0.50	all	0.3333
            iprec_at_recall_0.60	all	0.0000
            iprec_at_recall_0.70	all	0.0000
            iprec_at_recall_0.80	all	0.0000
            iprec_at_recall_0.90	all	0.0000
            iprec_at_recall_1.00	all	0.0000
            P_5	all	0.0667
            P_10	all	0.0333
            P_15	all	0.0222
            P_20	all	0.0167
            P_30	all	0.0111
            P_100	all	0.0033
            P_200	all	0.0017
            P_500	all	0.0007
            P_1000	all	0.0003
            ! note: judged ids that name no article of the index: ledger
            ! note: judged ids that name several articles, and so none: ice
            [exit 0]
        "#]],
    );
}

#[test]
fn topics_in_three_formats_give_the_same_run() {
    let archive = harbour();
    let sgml = "<top>\n<num> Number: 1\n<title> ferry strike (wages)\n<desc> Description:\nWhy crews stopped\n</top>\n\
        <top><num>2<title>harbour -fire</top>\n<top><num>3<title>ice OR</top>\n";
    archive.write("topics.sgml", sgml);
    let jsonl = "{\"id\":1,\"text\":\"ferry strike (wages)\"}\n{\"id\":\"2\",\"query\":\"harbour -fire\"}\n\
        {\"qid\":\"3\",\"title\":\"ice OR\"}\n";
    archive.write("topics.jsonl", jsonl);
    for topics in ["tsv", "sgml", "jsonl"] {
        let command = format!("{EVAL} --topics topics.{topics} --run-out {topics}.run");
        archive.done(&command);
    }
    let run = |name: &str| String::from_utf8(archive.read(name)).unwrap();
    assert_eq!(run("sgml.run"), run("tsv.run"));
    assert_eq!(run("jsonl.run"), run("tsv.run"));
    expect![[r#"
        1 Q0 north/dock.txt 1 7.273107 morgue
        1 Q0 north/ice.txt 2 1.013657 morgue
        1 Q0 17.txt 3 0.963413 morgue
        2 Q0 fire.txt 1 4.797211 morgue
        2 Q0 17.txt 2 1.277782 morgue
        2 Q0 south/ice.txt 3 1.007955 morgue
        3 Q0 south/ice.txt 1 1.788717 morgue
        3 Q0 north/ice.txt 2 1.727441 morgue
    "#]]
    .assert_eq(&run("tsv.run"));
    archive.done(&format!("{EVAL} --topics topics.sgml --parts desc --run-out desc.run"));
    expect![[r#"
        1 Q0 north/dock.txt 1 3.25698 morgue
        2 Q0 fire.txt 1 4.797211 morgue
        2 Q0 17.txt 2 1.277782 morgue
        2 Q0 south/ice.txt 3 1.007955 morgue
        3 Q0 south/ice.txt 1 1.788717 morgue
        3 Q0 north/ice.txt 2 1.727441 morgue
    "#]]
    .assert_eq(&run("desc.run"));
}

#[test]
fn a_run_is_measured_and_compared_without_an_index() {
    let archive = harbour();
    archive.write("a.run", "1 Q0 x 1 3.5 a\n1 Q0 dock 2 2.5 a\n2 Q0 17 1 1 a\n9 Q0 17 1 1 a\n");
    archive.write("b.run", "1 Q0 x 9 1.5 b\n1 Q0 dock 9 2.5 b\n2 Q0 17 1 1 b\n");
    check(
        &archive,
        &[
            "eval --qrels qrels.txt --run a.run -q",
            "eval --qrels qrels.txt --run b.run --against a.run --measures 'map num_rel P_1'",
            "eval --qrels qrels.txt --run b.run -c --measures 'num_q map'",
            "EVAL --run a.run --measures map",
            "EVAL --topics topics.tsv --against a.run --measures map",
        ],
        &expect![[r#"
            $ morgue eval --qrels qrels.txt --run a.run -q
            map	1	0.2500
            ndcg_cut_10	1	0.4796
            recip_rank	1	0.5000
            P_10	1	0.1000
            recall_100	1	0.5000
            success_1	1	0.0000
            map	2	1.0000
            ndcg_cut_10	2	1.0000
            recip_rank	2	1.0000
            P_10	2	0.1000
            recall_100	2	1.0000
            success_1	2	1.0000
            map	all	0.6250
            ndcg_cut_10	all	0.7398
            recip_rank	all	0.7500
            P_10	all	0.1000
            recall_100	all	0.7500
            success_1	all	0.5000
            ! note: judged topics without a hit, left out (`-c` counts them as failures): 3
            ! note: topics without judgments, left out: 9
            [exit 0]

            $ morgue eval --qrels qrels.txt --run b.run --against a.run --measures 'map num_rel P_1'
            map	all	0.7500
            num_rel	all	3
            P_1	all	1.0000
            map	against	0.6250
            map	difference	+0.1250
            map	wins	1
            map	losses	0
            map	ties	1
            map	p	1.0000
            P_1	against	0.5000
            P_1	difference	+0.5000
            P_1	wins	1
            P_1	losses	0
            P_1	ties	1
            P_1	p	1.0000
            ! note: judged topics without a hit, left out (`-c` counts them as failures): 3
            [exit 0]

            $ morgue eval --qrels qrels.txt --run b.run -c --measures 'num_q map'
            num_q	all	3
            map	all	0.5000
            ! note: judged topics without a hit, counted as failures: 3
            [exit 0]

            $ morgue eval --index news/.morgue --qrels qrels.txt --run a.run --measures map
            map	all	0.6250
            ! note: judged ids that name no article of the index: ledger
            ! note: judged ids that name several articles, and so none: ice
            ! note: returned ids that name no article of the index: x
            ! note: judged topics without a hit, left out (`-c` counts them as failures): 3
            ! note: topics without judgments, left out: 9
            [exit 0]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv --against a.run --measures map
            map	all	0.5000
            map	against	0.6250
            map	difference	+0.1250
            map	wins	1
            map	losses	1
            map	ties	0
            map	p	1.0000
            ! note: judged ids that name no article of the index: ledger
            ! note: judged ids that name several articles, and so none: ice
            ! note: returned ids that name no article of the index: x
            [exit 0]
        "#]],
    );
}

#[test]
fn topics_in_the_query_language() {
    let archive = harbour();
    archive.write("queries.tsv", "1\tferry AND strike\n2\tharbour -fire -ice\n");
    check(
        &archive,
        &[
            "EVAL --topics queries.tsv --syntax -q --measures 'map num_ret'",
            "EVAL --topics topics.tsv --syntax",
        ],
        &expect![[r#"
            $ morgue eval --index news/.morgue --qrels qrels.txt --topics queries.tsv --syntax -q --measures 'map num_ret'
            map	1	0.5000
            num_ret	1	1
            map	2	1.0000
            num_ret	2	1
            map	all	0.7500
            num_ret	all	2
            ! note: judged ids that name no article of the index: ledger
            ! note: judged ids that name several articles, and so none: ice
            ! note: judged topics without a hit, left out (`-c` counts them as failures): 3
            [exit 0]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv --syntax
            ! morgue: cannot search for topic `3`: `OR` has nothing on its right side
            ! hint: leave `--syntax` out to search for the words of topics as they are
            [exit 2]
        "#]],
    );
}

#[test]
fn files_that_cannot_be_used() {
    let archive = harbour();
    archive.write("twice.txt", "1 0 dock 1\n1 0 dock 0\n");
    archive.write("twice.tsv", "1\tferry\n1\tstrike\n");
    archive.write("twice.run", "1 Q0 a 1 2 x\n1 Q0 a 2 1 x\n");
    archive.write("others.tsv", "q1\tferry\n");
    archive.write("empty.tsv", "\n");
    check(
        &archive,
        &[
            "eval --topics topics.tsv --qrels qrels.txt",
            "EVAL",
            "EVAL --topics nowhere.tsv",
            "EVAL --topics twice.tsv",
            "EVAL --topics others.tsv",
            "EVAL --topics empty.tsv",
            "EVAL --run twice.run",
            "EVAL --topics topics.tsv --against nowhere.run",
            "EVAL --topics topics.tsv --run-out nowhere/a.run",
            "EVAL --topics topics.tsv --measures MAP",
            "EVAL --topics topics.tsv --measures ','",
            "EVAL --topics topics.tsv --run a.run",
            "eval --index news/.morgue --topics topics.tsv --qrels twice.txt",
        ],
        &expect![[r#"
            $ morgue eval --topics topics.tsv --qrels qrels.txt
            ! morgue: there is no index (`.morgue`) here or above, looking from `DIR`
            ! hint: `news` has one: add `--index news`, or go there
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt
            ! error: the following required arguments were not provided:
            !   --topics <FILE>
            !
            ! Usage: morgue eval --qrels <FILE> --index <DIR> --topics <FILE>
            !
            ! For more information, try '--help'.
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics nowhere.tsv
            ! morgue: cannot read the topics in `nowhere.tsv`: No such file or directory (os error 2)
            ! hint: give a file; topics are lines of an id, a tab and a text, or TREC's `<top>`, or JSON Lines with `id` and `text`
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics twice.tsv
            ! morgue: cannot read the topics in `twice.tsv`: line 2: topic `1` is there twice
            ! hint: topics are lines of an id, a tab and a text, or TREC's `<top>`, or JSON Lines with `id` and `text`
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics others.tsv
            ! morgue: no topic is judged in `qrels.txt`
            ! hint: topics are matched by their ids; the first asked is `q1`, the first judged is `1`
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics empty.tsv
            ! morgue: there are no topics in `empty.tsv`
            ! hint: topics are lines of an id, a tab and a text, or TREC's `<top>`, or JSON Lines with `id` and `text`
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --run twice.run
            ! morgue: cannot read the results in `twice.run`: line 2: topic `1` has the id `a` twice
            ! hint: a line is `topic Q0 id rank score tag`, each id once a topic
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv --against nowhere.run
            ! morgue: cannot read the results in `nowhere.run`: No such file or directory (os error 2)
            ! hint: give a file; a line is `topic Q0 id rank score tag`, each id once a topic
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv --run-out nowhere/a.run
            ! morgue: cannot write the run to `nowhere/a.run`: No such file or directory (os error 2)
            ! hint: name a file in a folder that can be written
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv --measures MAP
            ! morgue: there is no measure `MAP`
            ! hint: give some of num_q, num_ret, num_rel, num_rel_ret, num_nonrel_judged_ret, map, gm_map, Rprec, bpref, gm_bpref, recip_rank, iprec_at_recall_0.00, 11pt_avg, P_k, recall_k, ndcg, ndcg_cut_k, map_cut_k, success_k, set_P, set_recall, set_F
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv --measures ','
            ! morgue: no measure is named
            ! hint: leave `--measures` out for map ndcg_cut_10 recip_rank P_10 recall_100 success_1
            [exit 2]

            $ morgue eval --index news/.morgue --qrels qrels.txt --topics topics.tsv --run a.run
            ! error: the argument '--topics <FILE>' cannot be used with '--run <FILE>'
            !
            ! Usage: morgue eval --qrels <FILE> --index <DIR> --topics <FILE>
            !
            ! For more information, try '--help'.
            [exit 2]

            $ morgue eval --index news/.morgue --topics topics.tsv --qrels twice.txt
            ! morgue: cannot read the judgments in `twice.txt`: line 2: topic `1` judges the id `dock` twice
            ! hint: a line is `topic 0 id relevance`, each id once a topic
            [exit 2]
        "#]],
    );
}
