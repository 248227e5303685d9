//! Which stretches of two sides stand near each other.
//!
//! There may be as many pairs as the product of both sides. Whether a stretch
//! has a partner at all is told by two look-ups.

use super::interval::Extent;

/// As many pairs are told one by one; of more, only the nearest and the
/// farthest partners of each stretch. These suffice to tell whether anything
/// else is near a pair, and are more than any number that can be asked for.
const MOST_PAIRS: usize = 1 << 20;

/// The two sides of a proximity.
pub(super) struct Pairs<'a> {
    lefts: Side,
    rights: Side,
    nearness: Nearness<'a>,
}

/// When two stretches are near each other.
#[derive(Clone, Copy)]
pub(super) struct Nearness<'a> {
    /// Whether the left one must come first.
    pub(super) is_ordered: bool,
    /// The last position at which a stretch may begin to be near one that ends
    /// at this position; grows with it.
    pub(super) reach: &'a dyn Fn(u32) -> u32,
    /// Whether to give up; asked at every step.
    pub(super) is_over: &'a dyn Fn() -> bool,
}

/// The stretches of a side.
struct Side {
    /// By where they begin.
    by_start: Vec<Extent>,
    /// By where they end.
    by_end: Vec<Extent>,
    /// Positions from the first to the last of the longest.
    longest: u32,
    /// Whether any has room for something else between its ends.
    has_room: bool,
}

impl Side {
    fn new(by_start: Vec<Extent>) -> Self {
        let mut by_end = by_start.clone();
        by_end.sort_by_key(|extent| (extent.last, extent.start));
        let longest = by_start.iter().map(|extent| extent.last - extent.start).max();
        let has_room = by_start.iter().any(|extent| extent.head < extent.tail);
        Self { by_start, by_end, longest: longest.unwrap_or_default(), has_room }
    }
}

impl<'a> Pairs<'a> {
    /// The stretches of both sides must ascend.
    pub(super) fn new(lefts: Vec<Extent>, rights: Vec<Extent>, nearness: Nearness<'a>) -> Self {
        Self { lefts: Side::new(lefts), rights: Side::new(rights), nearness }
    }

    /// The left stretches that have a partner, or those that have none.
    pub(super) fn lefts(&self, with_partner: bool) -> Vec<Extent> {
        let lefts = self.lefts.by_start.iter().copied();
        lefts.filter(|left| self.has_right(*left) == with_partner).collect()
    }

    /// The right stretches that have a partner.
    pub(super) fn rights(&self) -> Vec<Extent> {
        let rights = self.rights.by_start.iter().copied();
        rights.filter(|right| self.has_left(*right)).collect()
    }

    fn has_right(&self, left: Extent) -> bool {
        let is_before = |rights| !self.before(rights, left).is_empty();
        !self.behind(&self.rights, left).is_empty()
            || self.is_free()
                && (is_before(&self.rights) || self.across(&self.rights, left).next().is_some())
    }

    fn has_left(&self, right: Extent) -> bool {
        let is_behind = |lefts| !self.behind(lefts, right).is_empty();
        !self.before(&self.lefts, right).is_empty()
            || self.is_free()
                && (is_behind(&self.lefts) || self.across(&self.lefts, right).next().is_some())
    }

    /// Calls `found` for every pair, the left one first.
    pub(super) fn each(&self, found: &mut impl FnMut(Extent, Extent)) {
        let many = self.many();
        self.forward(&self.lefts, &self.rights, many, found);
        if self.is_free() {
            self.forward(&self.rights, &self.lefts, many, &mut |b, a| found(a, b));
            for left in &self.lefts.by_start {
                let rights: Vec<_> = self.across(&self.rights, *left).copied().collect();
                ends_if(many, &rights).for_each(|right| found(*left, *right));
            }
        }
    }

    const fn is_free(&self) -> bool {
        !self.nearness.is_ordered
    }

    /// Whether there are too many pairs to be told one by one.
    fn many(&self) -> bool {
        let (lefts, rights) = (&self.lefts, &self.rights);
        if lefts.by_start.len().saturating_mul(rights.by_start.len()) <= MOST_PAIRS {
            return false;
        }
        let count = |firsts: &Side, seconds: &Side| -> usize {
            firsts.by_start.iter().map(|first| self.behind(seconds, *first).len()).sum()
        };
        let across = lefts.by_start.iter().map(|left| self.across(rights, *left).count());
        count(lefts, rights) + count(rights, lefts) + across.sum::<usize>() > MOST_PAIRS
    }

    /// The pairs in which `firsts` stand before `seconds`.
    fn forward(
        &self,
        firsts: &Side,
        seconds: &Side,
        many: bool,
        found: &mut impl FnMut(Extent, Extent),
    ) {
        for first in &firsts.by_start {
            for second in ends_if(many, self.behind(seconds, *first)) {
                if (self.nearness.is_over)() {
                    return;
                }
                found(*first, *second);
            }
        }
        for second in seconds.by_start.iter().filter(|_| many) {
            for first in ends_if(many, self.before(firsts, *second)) {
                if (self.nearness.is_over)() {
                    return;
                }
                found(*first, *second);
            }
        }
    }

    /// Those of a side that reach into `other`, or it into them, without a
    /// word in common.
    fn across<'s>(&'s self, side: &'s Side, other: Extent) -> impl Iterator<Item = &'s Extent> {
        let has_room = self.lefts.has_room || self.rights.has_room;
        let extents = if has_room { side.by_start.as_slice() } else { &[] };
        let earliest = other.start.saturating_sub(side.longest);
        let from = extents.partition_point(|extent| extent.start < earliest);
        let to = extents.partition_point(|extent| extent.start <= other.last);
        let window = extents.get(from..to).unwrap_or_default().iter();
        window
            .take_while(|_| !(self.nearness.is_over)())
            .filter(move |extent| extent.last >= other.start && !extent.shares(other))
    }

    /// Those of a side that stand behind `first` and are near it.
    fn behind<'s>(&self, side: &'s Side, first: Extent) -> &'s [Extent] {
        let extents = &side.by_start;
        let reach = (self.nearness.reach)(first.last);
        let from = extents.partition_point(|second| second.start <= first.last);
        let to = extents.partition_point(|second| second.start <= reach);
        extents.get(from..to).unwrap_or_default()
    }

    /// Those of a side that stand before `second` and are near it.
    fn before<'s>(&self, side: &'s Side, second: Extent) -> &'s [Extent] {
        let extents = &side.by_end;
        let reach = self.nearness.reach;
        let from = extents.partition_point(|first| reach(first.last) < second.start);
        let to = extents.partition_point(|first| first.last < second.start);
        extents.get(from..to).unwrap_or_default()
    }
}

/// Whether any two are near each other.
pub(super) fn any(pairs: &Pairs<'_>) -> bool {
    pairs.lefts.by_start.iter().any(|left| pairs.has_right(*left))
}

/// All of them, or only the first and the last.
fn ends_if(many: bool, extents: &[Extent]) -> impl Iterator<Item = &Extent> {
    let (first, last) = match extents {
        [first, .., last] if many => (std::slice::from_ref(first), Some(last)),
        all => (all, None),
    };
    first.iter().chain(last)
}
