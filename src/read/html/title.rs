//! The headline of a page, without the name of the site.

use super::facts::{Facts, spaced};
use super::json_ld::Statement;
use super::text::decoded;

/// The headline, and what states it.
pub(super) fn headline(ld: &Statement, facts: &Facts) -> Option<(&'static str, String)> {
    let social = ["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"];
    let property = facts.property("headline").next().map(|text| ("itemprop:headline", text));
    let metas = social.iter().filter_map(|name| facts.meta(name).next().map(|text| (*name, text)));
    let heading = match facts.headings.as_slice() {
        [only] => Some(("h1", only.as_str())),
        _ => None,
    };
    let stated = ld.headline.as_deref().map(|text| ("json-ld/headline", text));
    let mut candidates = stated
        .into_iter()
        .chain(metas)
        .chain(property)
        .chain(heading)
        .chain([("title", facts.title.as_str())]);
    candidates.find_map(|(from, text)| {
        let text = spaced(&decoded(text));
        let text = if from == "json-ld/headline" { text } else { without_site(&text, facts) };
        (!text.is_empty()).then_some((from, text))
    })
}

/// Takes the name of the site from the end or the start of a title.
fn without_site(title: &str, facts: &Facts) -> String {
    const MARKS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " / "];
    let site: Vec<String> = ["og:site_name", "application-name", "twitter:site"]
        .iter()
        .flat_map(|name| facts.meta(name))
        .map(folded)
        .filter(|name| !name.is_empty())
        .collect();
    let headings: Vec<String> = facts.headings.iter().map(|heading| folded(heading)).collect();
    let mut title = title;
    while let Some((at, mark)) =
        MARKS.iter().filter_map(|mark| Some((title.rfind(mark)?, *mark))).max()
    {
        let (kept, tail) = (title.get(..at), title.get(at + mark.len()..));
        let (Some(kept), Some(tail)) = (kept, tail) else { break };
        let tail = folded(tail);
        let is_site = site.iter().any(|site| {
            *site == tail
                || (tail.len() > 3 && site.contains(&tail))
                || tail.contains(site.as_str())
        });
        if !is_site && !headings.contains(&folded(kept)) {
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
    }
}
