//! The fields of an article out of what its page states, best source first.

use super::facts::{Facts, spaced};
use super::json_ld::{self, Statement, statements};
use super::people;
use super::title;
use crate::article::{Article, Byline, Dateline, Provenance};
use crate::read::stamp::{self, Habit};
use crate::read::stated::language as language_of;
use crate::span::Text;

/// How certain a field is that markup states, and one that it only suggests.
const CERTAIN: u8 = 95;
const SUGGESTED: u8 = 80;
/// How certain a date is that the page only prints.
const PRINTED: u8 = 70;

/// What a page states of its article.
pub(super) struct Stated {
    /// Only the fields.
    pub article: Article,
    /// The text as JSON-LD repeats it.
    pub body: Option<String>,
    /// The summary that search engines are given.
    pub summary: Option<String>,
    /// Whether the page says that it is an article.
    pub is_article: bool,
}

/// Gathers the fields.
pub(super) fn stated(facts: &Facts) -> Stated {
    let all = statements(&facts.json_ld);
    let ld = chosen(&all, facts);
    let mut fields = Fields { article: Article::default(), facts };
    fields.headline(&ld);
    fields.dates(&ld);
    fields.people(&ld);
    fields.source(&ld);
    fields.dateline(&ld);
    let is_article = !all.is_empty()
        || facts.meta("og:type").any(|kind| kind.eq_ignore_ascii_case("article"))
        || facts.meta("article:published_time").next().is_some()
        || facts.property("headline").chain(facts.property("datePublished")).next().is_some();
    let summaries = ["og:description", "description", "twitter:description"];
    let summary = summaries.iter().find_map(|name| facts.meta(name).next()).map(spaced);
    Stated { article: fields.article, body: ld.body, summary, is_article }
}

/// Of several articles in JSON-LD the one that the page is about: that of its
/// headline or address, or the first. Others fill nothing.
fn chosen(all: &[Statement], facts: &Facts) -> Statement {
    let titles: Vec<String> = facts
        .headings
        .iter()
        .map(String::as_str)
        .chain(facts.meta("og:title"))
        .map(title::folded)
        .filter(|title| !title.is_empty())
        .collect();
    let address = facts.canonical.as_deref().or_else(|| facts.meta("og:url").next());
    let score = |statement: &Statement| {
        let headline = statement.headline.as_deref().map(title::folded);
        let is_titled = headline.is_some_and(|headline| titles.contains(&headline));
        let is_addressed = statement.url.is_some() && statement.url.as_deref() == address;
        usize::from(is_titled) * 4
            + usize::from(is_addressed) * 3
            + usize::from(statement.published.is_some()) * 2
            + usize::from(!statement.authors.is_empty())
    };
    let best = all.iter().rev().max_by_key(|statement| score(statement));
    best.cloned().unwrap_or_default()
}

struct Fields<'f> {
    article: Article,
    facts: &'f Facts,
}

impl<'f> Fields<'f> {
    fn note(&mut self, field: &str, markup: &str, confidence: u8) {
        let from = format!("markup:{markup}");
        let provenance = Provenance { from, confidence, spans: Vec::new() };
        self.article.fields.insert(field.to_owned(), provenance);
    }

    /// The first value of these `meta` elements or properties.
    fn first(&self, names: &[&'static str]) -> Option<(&'static str, &'f str)> {
        names.iter().find_map(|name| {
            let value = match name.strip_prefix("itemprop:") {
                Some(property) => self.facts.properties.iter().find(|(it, _)| it == property),
                None => self.facts.metas.iter().find(|(it, _)| it == name),
            };
            value
                .map(|(_, value)| (*name, value.as_str()))
                .filter(|(_, value)| !value.trim().is_empty())
        })
    }

    fn headline(&mut self, ld: &Statement) {
        let found = title::headline(ld, self.facts);
        if let Some((markup, headline)) = found {
            self.article.headline = Some(Text::detached(headline));
            self.note("headline", markup, CERTAIN);
        }
        let printed = title::printed(ld, self.facts).map(|text| ("h1", text));
        let alternative = ld.deck.clone().map(|text| ("json-ld/alternativeHeadline", text));
        for (markup, line) in printed.into_iter().chain(alternative) {
            let said = title::folded(&line);
            let known = self.article.headline.iter().chain(&self.article.deck);
            if known.into_iter().all(|known| !title::folded(&known.text).contains(&said)) {
                self.article.deck.push(Text::detached(line));
                self.note("deck", markup, CERTAIN);
            }
        }
    }

    fn dates(&mut self, ld: &Statement) {
        const METAS: &[&str] = &[
            "article:published_time",
            "article:published",
            "og:article:published_time",
            "og:published_time",
            "itemprop:datePublished",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "publication-date",
            "pubdate",
            "date.published",
            "published_at",
            "article.published",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dcterms.date",
            "dc.date",
            "dc.date.created",
            "pdate",
            "displaydate",
            "ptime",
            "citation_publication_date",
            "itemprop:dateCreated",
            "date",
        ];
        let ld_date = ld.published.as_deref().map(|date| ("json-ld/datePublished", date));
        let metas = METAS.iter().filter_map(|name| self.first(&[name]));
        let marked = |is_marked: bool| {
            let times = self.facts.times.iter().filter(move |(_, it)| *it == is_marked);
            times.map(|(date, _)| ("time", date.as_str()))
        };
        let of_page = ld_date.is_none().then(|| json_ld::date_of_page(&self.facts.json_ld));
        let of_page = of_page.flatten();
        let of_page = of_page.as_deref().map(|date| ("json-ld/datePublished", date));
        let certain = ld_date.into_iter().chain(metas).chain(marked(true));
        let suggested = of_page.into_iter().chain(marked(false));
        let candidates = certain
            .map(|(from, date)| (from, date, CERTAIN))
            .chain(suggested.map(|(from, date)| (from, date, SUGGESTED)));
        let mut read = candidates.filter_map(|(from, date, confidence)| {
            let stamp = stamp::read(date, Habit::default())?;
            (stamp.day_first.is_none() && stamp.date.day.is_some())
                .then_some((from, stamp, confidence))
        });
        if let Some((from, stamp, confidence)) = read.next() {
            self.article.date = Some(stamp.date);
            self.article.time = stamp.time;
            self.note("date", from, confidence);
        } else if let Some(date) = self.facts.printed_date() {
            self.article.date = Some(date);
            self.note("date", "class", PRINTED);
        }
    }

    fn people(&mut self, ld: &Statement) {
        const METAS: &[&str] = &[
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "byl",
            "cxenseparse:author",
            "article:author_name",
            "citation_author",
        ];
        let metas = |name: &'static str| (name, self.facts.meta(name).map(str::to_owned).collect());
        let stated: Vec<(&'static str, Vec<String>)> = [
            ("json-ld/author", ld.authors.clone()),
            ("itemprop:author", self.facts.property("author").map(str::to_owned).collect()),
        ]
        .into_iter()
        .chain(METAS.iter().map(|name| metas(name)))
        .chain([("rel=author", self.facts.authors.clone())])
        .collect();
        let mut of_site = None;
        for (from, values) in stated {
            let people = distinct(values.iter().flat_map(|value| people::people(value)));
            let (sites, people): (Vec<_>, Vec<_>) =
                people.into_iter().partition(|person| self.is_site(&person.name, ld));
            if !people.is_empty() {
                self.article.bylines = people;
                return self.note("byline", from, CERTAIN);
            }
            of_site = of_site.or((!sites.is_empty()).then_some((from, sites)));
        }
        if let Some(people) = self.printed_people(ld) {
            self.article.bylines = people;
            return self.note("byline", "class", SUGGESTED);
        }
        if let Some((from, sites)) = of_site {
            self.article.bylines = sites;
            self.note("byline", from, CERTAIN);
        }
    }

    /// Whether a name is that of the site, which stands for no person.
    fn is_site(&self, name: &str, ld: &Statement) -> bool {
        let name = title::folded(name);
        let host = self.facts.canonical.as_deref().and_then(|url| url.split('/').nth(2));
        let host = host.map(|host| title::folded(host.trim_start_matches("www.")));
        let metas = ["og:site_name", "application-name", "dc.publisher"];
        let of_metas = metas.iter().flat_map(|name| self.facts.meta(name));
        let mut sites = of_metas.chain(ld.publisher.as_deref()).map(title::folded).chain(host);
        sites.any(|site| site == name || (name.len() > 2 && site.starts_with(&name)))
    }

    /// Names that stand in a text whose class says that it is a byline.
    fn printed_people(&self, ld: &Statement) -> Option<Vec<Byline>> {
        let is_person = |person: &Byline| {
            let words = person.name.split(' ').count();
            let is_name = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
            (2..=5).contains(&words)
                && person.name.split(' ').filter(|word| word.len() > 3).all(is_name)
                && !person.name.contains(|c: char| c.is_ascii_digit() || c == ':')
                && !self.is_site(&person.name, ld)
        };
        self.facts.bylines.iter().find_map(|line| {
            let people = distinct(people::people(line).into_iter());
            (!people.is_empty() && people.iter().all(is_person)).then_some(people)
        })
    }

    fn source(&mut self, ld: &Statement) {
        let site =
            self.first(&["og:site_name", "application-name", "dc.publisher", "itemprop:publisher"]);
        let publication = ld.publisher.as_deref().map(|name| ("json-ld/publisher", name)).or(site);
        if let Some((from, name)) = publication {
            self.article.source.publication = Some(spaced(name));
            self.note("source", from, CERTAIN);
        }
        let section = ld.section.as_deref().map(|section| ("json-ld/articleSection", section));
        let metas = [
            "article:section",
            "itemprop:articleSection",
            "parsely-section",
            "sailthru.section",
            "section",
        ];
        if let Some((from, section)) = section.or_else(|| self.first(&metas)) {
            self.article.source.section = Some(spaced(section));
            self.note("section", from, CERTAIN);
        }
        self.article.source.page.clone_from(&ld.page);
        self.article.source.edition.clone_from(&ld.edition);
        let language = [ld.language.as_deref(), self.facts.language.as_deref()];
        let locale = self.facts.meta("og:locale").next();
        self.article.language = language.into_iter().flatten().chain(locale).find_map(language_of);
        let address = self.facts.canonical.as_deref().or_else(|| self.facts.meta("og:url").next());
        self.article.url = [address, ld.url.as_deref()]
            .into_iter()
            .flatten()
            .find(|url| url.starts_with("http://") || url.starts_with("https://"))
            .map(str::to_owned);
    }

    fn dateline(&mut self, ld: &Statement) {
        let class = || self.facts.datelines.first().map(|line| ("class", line.as_str()));
        let stated = ld.dateline.as_deref().map(|line| ("json-ld/dateline", line));
        let property = self.first(&["itemprop:dateline"]);
        let Some((from, raw)) = stated.or(property).or_else(class) else { return };
        // The class is also given to dates.
        if raw.chars().any(|c| c.is_ascii_digit()) && from == "class" {
            return;
        }
        self.article.dateline = Some(Dateline { raw: raw.to_owned(), ..Dateline::default() });
        self.note("dateline", from, SUGGESTED);
    }
}

/// Names of one article that are read.
const MOST_PEOPLE: usize = 100;

fn distinct(people: impl Iterator<Item = Byline>) -> Vec<Byline> {
    let mut distinct: Vec<Byline> = Vec::new();
    for person in people.take(MOST_PEOPLE) {
        if distinct.iter().all(|known| known.name != person.name) {
            distinct.push(person);
        }
    }
    distinct
}
