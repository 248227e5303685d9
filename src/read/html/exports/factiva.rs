//! Factiva as HTML: a table for each article with a tag in front of each
//! field, or, in exports without tags, the fields in their order.

use super::blocks::{Block, blocks};
use super::{
    Made, Tagged, classes, date, extent, language, note_source, on_one_line, paragraphs,
    read_records, shows,
};
use crate::read::format::Format;
use crate::read::input::{Input, Sample};
use crate::read::item::Item;
use crate::read::labelled::{is_count, number};
use crate::read::sink::Sink;

pub(in crate::read) const FORMAT: Format = Format { name: "factiva-html", version: 1, sniff, read };

fn boundary() -> Tagged {
    Tagged::new("rticle", |tag| {
        let classes = classes(tag);
        tag.starts_with(['d', 'D'])
            && classes.iter().any(|class| class == "article")
            && classes.iter().any(|class| class.ends_with("Article"))
    })
}

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    // Styles may take more than the sample.
    let start = sample.text.get(..4096).unwrap_or(&sample.text);
    if super::super::sniff(sample).is_some() && start.contains("<title>Factiva</title>") {
        return Some("a page with the title `Factiva`");
    }
    shows(sample, boundary()).then_some("elements of the class `article` as Factiva marks them")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    read_records(input, sink, FORMAT.name, boundary(), make);
}

fn make(record: &str, mut item: Item) -> Made {
    let blocks = blocks(record, true);
    if !blocks.iter().any(|block| block.is_in("article")) {
        return None;
    }
    let blocks: Vec<Block> = blocks
        .into_iter()
        .filter(|block| block.is_in("article") && !block.is_in("footerbg"))
        .collect();
    let id = blocks.iter().rev().find_map(|block| number(&block.text)).map(str::to_owned);
    if blocks.iter().any(|block| tag(block) == Some("HD")) {
        tagged(record, &mut item, &blocks);
    } else {
        untagged(record, &mut item, &blocks);
    }
    Some((id, item))
}

/// The tag of a field, which stands in a cell of its own.
fn tag(block: &Block) -> Option<&str> {
    let is_tag = (2..=4).contains(&block.text.len())
        && block.text.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_tag && block.is_in("index")).then_some(block.text.as_str())
}

fn tagged(record: &str, item: &mut Item, blocks: &[Block]) {
    let mut rest = blocks;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        let Some(tag) = tag(first) else { continue };
        let len = behind.iter().position(|block| self::tag(block).is_some());
        let (value, next) =
            behind.split_at_checked(len.unwrap_or(behind.len())).unwrap_or_default();
        rest = next;
        if matches!(tag, "LP" | "TD") {
            let body = extent(value).map_or(Vec::new(), |range| paragraphs(record, range));
            item.article.paragraphs.extend(body);
            continue;
        }
        let lines: Vec<&str> = value.iter().map(|block| block.text.as_str()).collect();
        field(item, tag, &lines.join(" "));
    }
}

fn field(item: &mut Item, tag: &str, value: &str) {
    match tag {
        "HD" => item.headline(Some(value), "HD"),
        "BY" => item.byline(Some(value), "BY"),
        "SN" => item.publication(Some(value), "SN"),
        "PD" => {
            date(item, value, "PD");
        }
        "ET" => time(item, value),
        "SE" => note_source(item, "section", "SE", value),
        "PG" => note_source(item, "page", "PG", value),
        "ED" => note_source(item, "edition", "ED", value),
        "LA" => language(item, value, "LA"),
        "CY" => item.copyright(Some(value)),
        "CR" => item.credit(Some(value)),
        _ => {}
    }
}

/// `07:43`, which belongs to the date.
fn time(item: &mut Item, value: &str) {
    let Some(date) = item.article.date.filter(|_| item.article.time.is_none()) else { return };
    let stamp = crate::read::labelled::date(&format!("{date} {value}"));
    item.article.time = stamp.and_then(|stamp| stamp.time);
}

/// Headline, byline, words, date, source, page, language and copyright, then
/// the text, whose paragraphs have a class.
fn untagged(record: &str, item: &mut Item, blocks: &[Block]) {
    let is_text = |block: &Block| block.marks.contains("articleparagraph");
    let is_number = |block: &Block| number(&block.text).is_some();
    let body: Vec<Block> =
        blocks.iter().filter(|block| is_text(block) && !is_number(block)).cloned().collect();
    item.article.paragraphs = extent(&body).map_or(Vec::new(), |range| paragraphs(record, range));
    let head: Vec<&Block> = blocks.iter().take_while(|block| !is_text(block)).collect();
    let count = head.iter().position(|block| is_count(&block.text));
    let (above, below) = head.split_at_checked(count.unwrap_or(0)).unwrap_or_default();
    let is_headline = |block: &&&Block| block.marks.contains("headline");
    let headline = above.iter().rfind(is_headline).or(above.last());
    item.headline(headline.map(|block| block.text.as_str()), "Headline");
    for block in above {
        if block.is_in("author") {
            item.byline(Some(&block.text), "author");
        } else if headline.is_some_and(|headline| block.range.end <= headline.range.start) {
            note_source(item, "section", "article", &block.text);
        }
    }
    for block in below.iter().skip(1) {
        below_count(item, &on_one_line(&block.text));
    }
}

/// A line below the number of words.
fn below_count(item: &mut Item, line: &str) {
    let is_copyright = ["Copyright", "©", "(c)"].iter().any(|start| line.starts_with(start));
    match () {
        () if is_copyright => item.copyright(Some(line)),
        () if item.article.date.is_none() => {
            date(item, line, "article");
        }
        () if line.contains(':') => time(item, line),
        () if item.article.source.publication.is_none() => {
            item.publication(Some(line), "article");
        }
        () if item.article.language.is_none() => language(item, line, "article"),
        () => {}
    }
}
