//! Where the parts of an article begin and end, in positions.

use super::scan::{Event, scan_positions};
use super::text::{TextZone, split_zones};
use crate::span::Span;

/// Positions at which the parts of an article begin and end.
///
/// The headline begins at 0; each part reaches up to the next. The dateline
/// is `dateline_start..dateline_end`: in front of the body if only markup
/// states it, inside the first paragraph otherwise, empty if there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Borders {
    /// Where the byline begins.
    pub byline_start: u32,
    /// Where the dateline begins.
    pub dateline_start: u32,
    /// Where the body begins.
    pub body_start: u32,
    /// Behind the last word of the dateline.
    pub dateline_end: u32,
    /// Behind the last word of the first paragraph of the body.
    pub lead_end: u32,
}

impl Borders {
    /// Scans an article's text as far as the end of its first paragraph.
    ///
    /// `dateline_len` is how many bytes of that paragraph are the dateline.
    #[must_use]
    pub fn of(text: &str, dateline_len: usize) -> Self {
        let mut watch = BorderWatch::new(text, dateline_len);
        let lead = text.get(..watch.lead.end).unwrap_or(text);
        scan_positions(lead, &mut |event| watch.see(&event));
        watch.borders()
    }
}

/// Finds the borders among the events of an analysis.
pub struct BorderWatch {
    borders: Borders,
    lead: Span,
    dateline_len: usize,
    past_dateline: Option<u32>,
    next: u32,
}

impl BorderWatch {
    /// Watches the analysis of `text`; `dateline_len` as for [`Borders::of`].
    #[must_use]
    pub fn new(text: &str, dateline_len: usize) -> Self {
        let lead = lead_span(text);
        Self { borders: Borders::default(), lead, dateline_len, past_dateline: None, next: 0 }
    }

    /// Takes note of an event; all must be shown, in order.
    pub fn see(&mut self, event: &Event<'_>) {
        match *event {
            Event::Zone(TextZone::Byline, position) => self.borders.byline_start = position,
            Event::Zone(TextZone::Dateline, position) => self.borders.dateline_start = position,
            Event::Zone(TextZone::Body, position) => {
                (self.borders.body_start, self.next) = (position, position);
            }
            Event::Paragraph(position, at) if at <= self.lead.start => self.next = position + 1,
            Event::Zone(TextZone::Headline, _) | Event::Sentence(..) | Event::Paragraph(..) => {}
            Event::Word(word) => {
                let start = word.span.start;
                if start < self.lead.end {
                    self.next = word.position + 1;
                }
                if start >= self.lead.start + self.dateline_len {
                    self.past_dateline.get_or_insert(word.position);
                }
            }
        }
    }

    /// The borders, once everything was seen.
    #[must_use]
    pub fn borders(&self) -> Borders {
        let dateline_end = match self.dateline_len {
            0 => self.borders.body_start,
            _ => self.past_dateline.unwrap_or(self.next),
        };
        Borders { dateline_end, lead_end: self.next.max(self.borders.body_start), ..self.borders }
    }
}

/// The bytes of the first paragraph of the body, empty at the end if there is none.
fn lead_span(text: &str) -> Span {
    let zones = split_zones(text);
    let body = zones.into_iter().find(|(zone, _)| *zone == TextZone::Body);
    let first = body.and_then(|(_, paragraphs)| paragraphs.first().copied());
    first.unwrap_or(Span::new(text.len(), text.len()))
}
