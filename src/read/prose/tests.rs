//! Markup and the paragraphs that a reader sees.

use super::*;

fn shown(paragraphs: &[Paragraph]) -> String {
    let line = |paragraph: &Paragraph| {
        let role = serde_json::to_string(&paragraph.role).unwrap();
        let text = paragraph.text.text.replace('\n', " / ").replace('\t', " | ");
        format!("{}: {text}", role.trim_matches('"'))
    };
    paragraphs.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(shown(&of_html(html)), expected, "{html}");
}

#[test]
fn blocks_become_paragraphs_with_roles() {
    check(
        "<p>One <b>two</b>\n three.</p><p/><p>Four&nbsp;&amp; five.</p>",
        "para: One two three.\npara: Four & five.",
    );
    check(
        "<h2>Head</h2>text<ul><li>a<li>b</ul>more",
        "subhead: Head\npara: text\nlist: a\nlist: b\npara: more",
    );
    check("<blockquote><p>Said.</p></blockquote><p>He left.</p>", "quote: Said.\npara: He left.");
    check(
        "<figure><img src=x alt='y'><figcaption>The bell.</figcaption></figure><p>Text.</p>",
        "caption: The bell.\npara: Text.",
    );
    check("<p>syn&shy;chrone</p>", "para: synchrone");
    check("<p>unclosed<p>another", "para: unclosed\npara: another");
    check("</p></div>loose</table>", "para: loose");
}

#[test]
fn numbers_of_notes_are_no_parts_of_words() {
    check(
        "<p><sup>1</sup>Port of Elsen<sup>2</sup> has 3 km<sup>2</sup>.<sup>12</sup> It sold H<sup>2</sup>O.</p>",
        "para: 1 Port of Elsen 2 has 3 km2. 12 It sold H2O.",
    );
    check("<p>10<sup>6</sup>x, the 19<sup>th</sup></p>", "para: 106x, the 19th");
}

#[test]
fn what_is_no_text_is_dropped() {
    check("<script>if (a < b) { '</p>' }</script><p>Text.</p><style>p{}</style>", "para: Text.");
    check("<!-- <p>no</p> --><p title='a>b'>Yes<!-- -->", "para: Yes");
    check("<p>1 < 2 and <3</p>", "para: 1 < 2 and <3");
    check("<section class=\"non-public\"><p>Call us.</p></section><p>Text.</p>", "para: Text.");
    check("<p>* * *</p>", "");
}

#[test]
fn breaks_end_paragraphs_or_lines() {
    check("One.<br><br/>Two.", "para: One.\npara: Two.");
    check("Roses are red<br>violets are blue", "para: Roses are red / violets are blue");
    let long = "The bell of the ship was found on Monday by two divers of the harbour police, it was said there.";
    check(
        &format!("{long}<br>{long} It is old."),
        &format!("para: {long}\npara: {long} It is old."),
    );
    check("<pre>one\n  two</pre>", "table: one / two");
    check(
        "<p>The bell was found.     It is old.     It is to be shown.</p>",
        "para: The bell was found.\npara: It is old.\npara: It is to be shown.",
    );
    check("<p>The bell     was found.     It is old.</p>", "para: The bell was found. It is old.");
}

#[test]
fn tables_keep_their_rows_unless_they_place_text() {
    check(
        "<table><tr><th>Club</th><th>Pts</th></tr><tr><td><p>Nord</p></td><td>7</td></tr></table>",
        "table: Club | Pts / Nord | 7",
    );
    let long = "word ".repeat(100);
    let page = format!("<table><tr><td>Menu</td><td><p>{long}</p><p>Two.</p></td></tr></table>");
    check(&page, &format!("para: Menu\npara: {}\npara: Two.", long.trim()));
    check("<table><tr><td>open", "para: open");
}

#[test]
fn text_without_markup_has_paragraphs_too() {
    assert_eq!(
        shown(&of_text("One\nis wrapped.\n\nTwo.\r\n")),
        "para: One is wrapped.\npara: Two."
    );
    assert_eq!(shown(&of_text("One.\nTwo.")), "para: One.\npara: Two.");
}

#[test]
fn markup_that_is_made_to_hurt_is_read_to_its_end() {
    let odd = "<a \"".repeat(100_000) + ">";
    for html in [
        "<div>".repeat(200_000),
        odd.clone(),
        odd.replace('a', "script"),
        "<!--".repeat(100_000) + ">",
        "<![CDATA[".repeat(100_000) + ">",
        "<script></".repeat(100_000) + ">",
        "<table><tr>".repeat(100_000),
        "</".repeat(200_000),
        "&".repeat(400_000),
        "<script>".repeat(100_000),
    ] {
        of_html(&html);
    }
}
