//! Time stamps that wires put below a text.

use crate::span::Span;

use super::agencies::agency;
use super::date::{Reading, Scanned, scan};
use super::trailer::Closing;

/// `AP-WF-02-20-16 0337GMT`, `-0- Feb/17/2017 12:01 GMT`
pub(super) fn stamp(text: &str, century: Option<i16>) -> Option<Closing> {
    if text.len() > 60 {
        return None;
    }
    let closed = text.strip_prefix("-0-");
    let rest = closed.or_else(|| stamped(text))?;
    let scanned = scan(rest.trim(), century).map(|mut scanned| {
        // Wires write the month first.
        if let Reading::Either { month_first, .. } = scanned.reading {
            scanned.reading = Reading::Sure(month_first, None);
        }
        let shift = text.len() - rest.trim_start().len();
        scanned.span = Span::new(scanned.span.start + shift, scanned.span.end + shift);
        scanned
    });
    let is_stamp = closed.is_some() || scanned.as_ref().is_some_and(Scanned::is_day);
    is_stamp.then_some(Closing::Stamp(scanned))
}

/// What follows the routing of `AP-WF-02-20-16 0337GMT` or the name in
/// `UPI 05-06-86 01:40 PED`.
fn stamped(text: &str) -> Option<&str> {
    let is_desk = |desk: &str| {
        (1..=3).contains(&desk.len()) && desk.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    // `NYSE-AP-03-03-14 0912EST`
    let head = text.as_bytes().get(..LONGEST_ROUTING).unwrap_or_default();
    let routed = head.windows(4).position(|four| four == b"-AP-").filter(|at| *at > 1);
    if let Some(at) = routed
        && head.get(..at)?.iter().all(u8::is_ascii_uppercase)
    {
        return text.get(at + 4..).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    }
    if let Some(rest) = text.strip_prefix("AP-") {
        let desk = rest.split('-').next()?;
        return rest.get(desk.len() + 1..).filter(|_| is_desk(desk));
    }
    let (name, rest) = text.split_once(' ')?;
    let is_stamp = rest.starts_with(|c: char| c.is_ascii_digit()) && agency(name).is_some();
    is_stamp.then_some(rest)
}

/// In how many bytes the place and the agency of a stamp stand.
const LONGEST_ROUTING: usize = 9;
