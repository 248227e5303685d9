//! Phrases whose words may be moved: `"…"~n`.
//!
//! A set of distinct positions, one for each word, matches if the words can be
//! brought into the order of the phrase by moving them by at most `n`
//! positions in all: the sum, over the words, of how far each stands from
//! where it would stand if the phrase began at the best possible place. All
//! of them stand in one paragraph.

/// The words of a phrase, and how far they may be moved.
#[derive(Clone, Copy)]
pub(super) struct Loose<'a> {
    /// The positions of each word, ascending.
    pub(super) words: &'a [&'a [u32]],
    /// The most positions in all.
    pub(super) slop: u32,
    /// Positions at which paragraphs begin, ascending: no set has words of two.
    pub(super) paragraphs: &'a [u32],
    /// Whether to give up; asked at every step.
    pub(super) is_over: &'a dyn Fn() -> bool,
}

/// The positions at which the second and later words may stand.
#[derive(Clone, Copy)]
struct Room {
    first: u32,
    last: u32,
}

/// Calls `found` for every matching set, with the positions of the words in
/// the order of the phrase.
pub(super) fn each_match(loose: Loose<'_>, found: &mut dyn FnMut(&[u32])) {
    let Some((first, rest)) = loose.words.split_first() else { return };
    for position in *first {
        let room = loose.paragraph(*position);
        choose(Loose { words: rest, ..loose }, room, &mut vec![*position], found);
    }
}

impl Loose<'_> {
    /// The paragraph that holds a position.
    fn paragraph(&self, position: u32) -> Room {
        let next = self.paragraphs.partition_point(|paragraph| *paragraph <= position);
        let begins = next.checked_sub(1).and_then(|own| self.paragraphs.get(own)).copied();
        let ends = self.paragraphs.get(next).map_or(u32::MAX, |next| next.saturating_sub(1));
        Room { first: begins.unwrap_or_default(), last: ends }
    }
}

/// Extends a choice word by word, giving up as soon as it needs too many moves.
fn choose(loose: Loose<'_>, room: Room, chosen: &mut Vec<u32>, found: &mut dyn FnMut(&[u32])) {
    let Some((next, rest)) = loose.words.split_first() else {
        found(chosen);
        return;
    };
    let first = chosen.first().copied().unwrap_or_default();
    let words = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    let window = loose.slop.saturating_add(words);
    let start = first.saturating_sub(window).max(room.first);
    let end = first.saturating_add(window).min(room.last);
    let from = next.partition_point(|position| *position < start);
    for position in next.iter().skip(from) {
        if *position > end || (loose.is_over)() {
            break;
        }
        if chosen.contains(position) {
            continue;
        }
        chosen.push(*position);
        if moves(chosen) <= u64::from(loose.slop) {
            choose(Loose { words: rest, ..loose }, room, chosen, found);
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
