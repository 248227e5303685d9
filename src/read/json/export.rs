//! Articles that this program wrote out as `morgue.article/1`.

use std::ops::Range;

use super::scan::{JsonString, Kind, Value, elements, members, string};
use super::{Members, range_of, text_of};
use crate::article::{
    Article, Byline, Dateline, Paragraph, PartialDate, Place, Provenance, Role, Source, Status,
};
use crate::error::{Skip, SkipReason};
use crate::read::Draft;
use crate::read::excerpt::Excerpts;
use crate::read::stamp::{self, Habit};
use crate::span::Text;

/// The id and the draft of an exported article.
pub(super) fn read(
    excerpts: &Excerpts<'_>,
    found: &Members<'_>,
    reader: &str,
) -> (Option<String>, Result<Draft, Skip>) {
    let export = Export { excerpts, found };
    let id = export.text("id");
    let mut article = excerpts.article(reader);
    export.titles(&mut article);
    export.facts(&mut article);
    export.paragraphs(&mut article);
    export.provenance(&mut article);
    let draft = if article.paragraphs.is_empty() && article.headline.is_none() {
        Err(Skip::new(SkipReason::Empty, "the record holds no text"))
    } else {
        Ok(Draft { stated: article, plain: None })
    };
    (id, draft)
}

struct Export<'e> {
    excerpts: &'e Excerpts<'e>,
    found: &'e Members<'e>,
}

impl Export<'_> {
    fn source(&self) -> &str {
        &self.excerpts.text
    }

    fn text(&self, name: &str) -> Option<String> {
        text_of(self.source(), self.found, name).map(std::borrow::Cow::into_owned)
    }

    fn line(&self, range: Range<usize>) -> Text {
        self.excerpts.exact(range, &JsonString { line_break: '\n' })
    }

    fn inside(&self, name: &str) -> Vec<Value> {
        let list = self.found.iter().find(|(key, value)| key == name && value.kind == Kind::Array);
        list.map(|(_, value)| elements(self.source(), &value.range)).unwrap_or_default()
    }

    fn object(&self, name: &str) -> Option<Members<'_>> {
        let (_, value) = self.found.iter().find(|(key, _)| key == name)?;
        if value.kind != Kind::Object {
            return None;
        }
        members(self.source(), &value.range)
    }

    fn titles(&self, article: &mut Article) {
        let is_derived = self.found.iter().any(|(key, value)| {
            key == "headline_derived" && self.source().get(value.range.clone()) == Some("true")
        });
        match range_of(self.found, "headline") {
            Some(_) if is_derived => article.derived_headline = self.text("headline"),
            Some(range) => article.headline = Some(self.line(range)),
            None => {}
        }
        article.kicker = range_of(self.found, "kicker").map(|range| self.line(range));
        let deck = self.inside("deck").into_iter();
        article.deck = deck.map(|value| self.line(value.range)).collect();
    }

    fn facts(&self, article: &mut Article) {
        let text = self.source();
        for value in self.inside("byline") {
            let found = members(text, &value.range).unwrap_or_default();
            let part = |name| text_of(text, &found, name).map(std::borrow::Cow::into_owned);
            let name = part("name").unwrap_or_default();
            article.bylines.push(Byline { name, role: part("role"), place: part("place") });
        }
        if let Some(found) = self.object("dateline") {
            article.dateline = Some(self.dateline(&found));
        }
        article.date = self.text("date").and_then(|date| date_of(&date));
        article.time = self.text("time");
        article.language = self.text("language");
        article.url = self.text("url");
        let status = self.text("status").unwrap_or_default();
        let known = Status::ALL.into_iter().find(|known| known.name() == status);
        article.status = known.unwrap_or_default();
        if let Some(found) = self.object("source") {
            let part = |name| text_of(text, &found, name).map(std::borrow::Cow::into_owned);
            article.source = Source {
                publication: part("publication"),
                agencies: texts(text, &found, "agencies"),
                section: part("section"),
                page: part("page"),
                edition: part("edition"),
                copyright: part("copyright"),
            };
        }
    }

    fn dateline(&self, found: &Members<'_>) -> Dateline {
        let text = self.source();
        let places = found.iter().find(|(key, _)| key == "places");
        let places = places.map(|(_, value)| elements(text, &value.range)).unwrap_or_default();
        let places = places.into_iter().filter_map(|value| {
            let found = members(text, &value.range)?;
            let name = text_of(text, &found, "name")?.into_owned();
            let region = text_of(text, &found, "region").map(std::borrow::Cow::into_owned);
            Some(Place { name, region })
        });
        Dateline {
            raw: text_of(text, found, "raw").unwrap_or_default().into_owned(),
            places: places.collect(),
            date: text_of(text, found, "date").and_then(|date| date_of(&date)),
            agencies: texts(text, found, "agencies"),
            ..Dateline::default()
        }
    }

    fn paragraphs(&self, article: &mut Article) {
        let text = self.source();
        for value in self.inside("paragraphs") {
            let found = members(text, &value.range).unwrap_or_default();
            let Some(range) = range_of(&found, "text") else { continue };
            let role = text_of(text, &found, "role").and_then(|role| role_of(&role));
            let role = role.unwrap_or_default();
            article.paragraphs.push(Paragraph { role, text: self.line(range) });
        }
    }

    /// Where fields came from, as it was written then.
    fn provenance(&self, article: &mut Article) {
        let text = self.source();
        for (field, value) in self.object("fields").unwrap_or_default() {
            let found = members(text, &value.range).unwrap_or_default();
            let Some(from) = text_of(text, &found, "from") else { continue };
            let confidence =
                range_of(&found, "confidence").and_then(|range| text.get(range)?.parse().ok());
            let provenance = Provenance {
                from: from.into_owned(),
                confidence: confidence.unwrap_or_default(),
                spans: Vec::new(),
            };
            article.fields.insert(field.into_owned(), provenance);
        }
    }
}

fn texts(text: &str, found: &Members<'_>, name: &str) -> Vec<String> {
    let list = found.iter().find(|(key, value)| key == name && value.kind == Kind::Array);
    let values = list.map(|(_, value)| elements(text, &value.range)).unwrap_or_default();
    values.iter().map(|value| string(text, &value.range).into_owned()).collect()
}

fn date_of(written: &str) -> Option<PartialDate> {
    stamp::read(written, Habit::default()).map(|stamp| stamp.date)
}

fn role_of(name: &str) -> Option<Role> {
    Some(match name {
        "para" => Role::Para,
        "quote" => Role::Quote,
        "subhead" => Role::Subhead,
        "list" => Role::List,
        "table" => Role::Table,
        "qa" => Role::Qa,
        "caption" => Role::Caption,
        "item" => Role::Item,
        "correction" => Role::Correction,
        "editor_note" => Role::EditorNote,
        _ => return None,
    })
}
