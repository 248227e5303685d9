//! Which names stand for which fields of an article.
//!
//! Names are compared without case, blanks, `_` and `-`; `a.b` is the member
//! `b` of `a`. The first name of a field that has a value wins. Dates of
//! crawling, loading and changing stand for nothing.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A field of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Field {
    Headline,
    Body,
    Summary,
    Kicker,
    Deck,
    Byline,
    Dateline,
    Date,
    Publication,
    Agency,
    Section,
    Page,
    Edition,
    Copyright,
    Language,
    Url,
    Id,
}

/// Each field, what `morgue.toml` calls it, and its names.
const FIELDS: &[(Field, &str, &str)] = &[
    (
        Field::Headline,
        "headline",
        "headline title articletitle newstitle maintitle webtitle headline.main \
         title.rendered fields.headline thread.title heading titel titre titulo título titolo \
         заголовок 标题 العنوان",
    ),
    (
        Field::Body,
        "body",
        "text body articlebody articletext maintext fulltext bodytext content article story \
         storytext plaintext fields.bodytext contenttext newstext articlecontent newscontent \
         contents texto texte testo inhalt текст 正文 bodyhtml contenthtml articlehtml html \
         content.rendered fields.body document",
    ),
    (
        Field::Summary,
        "summary",
        "summary description abstract leadparagraph lead teaser snippet excerpt \
         excerpt.rendered",
    ),
    (Field::Kicker, "kicker", "kicker headline.kicker overline dachzeile"),
    (
        Field::Deck,
        "deck",
        "deck dek subtitle subheadline subhead subheading standfirst alternativeheadline \
         fields.standfirst untertitel",
    ),
    (
        Field::Byline,
        "byline",
        "byline byline.original fields.byline authors author authors.name author.name \
         authorname authornames by creator journalist reporter autor auteur автор 作者",
    ),
    (Field::Dateline, "dateline", "dateline"),
    (
        Field::Date,
        "date",
        "publicationdate publisheddate publishdate datepublished datepublish published \
         publishedat publishedon pubdate webpublicationdate publishtime publicationdatetime \
         publisheddatetime firstpublished articledate newsdate datetime date datum fecha дата \
         日期 createdat created",
    ),
    (
        Field::Publication,
        "source",
        "publication publicationname publicationtitle newspaper newspapername outlet \
         sourcename source.name source.title source publisher.name publisher sitename \
         thread.sitefull thread.site site medium journal zeitung sourcedomain domain",
    ),
    (Field::Agency, "agency", "agency newsagency wire creditline"),
    (
        Field::Section,
        "section",
        "section sectionname newssection category desk newsdesk rubrik ressort",
    ),
    (Field::Page, "page", "page pagenumber printpage seite"),
    (Field::Edition, "edition", "edition printedition"),
    (Field::Copyright, "copyright", "copyright copyrightline rights"),
    (Field::Language, "language", "language lang inlanguage sprache"),
    (Field::Url, "url", "url articleurl weburl link permalink canonicalurl sourceurl href uri"),
    (Field::Id, "id", "id articleid docid docno uuid guid storyid newsid nid"),
];

/// Names that stand for fields in one archive, before those that are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldNames(Vec<(&'static str, Vec<String>)>);

impl FieldNames {
    /// Lets names stand for a field, the first that has a value before the
    /// others.
    ///
    /// # Errors
    /// The names of all fields, if there is none of this name.
    pub fn add(&mut self, field: &str, names: &[String]) -> Result<(), Vec<&'static str>> {
        let all = || FIELDS.iter().map(|(_, name, _)| *name);
        let Some(known) = all().find(|known| *known == field) else { return Err(all().collect()) };
        self.0.push((known, names.iter().map(|name| folded(name)).collect()));
        Ok(())
    }
}

/// A field, and how many of its names count before this one.
pub(in crate::read) type Place = (Field, usize);

/// Looks up names, of which a file has few that come again and again.
pub(in crate::read) struct Dictionary {
    places: Cow<'static, HashMap<String, Place>>,
    seen: RefCell<HashMap<String, Option<Place>>>,
}

impl Dictionary {
    /// That of an archive with such names of its own.
    pub(in crate::read) fn of(own: Option<&FieldNames>) -> Self {
        let places = match own {
            Some(own) => Cow::Owned(places(own)),
            None => Cow::Borrowed(&*KNOWN),
        };
        Self { places, seen: RefCell::default() }
    }

    /// What a name stands for.
    pub(in crate::read) fn place(&self, name: &str) -> Option<Place> {
        if let Some(place) = self.seen.borrow().get(name) {
            return *place;
        }
        let place = self.places.get(&folded(name)).copied();
        let mut seen = self.seen.borrow_mut();
        // Some data have names without end.
        if seen.len() < 1000 {
            seen.insert(name.to_owned(), place);
        }
        place
    }

    /// Whether a name stands for a headline or a text.
    pub(in crate::read) fn is_text(&self, name: &str) -> bool {
        matches!(self.place(name), Some((Field::Headline | Field::Body, _)))
    }
}

/// What names stand for where an archive has none of its own.
static KNOWN: LazyLock<HashMap<String, Place>> = LazyLock::new(|| places(&FieldNames::default()));

fn places(own: &FieldNames) -> HashMap<String, Place> {
    let mut places = HashMap::new();
    for (field, name, known) in FIELDS {
        let own = own.0.iter().filter(|(field, _)| field == name);
        let own = own.flat_map(|(_, names)| names.iter().map(String::as_str));
        // Behind any number of an archive's own.
        let known = known.split_whitespace().enumerate().map(|(at, name)| (at + 1000, name));
        for (rank, name) in own.enumerate() {
            places.insert(name.to_owned(), (*field, rank));
        }
        for (rank, name) in known {
            places.entry(name.to_owned()).or_insert((*field, rank));
        }
    }
    places
}

/// A name as names are compared.
pub(in crate::read) fn folded(name: &str) -> String {
    name.trim_matches(['\u{FEFF}', ' '])
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_for_two_fields() {
        let all = FIELDS.iter().flat_map(|(_, _, names)| names.split_whitespace());
        let mut all: Vec<&str> = all.collect();
        assert!(all.iter().all(|name| folded(name) == **name));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn names_of_an_archive_come_first() {
        let mut own = FieldNames::default();
        own.add("date", &["Published_On".to_owned(), "title".to_owned()]).unwrap();
        assert!(own.add("dat", &[]).unwrap_err().contains(&"date"));
        let dictionary = Dictionary::of(Some(&own));
        assert_eq!(dictionary.place("published on"), Some((Field::Date, 0)));
        assert_eq!(dictionary.place("Title"), Some((Field::Date, 1)));
        assert_eq!(dictionary.place("PubDate").map(|(field, _)| field), Some(Field::Date));
        assert_eq!(dictionary.place("warc_date"), None);
    }
}
