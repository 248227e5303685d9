//! Records of named values, out of JSON or a table: which name is which field.
//!
//! Names are compared without case, blanks, `_` and `-`. The first name of a
//! list that has a value wins. Dates of crawling, loading and changing are in
//! none of the lists.

use std::borrow::Cow;
use std::ops::Range;

use super::excerpt::{Decode, Excerpts, state};
use super::fragment;
use super::stamp::{self, Habit};
use super::{Draft, Extent};
use crate::article::{Article, Dateline, PartialDate, Provenance, Warning};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

/// A field of an article and the names that stand for it.
struct Field {
    /// What `morgue.toml` calls it.
    name: &'static str,
    names: &'static [&'static str],
}

const HEADLINE: Field = Field {
    name: "headline",
    names: &[
        "headline",
        "title",
        "articletitle",
        "newstitle",
        "maintitle",
        "webtitle",
        "headline.main",
        "title.rendered",
        "fields.headline",
        "thread.title",
        "heading",
        "titel",
        "titre",
        "titulo",
        "título",
        "titolo",
        "заголовок",
        "标题",
        "العنوان",
    ],
};
const BODY: Field = Field {
    name: "body",
    names: &[
        "text",
        "body",
        "articlebody",
        "articletext",
        "maintext",
        "fulltext",
        "bodytext",
        "content",
        "article",
        "story",
        "storytext",
        "plaintext",
        "fields.bodytext",
        "contenttext",
        "newstext",
        "articlecontent",
        "newscontent",
        "contents",
        "texto",
        "texte",
        "testo",
        "inhalt",
        "текст",
        "正文",
        "bodyhtml",
        "contenthtml",
        "articlehtml",
        "html",
        "content.rendered",
        "fields.body",
        "document",
    ],
};
const SUMMARY: Field = Field {
    name: "summary",
    names: &[
        "summary",
        "description",
        "abstract",
        "leadparagraph",
        "lead",
        "teaser",
        "snippet",
        "excerpt",
        "excerpt.rendered",
    ],
};
const KICKER: Field =
    Field { name: "kicker", names: &["kicker", "headline.kicker", "overline", "dachzeile"] };
const DECK: Field = Field {
    name: "deck",
    names: &[
        "deck",
        "dek",
        "subtitle",
        "subheadline",
        "subhead",
        "subheading",
        "standfirst",
        "alternativeheadline",
        "fields.standfirst",
        "untertitel",
    ],
};
const BYLINE: Field = Field {
    name: "byline",
    names: &[
        "byline",
        "byline.original",
        "fields.byline",
        "authors",
        "author",
        "authors.name",
        "author.name",
        "authorname",
        "authornames",
        "by",
        "creator",
        "journalist",
        "reporter",
        "autor",
        "auteur",
        "автор",
        "作者",
    ],
};
const DATELINE: Field = Field { name: "dateline", names: &["dateline"] };
const DATE: Field = Field {
    name: "date",
    names: &[
        "publicationdate",
        "publisheddate",
        "publishdate",
        "datepublished",
        "datepublish",
        "published",
        "publishedat",
        "publishedon",
        "pubdate",
        "webpublicationdate",
        "publishtime",
        "publicationdatetime",
        "publisheddatetime",
        "firstpublished",
        "articledate",
        "newsdate",
        "datetime",
        "date",
        "datum",
        "fecha",
        "дата",
        "日期",
        "createdat",
        "created",
    ],
};
const PUBLICATION: Field = Field {
    name: "source",
    names: &[
        "publication",
        "publicationname",
        "publicationtitle",
        "newspaper",
        "newspapername",
        "outlet",
        "sourcename",
        "source.name",
        "source.title",
        "source",
        "publisher.name",
        "publisher",
        "sitename",
        "thread.sitefull",
        "thread.site",
        "site",
        "medium",
        "journal",
        "zeitung",
        "sourcedomain",
        "domain",
    ],
};
const AGENCY: Field =
    Field { name: "agency", names: &["agency", "newsagency", "wire", "creditline"] };
const SECTION: Field = Field {
    name: "section",
    names: &[
        "section",
        "sectionname",
        "newssection",
        "category",
        "desk",
        "newsdesk",
        "rubrik",
        "ressort",
    ],
};
const PAGE: Field = Field { name: "page", names: &["page", "pagenumber", "printpage", "seite"] };
const EDITION: Field = Field { name: "edition", names: &["edition", "printedition"] };
const COPYRIGHT: Field =
    Field { name: "copyright", names: &["copyright", "copyrightline", "rights"] };
const LANGUAGE: Field =
    Field { name: "language", names: &["language", "lang", "inlanguage", "sprache"] };
const URL: Field = Field {
    name: "url",
    names: &[
        "url",
        "articleurl",
        "weburl",
        "link",
        "permalink",
        "canonicalurl",
        "sourceurl",
        "href",
        "uri",
    ],
};
const ID: Field = Field {
    name: "id",
    names: &["id", "articleid", "docid", "docno", "uuid", "guid", "storyid", "newsid", "nid"],
};

const FIELDS: [&Field; 17] = [
    &HEADLINE,
    &BODY,
    &SUMMARY,
    &KICKER,
    &DECK,
    &BYLINE,
    &DATELINE,
    &DATE,
    &PUBLICATION,
    &AGENCY,
    &SECTION,
    &PAGE,
    &EDITION,
    &COPYRIGHT,
    &LANGUAGE,
    &URL,
    &ID,
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
        let all = || FIELDS.iter().map(|field| field.name);
        let Some(known) = all().find(|known| *known == field) else { return Err(all().collect()) };
        self.0.push((known, names.iter().map(|name| folded(name)).collect()));
        Ok(())
    }

    fn of(&self, field: &Field) -> &[String] {
        let found = self.0.iter().find(|(name, _)| *name == field.name);
        found.map_or(&[], |(_, names)| names)
    }
}

/// Whether a name of a column or member stands for a headline or a text.
pub(super) fn is_text_name(name: &str) -> bool {
    let name = folded(name);
    [HEADLINE, BODY].iter().any(|field| field.names.contains(&name.as_str()))
}

/// Whether a name stands for any field.
pub(super) fn is_known_name(name: &str) -> bool {
    let name = folded(name);
    FIELDS.iter().any(|field| field.names.contains(&name.as_str()))
}

/// Whether a name stands for the date.
pub(super) fn is_date_name(name: &str) -> bool {
    DATE.names.contains(&folded(name).as_str())
}

/// A name as names are compared.
pub(super) fn folded(name: &str) -> String {
    name.trim_matches(['\u{FEFF}', ' '])
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A named value.
pub(super) struct Named<'r> {
    /// As written.
    pub name: Cow<'r, str>,
    /// The same as names are compared.
    pub folded: String,
    /// Where its text stands in the record.
    pub range: Range<usize>,
}

/// A record of named values.
pub(super) struct NamedRecord<'e> {
    pub excerpts: &'e Excerpts<'e>,
    pub values: Vec<Named<'e>>,
    /// Reads texts of one line.
    pub line: &'e dyn Decode,
    /// Reads bodies.
    pub body: &'e dyn Decode,
    pub habit: Habit,
    /// Names that hold in this archive.
    pub fields: Option<&'e FieldNames>,
    pub reader: &'static str,
}

impl NamedRecord<'_> {
    /// The record's own id, if it has one.
    pub(super) fn id(&self) -> Option<String> {
        let (_, text) = self.first(&ID)?;
        (text.text.len() <= 200).then_some(text.text)
    }

    /// The draft of an article.
    ///
    /// # Errors
    /// A [`Skip`] if the record is none.
    pub(super) fn draft(&self) -> Result<Draft, Skip> {
        let mut article = self.stated();
        let (body, is_summary) = match self.body(&BODY) {
            Some(body) => (Some(body), false),
            None => (self.body(&SUMMARY), true),
        };
        let has_length = body.as_ref().is_some_and(|body| body.len() >= 200 && !is_summary);
        let has_text = body.is_some();
        let is_named = article.headline.is_some();
        let is_told = article.date.is_some()
            || article.url.is_some()
            || !article.byline_lines.is_empty()
            || article.source.publication.is_some();
        if !(has_length
            || (has_text && !is_summary && (is_named || is_told))
            || (is_named && is_told))
        {
            return Err(Skip::new(SkipReason::NotAnArticle, "no text, or nothing to know it by"));
        }
        if is_summary && has_text {
            article.warnings.push(Warning {
                code: "partial".to_owned(),
                message: "There is a summary, but no text.".to_owned(),
                spans: Vec::new(),
            });
        }
        Ok(match body {
            Some(range) => self.with_body(article, range),
            None => Draft { stated: article, plain: None },
        })
    }

    /// All but the text.
    pub(super) fn stated(&self) -> Article {
        let mut article = self.excerpts.article(self.reader);
        self.titles(&mut article);
        self.byline(&mut article);
        self.date(&mut article);
        self.source(&mut article);
        article
    }

    /// A body of markup is taken apart here, one of lines by the splitter.
    fn with_body(&self, mut article: Article, range: Range<usize>) -> Draft {
        let decoded = self.excerpts.body(range, Extent::Body, self.body);
        if fragment::is_markup(&decoded.text) {
            article.paragraphs = fragment::of_html(&decoded.text.replace('\x0B', "\n"));
            return Draft { stated: article, plain: None };
        }
        Draft { stated: article, plain: Some(decoded) }
    }

    /// The values of the first name of a field that has any.
    fn all(&self, field: &Field) -> Vec<(&Named<'_>, Text)> {
        let of = |name: &str| {
            let values = self.values.iter().filter(|value| value.folded == name);
            let texts = values.filter_map(|value| Some((value, self.text(value)?)));
            Some(texts.collect::<Vec<_>>()).filter(|found| !found.is_empty())
        };
        self.names(field).find_map(of).unwrap_or_default()
    }

    /// The names of a field in the order in which they count.
    fn names(&self, field: &Field) -> impl Iterator<Item = &str> {
        let own = self.fields.map_or(&[][..], |names| names.of(field));
        own.iter().map(String::as_str).chain(field.names.iter().copied())
    }

    fn first(&self, field: &Field) -> Option<(&Named<'_>, Text)> {
        self.all(field).into_iter().next()
    }

    /// What a value says on one line; `None` if that is nothing.
    fn text(&self, value: &Named<'_>) -> Option<Text> {
        let text = self.excerpts.line(value.range.clone(), self.line);
        let is_nothing = matches!(
            text.text.as_str(),
            "" | "nan"
                | "NaN"
                | "None"
                | "none"
                | "null"
                | "NULL"
                | "N/A"
                | "n/a"
                | "[]"
                | "{}"
                | "\\N"
        );
        (!is_nothing).then_some(text)
    }

    /// Where the first text of a field stands.
    fn body(&self, field: &Field) -> Option<Range<usize>> {
        let is_text = |range: &Range<usize>| {
            let text = self.excerpts.text.get(range.clone()).unwrap_or_default();
            !matches!(
                text.trim(),
                "" | "nan" | "NaN" | "None" | "null" | "NULL" | "N/A" | "[]" | "\\N"
            )
        };
        let of = |name: &str| {
            self.values.iter().find(|value| value.folded == name && is_text(&value.range))
        };
        self.names(field).find_map(of).map(|value| value.range.clone())
    }

    fn titles(&self, article: &mut Article) {
        if let Some((value, text)) = self.first(&HEADLINE) {
            state(article, "headline", &value.name, text.file_spans());
            article.headline = Some(fragment::plain(text));
        }
        article.kicker = self.first(&KICKER).map(|(_, text)| text);
        article.deck = self.all(&DECK).into_iter().map(|(_, text)| text).collect();
        if let Some((value, text)) = self.first(&DATELINE) {
            state(article, "dateline", &value.name, text.file_spans());
            let spans = text.file_spans();
            article.dateline = Some(Dateline { raw: text.text, spans, ..Dateline::default() });
        }
    }

    fn byline(&self, article: &mut Article) {
        let found = self.all(&BYLINE);
        if let Some((value, text)) = found.first() {
            state(article, "byline", &value.name, text.file_spans());
        }
        article.byline_lines.extend(found.into_iter().map(|(_, text)| text));
    }

    fn date(&self, article: &mut Article) {
        let Some((value, text)) = self.first(&DATE) else { return };
        let Some(stamp) = stamp::read(&text.text, self.habit) else { return };
        let spans = text.file_spans();
        match stamp.day_first {
            None => {
                article.date = Some(stamp.date);
                article.time = stamp.time;
                state(article, "date", &value.name, spans);
            }
            Some(other) => {
                article.date = Some(PartialDate::year(stamp.date.year));
                let message =
                    format!("The date can be {} or {other}; only the year is taken.", stamp.date);
                let code = "ambiguous_date".to_owned();
                article.warnings.push(Warning { code, message, spans: spans.clone() });
                let from = format!("markup:{}", value.name);
                let from = Provenance { from, confidence: 40, spans };
                article.fields.insert("date".to_owned(), from);
            }
        }
    }

    fn source(&self, article: &mut Article) {
        let mut take =
            |names: &Field, field: &str, slot: fn(&mut Article) -> &mut Option<String>| {
                if let Some((value, text)) = self.first(names) {
                    state(article, field, &value.name, text.file_spans());
                    *slot(article) = Some(text.text);
                }
            };
        take(&PUBLICATION, "source", |article| &mut article.source.publication);
        take(&SECTION, "section", |article| &mut article.source.section);
        take(&PAGE, "page", |article| &mut article.source.page);
        take(&EDITION, "edition", |article| &mut article.source.edition);
        take(&COPYRIGHT, "copyright", |article| &mut article.source.copyright);
        let agencies = self.all(&AGENCY).into_iter().map(|(_, text)| text.text);
        article.source.agencies.extend(agencies);
        let language =
            self.first(&LANGUAGE).and_then(|(value, text)| Some((value, language(&text.text)?)));
        if let Some((value, code)) = language {
            state(article, "language", &value.name, Vec::new());
            article.language = Some(code);
        }
        let url = self.all(&URL).into_iter().find(|(_, text)| text.text.contains("://"));
        if let Some((value, text)) = url {
            state(article, "url", &value.name, text.file_spans());
            article.url = Some(text.text);
        }
    }
}

/// The ISO 639-1 code of a language tag or English name.
fn language(written: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("russian", "ru"),
        ("ukrainian", "uk"),
        ("polish", "pl"),
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("turkish", "tr"),
        ("swedish", "sv"),
        ("norwegian", "no"),
        ("danish", "da"),
        ("finnish", "fi"),
        ("greek", "el"),
        ("hebrew", "he"),
        ("hindi", "hi"),
        ("persian", "fa"),
        ("czech", "cs"),
    ];
    let written = written.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == written) {
        return Some((*code).to_owned());
    }
    let code = written.split(['-', '_']).next().unwrap_or_default();
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code.then(|| code.to_owned())
}
