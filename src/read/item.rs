//! An item of a wire or feed on its way to an article or a skip.

use std::ops::ControlFlow;

use super::sink::Sink;
use super::stated::{language, moment, state, weakly};
use super::xml::collapsed;
use super::{Draft, prose};
use crate::article::{Article, Dateline, Paragraph, Role, Status, Warning};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

/// How certain a dateline is of which only the place of writing is stated.
const LOCATED: u8 = 80;

/// What an item states, gathered into an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Item {
    /// What is stated.
    pub article: Article,
    /// Texts of pictures, which follow the body.
    pub captions: Vec<Paragraph>,
    /// Notes to editors, which follow all.
    pub notes: Vec<String>,
}

impl Item {
    /// An item of which nothing is known but where it is.
    pub(super) fn new(article: Article) -> Self {
        Self { article, ..Self::default() }
    }

    /// Takes a headline, unless there is one.
    pub(super) fn headline(&mut self, text: Option<&str>, path: &str) {
        let Some(text) = some(text) else { return };
        if self.article.headline.is_none() {
            self.article.headline = Some(Text::detached(text));
            state(&mut self.article, "headline", path);
        }
    }

    /// Takes a line below the headline that does not repeat it.
    pub(super) fn deck(&mut self, text: Option<&str>) {
        let Some(text) = some(text) else { return };
        let known = self.article.headline.iter().chain(&self.article.deck);
        if !known.into_iter().any(|known| known.text == text) {
            self.article.deck.push(Text::detached(text));
        }
    }

    /// Takes a printed byline; who is named there is told later.
    pub(super) fn byline(&mut self, text: Option<&str>, path: &str) {
        let Some(text) = some(text) else { return };
        let lines = &mut self.article.byline_lines;
        if !lines.iter().any(|line| line.text == text) {
            lines.push(Text::detached(text));
            state(&mut self.article, "byline", path);
        }
    }

    /// Takes a printed dateline, unless there is one.
    pub(super) fn dateline(&mut self, text: Option<&str>, path: &str) {
        let Some(raw) = some(text) else { return };
        if self.article.dateline.is_none() {
            self.article.dateline = Some(Dateline { raw, ..Dateline::default() });
            state(&mut self.article, "dateline", path);
        }
    }

    /// Takes the place of writing where no dateline is printed.
    pub(super) fn located(&mut self, text: Option<&str>, path: &str) {
        let Some(raw) = some(text) else { return };
        if self.article.dateline.is_none() {
            self.article.dateline = Some(Dateline { raw, ..Dateline::default() });
            weakly(&mut self.article, "dateline", path, LOCATED);
        }
    }

    /// Takes the language that a tag names, unless it is known.
    pub(super) fn language(&mut self, tag: Option<&str>, path: &str) {
        if let Some(code) = tag.and_then(language)
            && self.article.language.is_none()
        {
            self.article.language = Some(code);
            state(&mut self.article, "language", path);
        }
    }

    /// Takes the name of the paper or site, unless it is known.
    pub(super) fn publication(&mut self, name: Option<&str>, path: &str) {
        let Some(name) = some(name) else { return };
        if self.article.source.publication.is_none() {
            self.article.source.publication = Some(name);
            state(&mut self.article, "source", path);
        }
    }

    /// Takes the name of who supplied the text.
    pub(super) fn agency(&mut self, name: Option<&str>) {
        let Some(name) = some(name) else { return };
        if !self.article.source.agencies.contains(&name) {
            self.article.source.agencies.push(name);
        }
    }

    /// Takes a credit line, which may name several.
    pub(super) fn credit(&mut self, line: Option<&str>) {
        for name in line.unwrap_or_default().split('/') {
            self.agency(Some(name));
        }
    }

    /// Takes the copyright line, unless there is one.
    pub(super) fn copyright(&mut self, line: Option<&str>) {
        let Some(line) = some(line) else { return };
        self.article.source.copyright.get_or_insert(line);
    }

    /// Takes an address on the web, unless there is one.
    pub(super) fn url(&mut self, url: Option<&str>, path: &str) {
        let Some(url) = url.map(str::trim) else { return };
        let is_web = url.starts_with("http://") || url.starts_with("https://");
        if is_web && !url.contains(char::is_whitespace) && self.article.url.is_none() {
            self.article.url = Some(url.to_owned());
            state(&mut self.article, "url", path);
        }
    }

    /// Takes a slug: kept, not searched.
    pub(super) fn slug(&mut self, text: Option<&str>) {
        self.article.furniture.extend(some(text).map(Text::detached));
    }

    /// Takes a note to editors.
    pub(super) fn note(&mut self, text: Option<&str>) {
        let text = some(text).filter(|text| !self.notes.contains(text));
        self.notes.extend(text);
    }

    /// Takes what a status of publication says, such as `stat:canceled`.
    pub(super) fn status(&mut self, word: Option<&str>, path: &str) {
        let status = match last_part(word.unwrap_or_default()).to_ascii_lowercase().as_str() {
            "canceled" | "cancelled" | "killed" | "kill" | "withdrawn" => Status::Kill,
            "withheld" | "embargoed" | "embargo" => Status::Embargo,
            "correction" | "corrected" | "corrective" => Status::Correction,
            "draft" => Status::Draft,
            "advisory" => Status::Advisory,
            _ => return,
        };
        if self.article.status == Status::Ok {
            self.article.status = status;
            state(&mut self.article, "status", path);
        }
    }

    /// Takes the time before which it is not to be published.
    pub(super) fn embargo(&mut self, time: Option<&str>, path: &str) {
        if time.and_then(moment).is_some() {
            self.status(Some("embargoed"), path);
        }
    }

    /// Marks what is only a summary.
    pub(super) fn partial(&mut self, path: &str) {
        if self.article.status == Status::Ok {
            self.article.status = Status::Partial;
            state(&mut self.article, "status", path);
        }
    }

    /// Takes the text of a picture in the item.
    pub(super) fn caption(&mut self, text: Option<&str>) {
        let Some(text) = some(text) else { return };
        if !self.captions.iter().any(|caption| caption.text.text == text) {
            self.captions.push(Paragraph { role: Role::Caption, text: Text::detached(text) });
        }
    }

    /// Notes that the markup of the item is damaged.
    pub(super) fn damaged(&mut self) {
        self.article.warnings.push(Warning {
            code: "record_truncated".to_owned(),
            message: "The markup is damaged; what could be read of it is kept.".to_owned(),
            spans: Vec::new(),
        });
    }

    /// Whether there is text beside captions.
    pub(super) fn has_text(&self) -> bool {
        self.article.paragraphs.iter().any(|paragraph| paragraph.role != Role::Caption)
    }

    /// The article, or a skip where there is no text.
    pub(super) fn hand_over(mut self, sink: &mut dyn Sink) -> ControlFlow<()> {
        let may_be_note = self.article.status == Status::Kill && !self.notes.is_empty();
        if !self.has_text() && !may_be_note {
            let message = match &self.article.headline {
                Some(headline) => format!("no text below the headline `{}`", headline.text),
                None => "an item of text, but no text is in it".to_owned(),
            };
            return self.skip(SkipReason::NoText, message, sink);
        }
        // A note that withdraws an item is all the text there is of it.
        let role = if self.has_text() { Role::EditorNote } else { Role::Para };
        drop_repeated_headline(&mut self.article);
        let paragraphs = &mut self.article.paragraphs;
        // What stands under a picture above the text is not its beginning.
        let is_caption = |paragraph: &Paragraph| paragraph.role == Role::Caption;
        let leading = paragraphs.iter().take_while(|paragraph| is_caption(paragraph)).count();
        let captions: Vec<Paragraph> = paragraphs.drain(..leading).collect();
        paragraphs.extend(captions);
        for caption in std::mem::take(&mut self.captions) {
            if !paragraphs.contains(&caption) {
                paragraphs.push(caption);
            }
        }
        for note in std::mem::take(&mut self.notes) {
            paragraphs.push(Paragraph { role, text: Text::detached(note) });
        }
        sink.draft(Draft { stated: self.article, plain: None })
    }

    /// A skip in place of the item.
    pub(super) fn skip(
        self,
        reason: SkipReason,
        message: impl Into<String>,
        sink: &mut dyn Sink,
    ) -> ControlFlow<()> {
        sink.skip(self.article.locator.record, Skip::new(reason, message))
    }
}

/// A body that begins with its own headline says it once.
fn drop_repeated_headline(article: &mut Article) {
    let Some(headline) = &article.headline else { return };
    let folded = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let is_repeated = article.paragraphs.len() > 1
        && article.paragraphs.first().is_some_and(|first| {
            matches!(first.role, Role::Subhead | Role::Para)
                && folded(&first.text.text) == folded(&headline.text)
        });
    if is_repeated {
        article.paragraphs.remove(0);
    }
}

/// A text with white space folded, if there is any.
fn some(text: Option<&str>) -> Option<String> {
    text.map(collapsed).filter(|text| !text.is_empty())
}

/// `usable` of `stat:usable` or of an address that ends in it.
pub(super) fn last_part(code: &str) -> &str {
    code.trim().rsplit([':', '/', '#']).next().unwrap_or_default()
}

/// What kind of thing an item is by the name of its class or medium, if it is
/// not text.
pub(super) fn other_kind(class: &str) -> Option<(SkipReason, &'static str)> {
    Some(match last_part(class).to_ascii_lowercase().as_str() {
        "picture" | "photo" | "image" | "photograph" | "pictures" | "photos" => {
            (SkipReason::Picture, "a picture")
        }
        "graphic" | "animation" | "illustration" | "logo" | "graphics" => {
            (SkipReason::Graphic, "a graphic")
        }
        "audio" | "sound" => (SkipReason::Audio, "a sound recording"),
        "video" | "film" => (SkipReason::Video, "a video"),
        "event" => (SkipReason::Event, "an event"),
        "planning" => (SkipReason::Planning, "a plan of coverage"),
        "package" => (SkipReason::Package, "a list of other items"),
        _ => return None,
    })
}

/// The paragraphs of a text that may be HTML.
pub(super) fn paragraphs(text: &str, is_html: bool) -> Vec<Paragraph> {
    if is_html || looks_like_html(text) { prose::of_html(text) } else { prose::of_text(text) }
}

/// Whether a text has a tag that ends.
pub(super) fn looks_like_html(text: &str) -> bool {
    const TAGS: &[&str] = &[
        "<p>",
        "<p ",
        "</p>",
        "<br",
        "<div",
        "<ul",
        "<ol",
        "<a ",
        "<b>",
        "<i>",
        "<em>",
        "<strong",
        "<img",
        "<span",
        "<html",
        "<h2",
        "<h3",
        "<blockquote",
        "<table",
    ];
    let start = text.get(..4096).unwrap_or(text);
    TAGS.iter().any(|tag| start.contains(tag))
}
