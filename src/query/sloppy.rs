//! Phrases whose words may be moved: `"…"~n`.
//!
//! A set of distinct positions, one for each word, matches if the words can be
//! brought into the order of the phrase by moving them by at most `n`
//! positions in all: the sum, over the words, of how far each stands from
//! where it would stand if the phrase began at the best possible place.

use super::interval::Extent;

/// The words of a phrase, and how far they may be moved.
#[derive(Clone, Copy)]
pub(super) struct Loose<'a> {
    /// The positions of each word, ascending.
    pub(super) words: &'a [&'a [u32]],
    /// The most positions in all.
    pub(super) slop: u32,
    /// Whether to give up; asked at every step.
    pub(super) is_over: &'a dyn Fn() -> bool,
}

/// The stretches covered by matching sets of positions.
pub(super) fn extents(loose: Loose<'_>) -> Vec<Extent> {
    let mut extents = Vec::new();
    each_match(loose, &mut |chosen| {
        let (start, last) = (chosen.iter().min(), chosen.iter().max());
        if let (Some(start), Some(last)) = (start, last) {
            extents.push(Extent { start: *start, last: *last });
        }
    });
    extents
}

/// The number of each word and its position, for all words of all matching sets.
pub(super) fn members(loose: Loose<'_>) -> Vec<(usize, u32)> {
    let mut members = Vec::new();
    each_match(loose, &mut |chosen| members.extend(chosen.iter().copied().enumerate()));
    members.sort_unstable();
    members.dedup();
    members
}

fn each_match(loose: Loose<'_>, found: &mut impl FnMut(&[u32])) {
    let Some((first, rest)) = loose.words.split_first() else { return };
    for position in *first {
        choose(Loose { words: rest, ..loose }, &mut vec![*position], found);
    }
}

/// Extends a choice word by word, giving up as soon as it needs too many moves.
#[expect(clippy::cast_possible_wrap, reason = "a phrase has few words")]
fn choose(loose: Loose<'_>, chosen: &mut Vec<u32>, found: &mut impl FnMut(&[u32])) {
    let slop = loose.slop;
    let Some((next, rest)) = loose.words.split_first() else {
        found(chosen);
        return;
    };
    let first = i64::from(chosen.first().copied().unwrap_or_default());
    let window = i64::from(slop) + chosen.len() as i64;
    let from = next.partition_point(|position| i64::from(*position) < first - window);
    for position in next.iter().skip(from) {
        if i64::from(*position) > first + window || (loose.is_over)() {
            break;
        }
        if chosen.contains(position) {
            continue;
        }
        chosen.push(*position);
        if moves(chosen) <= u64::from(slop) {
            choose(Loose { words: rest, ..loose }, chosen, found);
        }
        chosen.pop();
    }
}

/// The least total distance of the words from their places in the phrase:
/// the sum of distances from the median of their shifts.
fn moves(chosen: &[u32]) -> u64 {
    let shift = |(number, position): (i64, &u32)| i64::from(*position) - number;
    let mut shifts: Vec<i64> = (0..).zip(chosen).map(shift).collect();
    shifts.sort_unstable();
    let median = shifts.get(shifts.len() / 2).copied().unwrap_or_default();
    shifts.iter().map(|shift| shift.abs_diff(median)).sum()
}
