//! A timeline as a chart: SVG without scripts or fonts of its own.

use std::fmt::Write as _;

use super::sanitize::terminal;
use crate::search::timeline::{PeriodCount, Timeline};

/// Size of the chart and margins around the bars.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 36.0;
const RIGHT: f64 = 16.0;

/// At most so many periods are named below the bars.
const LABELS: usize = 8;

/// The chart of a timeline; `title` is what was asked for.
#[must_use]
pub fn chart(timeline: &Timeline, title: &str) -> String {
    let highest = timeline.periods.iter().map(|row| value(timeline, row)).fold(0.0, f64::max);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>{title}</title>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"24\" font-size=\"15\">{title}</text>\n\
         <text x=\"{right}\" y=\"24\" text-anchor=\"end\" fill=\"#555\">{unit}</text>\n",
        title = escaped(title),
        right = WIDTH - RIGHT,
        unit = unit(timeline),
    );
    push_scale(&mut svg, highest);
    push_bars(&mut svg, timeline, highest);
    svg.push_str("</svg>\n");
    svg
}

/// What the height of a bar stands for.
fn value(timeline: &Timeline, row: &PeriodCount) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "numbers of articles are far below 2^52")]
    let articles = row.articles as f64;
    if timeline.scale.per.is_some() { row.rate.unwrap_or_default() } else { articles }
}

fn unit(timeline: &Timeline) -> String {
    let by = timeline.scale.by.name();
    match timeline.scale.per {
        Some(per) => format!("articles in {per} of the archive, by {by}"),
        None => format!("articles by {by}"),
    }
}

/// The lines at nothing, half and all of the highest value.
fn push_scale(svg: &mut String, highest: f64) {
    for part in [0.0, 0.5, 1.0] {
        let y = y(part);
        let label = (highest * part * 100.0).round() / 100.0;
        // Writing to a string cannot fail.
        writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#ccc\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#555\">{label}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            y + 4.0,
        )
        .unwrap_or_default();
    }
}

/// Where a part of the height lies.
fn y(part: f64) -> f64 {
    rounded(HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP))
}

fn rounded(coordinate: f64) -> f64 {
    (coordinate * 100.0).round() / 100.0
}

#[expect(clippy::cast_precision_loss, reason = "a timeline has few periods")]
fn push_bars(svg: &mut String, timeline: &Timeline, highest: f64) {
    let periods = timeline.periods.len();
    let step = (WIDTH - LEFT - RIGHT) / periods.max(1) as f64;
    let every = periods.div_ceil(LABELS).max(1);
    for (number, row) in timeline.periods.iter().enumerate() {
        let x = LEFT + step * number as f64;
        let height = value(timeline, row) / highest.max(f64::MIN_POSITIVE);
        if height > 0.0 {
            let top = y(height);
            // Writing to a string cannot fail.
            writeln!(
                svg,
                "<rect x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"#26547c\">\
                 <title>{}: {} of {}</title></rect>",
                rounded(x + step * 0.1),
                rounded(step * 0.8).max(0.01),
                rounded(y(0.0) - top),
                row.period,
                row.articles,
                row.archive,
            )
            .unwrap_or_default();
        }
        if number % every == 0 {
            let (x, y) = (rounded(x + step / 2.0), HEIGHT - BOTTOM + 20.0);
            writeln!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>", row.period)
                .unwrap_or_default();
        }
    }
}

/// Text between tags: harmless on a terminal, and no markup.
fn escaped(text: &str) -> String {
    let text = terminal(text).replace(['\n', '\t'], " ");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
