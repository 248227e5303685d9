//! Our values against `trec_eval`'s: the numbers below were printed by its
//! Python binding `pytrec_eval-terrier` 0.5.11 for the same judgments and
//! runs, rounded to four decimals.

use std::fmt::Write;

use super::compare::mix;
use super::evaluation::{Evaluation, evaluate};
use super::measure::Measure;
use super::qrels::Qrels;
use super::run::Run;

/// Compares all topics and all means, as text.
fn check(qrels: &str, run: &str, topics: &str, all: &str) {
    let (qrels, run) = (Qrels::parse(qrels).unwrap(), Run::parse(run).unwrap());
    let (head, rows) = topics.split_once('\n').unwrap();
    let columns = Measure::parse_list(head.trim_start_matches("topic ")).unwrap();
    let evaluation = evaluate(&run, &qrels, &columns, false);
    assert_eq!(topic_rows(&evaluation), rows);

    let names: Vec<&str> = all.lines().map(|line| line.split(' ').next().unwrap()).collect();
    let measures = Measure::parse_list(&names.join(" ")).unwrap();
    let report = evaluate(&run, &qrels, &measures, false).report(false);
    assert_eq!(report.replace("\tall\t", " "), all);
}

fn topic_rows(evaluation: &Evaluation) -> String {
    let row = |topic: &super::evaluation::TopicValues| {
        let values = evaluation.measures.iter().zip(&topic.values);
        let shown = values.map(|(measure, value)| format!(" {}", measure.format(*value)));
        format!("{}{}\n", topic.topic, shown.collect::<String>())
    };
    evaluation.topics.iter().map(row).collect()
}

#[test]
fn ties_missing_topics_unjudged_and_graded_judgments() {
    check(HAND_QRELS, HAND_RUN, HAND_TOPICS, HAND_ALL);
}

#[test]
fn thirty_topics_of_two_hundred_hits() {
    check(&synthetic_qrels(), &synthetic_run(), SYNTHETIC_TOPICS, SYNTHETIC_ALL);
}

/// A few of 400 documents are judged, below 0 some of them; topic 11 is not
/// judged and topic 13 has nothing relevant.
fn synthetic_qrels() -> String {
    let mut qrels = String::new();
    for topic in (1..=30_u64).filter(|topic| *topic != 11) {
        for document in 0..400 {
            let relevance = match mix(topic * 1000 + document) % 60 {
                0 => 1,
                1 => 2,
                2 => 3,
                3 => -1,
                4..=6 => 0,
                _ => continue,
            };
            let relevance = if topic == 13 { relevance.min(0) } else { relevance };
            writeln!(qrels, "{topic} 0 d{document} {relevance}").unwrap();
        }
    }
    qrels
}

/// One of each two documents is returned, with many equal scores; topic 7 is not in the run.
fn synthetic_run() -> String {
    let mut run = String::new();
    for topic in (1..=30_u64).filter(|topic| *topic != 7) {
        for pair in 0..200 {
            let random = mix(1_000_000 + topic * 1000 + pair);
            let document = 2 * pair + (random & 1);
            let relevant = mix(topic * 1000 + document) % 60 < 3;
            let bonus = if relevant { (random >> 32) % 30 } else { 0 };
            let quarters = (random >> 8) % 60 + bonus;
            let (whole, rest) = (quarters / 4, quarters % 4 * 25);
            writeln!(run, "{topic} Q0 d{document} 0 {whole}.{rest:02} x").unwrap();
        }
    }
    run
}

const HAND_QRELS: &str = "\
ties 0 a 1
ties 0 b 0
ties 0 c 2
ties 0 d 0
graded 0 a 3
graded 0 b 2
graded 0 c 1
graded 0 d 0
graded 0 e -1
graded 0 f 1
graded 0 g 0
unjudged 0 a 1
unjudged 0 b 1
unjudged 0 c 0
none 0 a 0
none 0 b 0
negative 0 a 2
negative 0 b -1
negative 0 c 0
negative 0 d -2
negative 0 e 1
lost 0 a 1
lost 0 b 1
missing 0 a 1
many 0 a 1
many 0 b 0
many 0 c 0
many 0 d 0
";

const HAND_RUN: &str = "\
ties Q0 a 1 2.0 x
ties Q0 b 2 2.0 x
ties Q0 c 3 1.0 x
ties Q0 d 4 1.0000000001 x
ties Q0 e 5 1.000001 x
graded Q0 d 1 9 x
graded Q0 c 2 8 x
graded Q0 x 3 7 x
graded Q0 a 4 6 x
graded Q0 e 5 5 x
graded Q0 g 6 4 x
graded Q0 b 7 3 x
unjudged Q0 x 1 0.5 x
unjudged Q0 y 2 0.25 x
unjudged Q0 a 3 0.125 x
unjudged Q0 z 4 -1 x
unjudged Q0 b 5 -2 x
unjudged Q0 c 6 -0.5 x
none Q0 a 1 1 x
none Q0 z 2 0 x
negative Q0 b 1 5 x
negative Q0 d 2 4.5 x
negative Q0 c 3 4 x
negative Q0 a 4 3 x
negative Q0 x 5 2.5 x
negative Q0 e 6 1 x
lost Q0 x 1 1 x
lost Q0 y 2 1 x
foreign Q0 a 1 1 x
many Q0 b 1 1e3 x
many Q0 d 2 1e3 x
many Q0 a 3 1e3 x
many Q0 c 4 1e3 x
";

const HAND_TOPICS: &str = "\
topic num_ret num_rel num_rel_ret map Rprec bpref recip_rank ndcg ndcg_cut_10 P_10 recall_100 success_1
graded 7 4 3 0.3571 0.5000 0.2500 0.5000 0.4987 0.4987 0.3000 0.7500 0.0000
lost 2 2 0 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000
many 4 1 1 0.2500 0.0000 0.0000 0.2500 0.4307 0.4307 0.1000 1.0000 0.0000
negative 6 2 2 0.2917 0.0000 0.0000 0.2500 0.4628 0.4628 0.2000 1.0000 0.0000
none 2 0 0 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000
ties 5 2 2 0.4500 0.5000 0.2500 0.5000 0.5339 0.5339 0.2000 1.0000 0.0000
unjudged 6 2 2 0.3333 0.0000 0.5000 0.3333 0.5250 0.5250 0.2000 1.0000 0.0000
";

const HAND_ALL: &str = "\
num_q 7
num_ret 32
num_rel 13
num_rel_ret 10
num_nonrel_judged_ret 10
map 0.2403
gm_map 0.0169
Rprec 0.1429
bpref 0.1429
gm_bpref 0.0008
recip_rank 0.2619
11pt_avg 0.2460
ndcg 0.3502
set_P 0.2493
set_recall 0.6786
set_F 0.3596
iprec_at_recall_0.00 0.2738
iprec_at_recall_0.10 0.2738
iprec_at_recall_0.20 0.2738
iprec_at_recall_0.30 0.2738
iprec_at_recall_0.40 0.2738
iprec_at_recall_0.50 0.2738
iprec_at_recall_0.60 0.2493
iprec_at_recall_0.70 0.2493
iprec_at_recall_0.80 0.1881
iprec_at_recall_0.90 0.1881
iprec_at_recall_1.00 0.1881
P_1 0.0000
P_3 0.1429
P_5 0.2000
P_10 0.1429
P_100 0.0143
P_1000 0.0014
recall_1 0.0000
recall_3 0.1786
recall_5 0.5000
recall_10 0.6786
recall_100 0.6786
recall_1000 0.6786
ndcg_cut_1 0.0000
ndcg_cut_3 0.0970
ndcg_cut_5 0.2813
ndcg_cut_10 0.3502
ndcg_cut_100 0.3502
ndcg_cut_1000 0.3502
map_cut_1 0.0000
map_cut_3 0.0774
map_cut_5 0.1774
map_cut_10 0.2403
map_cut_100 0.2403
map_cut_1000 0.2403
success_1 0.0000
success_3 0.4286
success_5 0.7143
success_10 0.7143
";

const SYNTHETIC_TOPICS: &str = "\
topic num_ret num_rel num_rel_ret map Rprec bpref recip_rank ndcg ndcg_cut_10 P_10 recall_100 success_1
1 200 16 9 0.2280 0.2500 0.4062 1.0000 0.4779 0.4302 0.4000 0.4375 1.0000
10 200 24 11 0.2038 0.1667 0.4036 1.0000 0.4001 0.3241 0.4000 0.3750 1.0000
12 200 20 9 0.1206 0.1000 0.2923 1.0000 0.3599 0.3141 0.2000 0.2500 1.0000
13 200 0 0 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000
14 200 24 13 0.0791 0.0833 0.4292 1.0000 0.3445 0.1614 0.1000 0.2500 1.0000
15 200 18 8 0.0412 0.1111 0.3364 0.1667 0.1795 0.0870 0.2000 0.2222 0.0000
16 200 30 16 0.2106 0.2000 0.4310 1.0000 0.5188 0.5398 0.5000 0.4333 1.0000
17 200 16 6 0.2051 0.1875 0.3047 1.0000 0.3436 0.2527 0.3000 0.3125 1.0000
18 200 17 12 0.3408 0.2941 0.5709 1.0000 0.4674 0.3349 0.5000 0.5882 1.0000
19 200 16 8 0.0944 0.0625 0.3672 1.0000 0.3411 0.1534 0.1000 0.4375 1.0000
2 200 26 13 0.1844 0.1538 0.4024 1.0000 0.4458 0.4749 0.4000 0.3077 1.0000
20 200 20 10 0.2279 0.2000 0.4550 1.0000 0.3905 0.3899 0.4000 0.3500 1.0000
21 200 19 9 0.1827 0.1579 0.4072 1.0000 0.3409 0.2602 0.3000 0.2632 1.0000
22 200 18 10 0.1354 0.1111 0.4043 1.0000 0.4143 0.3141 0.2000 0.1667 1.0000
23 200 15 7 0.1928 0.2000 0.4133 1.0000 0.3447 0.2710 0.3000 0.4000 1.0000
24 200 20 9 0.1326 0.1500 0.3467 1.0000 0.3336 0.3015 0.3000 0.2000 1.0000
25 200 17 7 0.0303 0.0588 0.2941 0.0588 0.1965 0.0000 0.0000 0.3529 0.0000
26 200 18 11 0.1622 0.1111 0.5340 1.0000 0.4771 0.3234 0.2000 0.4444 1.0000
27 200 20 8 0.0640 0.0500 0.2941 1.0000 0.1907 0.0858 0.1000 0.1000 1.0000
28 200 15 7 0.0209 0.0000 0.3524 0.0370 0.1525 0.0000 0.0000 0.2000 0.0000
29 200 29 15 0.1932 0.1724 0.4608 1.0000 0.4491 0.4171 0.4000 0.4483 1.0000
3 200 23 10 0.0744 0.0870 0.3152 1.0000 0.3056 0.2249 0.1000 0.2609 1.0000
30 200 25 14 0.2511 0.2400 0.5013 1.0000 0.5741 0.5283 0.5000 0.5200 1.0000
4 200 24 14 0.3271 0.2917 0.5069 1.0000 0.6172 0.7096 0.7000 0.4167 1.0000
5 200 21 12 0.2346 0.2381 0.4538 1.0000 0.4301 0.3592 0.4000 0.3810 1.0000
6 200 14 5 0.0821 0.0714 0.2296 1.0000 0.1850 0.1178 0.1000 0.1429 1.0000
8 200 20 10 0.1926 0.2000 0.4567 1.0000 0.4332 0.3545 0.3000 0.3500 1.0000
9 200 16 12 0.2284 0.1875 0.6445 1.0000 0.4193 0.2123 0.3000 0.4375 1.0000
";

const SYNTHETIC_ALL: &str = "\
num_q 28
num_ret 5600
num_rel 541
num_rel_ret 275
num_nonrel_judged_ret 312
map 0.1586
gm_map 0.0971
Rprec 0.1477
bpref 0.3934
gm_bpref 0.2723
recip_rank 0.8665
11pt_avg 0.1891
ndcg 0.3619
set_P 0.0491
set_recall 0.4886
set_F 0.0889
iprec_at_recall_0.00 0.8708
iprec_at_recall_0.10 0.7063
iprec_at_recall_0.20 0.2615
iprec_at_recall_0.30 0.1071
iprec_at_recall_0.40 0.0754
iprec_at_recall_0.50 0.0439
iprec_at_recall_0.60 0.0095
iprec_at_recall_0.70 0.0055
iprec_at_recall_0.80 0.0000
iprec_at_recall_0.90 0.0000
iprec_at_recall_1.00 0.0000
P_1 0.8571
P_3 0.6667
P_5 0.4643
P_10 0.2750
P_100 0.0657
P_1000 0.0098
recall_1 0.0437
recall_3 0.0997
recall_5 0.1138
recall_10 0.1352
recall_100 0.3232
recall_1000 0.4886
ndcg_cut_1 0.5238
ndcg_cut_3 0.4699
ndcg_cut_5 0.3667
ndcg_cut_10 0.2836
ndcg_cut_100 0.3034
ndcg_cut_1000 0.3619
map_cut_1 0.0437
map_cut_3 0.0997
map_cut_5 0.1138
map_cut_10 0.1257
map_cut_100 0.1481
map_cut_1000 0.1586
success_1 0.8571
success_3 0.8571
success_5 0.8571
success_10 0.8929
";
