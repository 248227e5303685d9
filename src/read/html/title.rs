//! The headline of a page, without the name of the site.

use super::facts::{Facts, LONGEST_HEADING, spaced};
use super::json_ld::Statement;
use super::text::decoded;

/// The headline, and what states it.
pub(super) fn headline(ld: &Statement, facts: &Facts) -> Option<(&'static str, String)> {
    let ld = ld.headline.as_deref().map(|text| ("json-ld/headline", cleaned(text, facts)));
    let og = meta("og:title", facts);
    let others = ["twitter:title", "dc.title", "parsely-title", "sailthru.title"];
    let property = facts.property("headline").next();
    let property = property.map(|text| ("itemprop:headline", cleaned(text, facts)));
    let heading = match facts.headings.as_slice() {
        [only] => Some(("h1", only.clone())),
        _ => None,
    };
    let title = Some(("title", cleaned(&facts.title, facts)));
    let stated = match (ld, og) {
        (Some(ld), Some(og)) if prefers_shared(&ld.1, &og.1, facts) => Some(og),
        (ld, og) => ld.or(og),
    };
    let metas = others.iter().filter_map(|name| meta(name, facts));
    let mut candidates =
        stated.into_iter().chain(property).chain(metas).chain(heading).chain(title);
    candidates.find(|(_, text)| !text.is_empty())
}

/// The heading that the page prints over its article.
pub(super) fn printed(ld: &Statement, facts: &Facts) -> Option<String> {
    if let [only] = facts.headings.as_slice() {
        return Some(only.clone());
    }
    let stated = [ld.headline.as_deref(), facts.meta("og:title").next()];
    let stated: Vec<String> =
        stated.into_iter().flatten().map(|text| folded(&cleaned(text, facts))).collect();
    facts.headings.iter().find(|heading| stated.contains(&folded(heading))).cloned()
}

fn meta(name: &'static str, facts: &Facts) -> Option<(&'static str, String)> {
    let text = facts.meta(name).next()?;
    Some((name, cleaned(text, facts))).filter(|(_, text)| !text.is_empty())
}

/// Whether the title that a page gives to other sites is its headline, rather
/// than the one in JSON-LD.
///
/// Where one of them differs from the heading of the page, a desk wrote it
/// apart, for readers: it is the headline, unless the `title`, which is for
/// search engines, says the same. Words that are part of the other one say
/// less than the heading.
fn prefers_shared(ld: &str, og: &str, facts: &Facts) -> bool {
    let (ld, og) = (folded(ld), folded(og));
    let title = folded(&cleaned(&facts.title, facts));
    let is_printed = |text: &str| facts.headings.iter().any(|heading| folded(heading) == text);
    match (is_printed(&ld), is_printed(&og)) {
        (false, true) => ld == title || og.contains(&ld),
        (true, false) => og != title,
        _ => false,
    }
}

/// A title without references and without the name of the site.
fn cleaned(title: &str, facts: &Facts) -> String {
    if title.len() > LONGEST_HEADING {
        return String::new();
    }
    without_site(&spaced(&decoded(title)), facts)
}

/// Takes the name of the site from the end of a title, and whatever stands
/// around the words of the page's heading.
fn without_site(title: &str, facts: &Facts) -> String {
    const MARKS: [&str; 13] = [
        " | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " / ", "：", "｜", "\u{3163}", "_",
    ];
    let names = ["og:site_name", "application-name", "twitter:site"];
    let names = names.iter().flat_map(|name| facts.meta(name)).map(folded);
    let sites: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    let is_site = |tail: &str| {
        let is_it = |site: &String| {
            *site == tail || (tail.len() > 3 && site.contains(tail)) || tail.contains(site.as_str())
        };
        sites.iter().any(is_it)
    };
    let is_printed = |kept: &str| {
        let kept = folded(kept);
        !kept.is_empty() && facts.headings.iter().any(|heading| folded(heading) == kept)
    };
    if let Some(rest) = title.find(" | ").and_then(|at| title.get(at + 3..))
        && is_printed(rest)
    {
        return rest.to_owned();
    }
    let mut marks: Vec<(usize, usize)> = MARKS
        .iter()
        .flat_map(|mark| title.match_indices(mark).map(|(at, mark)| (at, mark.len())))
        .collect();
    marks.sort_unstable();
    let kept = marks.iter().filter_map(|(at, _)| title.get(..*at)).find(|kept| is_printed(kept));
    if let Some(kept) = kept {
        return kept.trim_end().to_owned();
    }
    let mut title = title;
    while let Some((at, len)) = marks.pop() {
        let (Some(kept), Some(tail)) = (title.get(..at), title.get(at + len..)) else { break };
        if !is_site(&folded(tail)) {
            break;
        }
        title = kept.trim_end();
    }
    title.to_owned()
}

/// Letters and digits only, in small letters: how texts of one page are compared.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, site: &str, heading: &str, expected: &str) {
        let facts = Facts {
            title: title.to_owned(),
            metas: vec![("og:site_name".to_owned(), site.to_owned())],
            headings: vec![heading.to_owned()].into_iter().filter(|it| !it.is_empty()).collect(),
            ..Facts::default()
        };
        assert_eq!(without_site(title, &facts), expected);
    }

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_headline() {
        check("Dock opens | The Tide", "The Tide", "", "Dock opens");
        check("Dock opens - News - The Tide", "The Tide", "Dock opens", "Dock opens");
        check("Dock - quay opens", "The Tide", "", "Dock - quay opens");
        check("Dock opens – Tide.example", "Tide", "", "Dock opens");
        check("부두 개장 ㅣ 물결일보", "물결일보", "", "부두 개장");
    }
}
