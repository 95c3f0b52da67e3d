//! What two lists have in common, in order.
//!
//! It is searched from both ends at once: Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), in
//! linear space. That finds the least that changed. Where much has changed the search stops, and the lists are
//! cut at what each of them has just once, or else at the furthest place that was reached; the parts are
//! searched by themselves. So time grows little more than the lists do, and what is found is close to the most.

use std::ops::Range;

/// Differences from each end after which a search stops.
const MOST: isize = 128;
/// How often a part is cut at what it has once.
const MOST_CUTS: u8 = 8;

/// So many from these places on are the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    pub old: usize,
    pub new: usize,
    pub length: usize,
}

/// Searches one pair of lists after the other.
#[derive(Default)]
pub struct Search {
    /// How often each number is in the part that is looked at; zeros in between.
    seen: Vec<Seen>,
    ahead: Reach,
    back: Reach,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    old: u32,
    new: u32,
    /// Where it is in the old list.
    place: usize,
}

/// A part of both lists.
struct Part {
    old: Range<usize>,
    new: Range<usize>,
    /// How often it may still be cut at what it has once.
    cuts: u8,
}

impl Part {
    fn is_done(&self) -> bool {
        self.old.is_empty() || self.new.is_empty()
    }
}

impl Search {
    /// What is the same in two lists of small numbers, from front to back; no two runs touch in both lists.
    pub fn runs(&mut self, old: &[u32], new: &[u32]) -> Vec<Run> {
        // What only one of them has is not searched.
        self.style(old, new);
        let kept = |list: &[u32], other: fn(&Seen) -> u32| -> (Vec<usize>, Vec<u32>) {
            let has = |number: u32| self.seen.get(number as usize).is_some_and(|seen| other(seen) > 0);
            list.iter().copied().enumerate().filter(|(_, number)| has(*number)).unzip()
        };
        let (old_places, old_kept) = kept(old, |seen| seen.new);
        let (new_places, new_kept) = kept(new, |seen| seen.old);
        self.forget(old, new);

        let (mut old_stays, mut new_stays) = (vec![false; old.len()], vec![false; new.len()]);
        let mut stay = |at_old: usize, at_new: usize| {
            for (places, at, stays) in
                [(&old_places, at_old, &mut old_stays), (&new_places, at_new, &mut new_stays)]
            {
                if let Some(stay) = places.get(at).and_then(|place| stays.get_mut(*place)) {
                    *stay = true;
                }
            }
        };
        let mut parts = vec![Part { old: 0..old_kept.len(), new: 0..new_kept.len(), cuts: MOST_CUTS }];
        while let Some(mut part) = parts.pop() {
            while !part.is_done() && old_kept.get(part.old.start) == new_kept.get(part.new.start) {
                stay(part.old.start, part.new.start);
                (part.old.start, part.new.start) = (part.old.start + 1, part.new.start + 1);
            }
            while !part.is_done() && old_kept.get(part.old.end - 1) == new_kept.get(part.new.end - 1) {
                (part.old.end, part.new.end) = (part.old.end - 1, part.new.end - 1);
                stay(part.old.end, part.new.end);
            }
            if !part.is_done() {
                self.cut(&old_kept, &new_kept, part, &mut parts);
            }
        }
        runs_of(&old_stays, &new_stays)
    }

    /// Cuts a part, that neither begins nor ends with the same, into smaller ones.
    fn cut(&mut self, old: &[u32], new: &[u32], part: Part, parts: &mut Vec<Part>) {
        let (old, new) =
            (old.get(part.old.clone()).unwrap_or_default(), new.get(part.new.clone()).unwrap_or_default());
        let (mut at, mut cuts) = (self.middle(old, new), part.cuts);
        let mut places = Vec::new();
        if !at.is_least && cuts > 0 {
            places = self.once_in_both(old, new);
        }
        if places.is_empty() {
            // Both ends stay as they are where the search got nowhere, which it never does.
            at.old = at.old.min(old.len());
            at.new = at.new.min(new.len());
            if (at.old, at.new) == (0, 0) || (at.old, at.new) == (old.len(), new.len()) {
                return;
            }
            places.push((at.old, at.new));
        } else {
            cuts -= 1;
        }
        places.push((old.len(), new.len()));
        let (mut start_old, mut start_new) = (part.old.start, part.new.start);
        for (at_old, at_new) in places {
            let (end_old, end_new) = (part.old.start + at_old, part.new.start + at_new);
            parts.push(Part { old: start_old..end_old, new: start_new..end_new, cuts });
            (start_old, start_new) = (end_old, end_new);
        }
    }

    /// Places of what each list has once: as many as come in the same order in both.
    fn once_in_both(&mut self, old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
        self.style(old, new);
        let once = new.iter().enumerate().filter_map(|(at, number)| {
            let seen = self.seen.get(*number as usize)?;
            (seen.old == 1 && seen.new == 1).then_some((seen.place, at))
        });
        let once = once.collect();
        self.forget(old, new);
        rising(once)
    }

    fn style(&mut self, old: &[u32], new: &[u32]) {
        let most = old.iter().chain(new).max().map_or(0, |most| *most as usize + 1);
        if self.seen.len() < most {
            self.seen.resize(most, Seen::default());
        }
        for (place, number) in old.iter().enumerate() {
            if let Some(seen) = self.seen.get_mut(*number as usize) {
                seen.old += 1;
                seen.place = place;
            }
        }
        for number in new {
            if let Some(seen) = self.seen.get_mut(*number as usize) {
                seen.new += 1;
            }
        }
    }

    fn forget(&mut self, old: &[u32], new: &[u32]) {
        for number in old.iter().chain(new) {
            if let Some(seen) = self.seen.get_mut(*number as usize) {
                *seen = Seen::default();
            }
        }
    }

    /// A place on the shortest way from one list to the other, or the furthest that was reached.
    fn middle(&mut self, old: &[u32], new: &[u32]) -> Middle {
        let (old_length, new_length) = (old.len() as isize, new.len() as isize);
        let most = MOST.min((old_length + new_length + 1) / 2);
        let across = old_length - new_length;
        self.ahead.clear(most);
        self.back.clear(most);
        for round in 0..=most {
            for is_back in [false, true] {
                let (own, other) = match is_back {
                    false => (&mut self.ahead, &self.back),
                    true => (&mut self.back, &self.ahead),
                };
                for diagonal in (-round..=round).step_by(2) {
                    let Some(mut x) = own.next(diagonal, round) else { continue };
                    if x > old_length || x - diagonal > new_length {
                        continue;
                    }
                    // Counted from the end where the search goes backwards.
                    let (old_rest, new_rest) = (x as usize, (x - diagonal) as usize);
                    x += match is_back {
                        false => same(
                            old.get(old_rest..).unwrap_or_default().iter(),
                            new.get(new_rest..).unwrap_or_default().iter(),
                        ),
                        true => same(
                            old.get(..old.len() - old_rest).unwrap_or_default().iter().rev(),
                            new.get(..new.len() - new_rest).unwrap_or_default().iter().rev(),
                        ),
                    };
                    own.set(diagonal, x);
                    let meets = || other.get(across - diagonal).is_some_and(|other| x + other >= old_length);
                    if is_back == (across % 2 == 0) && meets() {
                        return Middle::new(x, diagonal, is_back.then_some((old_length, new_length)), true);
                    }
                }
            }
        }
        let (ahead, back) = (self.ahead.furthest(), self.back.furthest());
        let gone = |(x, diagonal): (isize, isize)| x + x - diagonal;
        if gone(ahead) >= gone(back) {
            Middle::new(ahead.0, ahead.1, None, false)
        } else {
            Middle::new(back.0, back.1, Some((old_length, new_length)), false)
        }
    }
}

fn same<'a>(old: impl Iterator<Item = &'a u32>, new: impl Iterator<Item = &'a u32>) -> isize {
    old.zip(new).take_while(|(old, new)| old == new).count() as isize
}

struct Middle {
    old: usize,
    new: usize,
    /// It is on a shortest way.
    is_least: bool,
}

impl Middle {
    /// `lengths` of the lists where it is counted from their ends.
    fn new(x: isize, diagonal: isize, lengths: Option<(isize, isize)>, is_least: bool) -> Self {
        let y = x - diagonal;
        let (old, new) = lengths.map_or((x, y), |(old, new)| (old - x, new - y));
        Self { old: old.max(0) as usize, new: new.max(0) as usize, is_least }
    }
}

/// The furthest place in the old list for each diagonal: the place in the old less that in the new.
#[derive(Default)]
struct Reach {
    /// -1 where nothing was reached.
    furthest: Vec<isize>,
    zero: isize,
}

impl Reach {
    fn clear(&mut self, most: isize) {
        self.zero = most + 1;
        self.furthest.clear();
        self.furthest.resize(2 * self.zero as usize + 1, -1);
    }

    fn get(&self, diagonal: isize) -> Option<isize> {
        let index = usize::try_from(diagonal + self.zero).ok()?;
        self.furthest.get(index).copied().filter(|x| *x >= 0)
    }

    fn set(&mut self, diagonal: isize, x: isize) {
        let index = usize::try_from(diagonal + self.zero).ok();
        if let Some(furthest) = index.and_then(|index| self.furthest.get_mut(index)) {
            *furthest = x;
        }
    }

    /// Where one more difference leads to.
    fn next(&self, diagonal: isize, round: isize) -> Option<isize> {
        if round == 0 {
            return Some(0);
        }
        self.get(diagonal + 1).max(self.get(diagonal - 1).map(|x| x + 1))
    }

    /// The place furthest from the start, and its diagonal.
    fn furthest(&self) -> (isize, isize) {
        let places = (-self.zero..).zip(&self.furthest).filter(|(_, x)| **x >= 0);
        places
            .map(|(diagonal, x)| (*x, diagonal))
            .max_by_key(|(x, diagonal)| x + x - diagonal)
            .unwrap_or((0, 0))
    }
}

/// The longest choice of pairs in which both rise; the second rises in all of them.
fn rising(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    // The pair with which the best choice of each length ends, and the pair before each.
    let (mut ends, mut before) = (Vec::<usize>::new(), Vec::new());
    let first = |at: usize| pairs.get(at).map_or(0, |pair| pair.0);
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| first(*end) < pair.0);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut chosen = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        chosen.extend(pairs.get(at));
        next = before.get(at).copied().flatten();
    }
    chosen.reverse();
    chosen
}

/// What stays in one list is, one after the other, what stays in the other.
fn runs_of(old: &[bool], new: &[bool]) -> Vec<Run> {
    let stays = |list: &[bool], from: usize, stays: bool| {
        list.iter().skip(from).take_while(|stay| **stay == stays).count()
    };
    let mut runs = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    loop {
        at_old += stays(old, at_old, false);
        at_new += stays(new, at_new, false);
        let length = stays(old, at_old, true).min(stays(new, at_new, true));
        if length == 0 {
            return runs;
        }
        runs.push(Run { old: at_old, new: at_new, length });
        (at_old, at_new) = (at_old + length, at_new + length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How much any two lists have in common at most, by a table of all.
    fn most_in_common(old: &[u32], new: &[u32]) -> usize {
        let mut above = vec![0; new.len() + 1];
        for number in old {
            let mut row = vec![0];
            for (at, other) in new.iter().enumerate() {
                row.push(if number == other { above[at] + 1 } else { above[at + 1].max(row[at]) });
            }
            above = row;
        }
        above[new.len()]
    }

    /// Checks that the runs are runs, and gives how much they hold.
    fn in_common(search: &mut Search, old: &[u32], new: &[u32]) -> usize {
        let runs = search.runs(old, new);
        let (mut at_old, mut at_new) = (0, 0);
        for (index, run) in runs.iter().enumerate() {
            assert!(run.length > 0 && run.old >= at_old && run.new >= at_new, "{run:?}");
            assert!(index == 0 || (run.old, run.new) != (at_old, at_new), "{run:?} touches the last one");
            (at_old, at_new) = (run.old + run.length, run.new + run.length);
            assert_eq!(old[run.old..at_old], new[run.new..at_new]);
        }
        runs.iter().map(|run| run.length).sum()
    }

    fn list(numbers: u32, length: usize) -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec(0..numbers, 0..=length)
    }

    proptest! {
        #[test]
        fn short_lists_have_the_most_in_common(
            pairs in (1..40_u32).prop_flat_map(|numbers| {
                prop::collection::vec((list(numbers, 90), list(numbers, 90)), 1..4)
            })
        ) {
            let mut search = Search::default();
            for (old, new) in pairs {
                prop_assert_eq!(in_common(&mut search, &old, &new), most_in_common(&old, &new));
            }
        }
    }

    proptest! {
        // The table takes its time.
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Long ones are cut: the search stops long before it knows the shortest way. As in a text, most things
        /// are rare.
        #[test]
        fn long_lists_have_not_much_less_in_common(
            old in (400..2000_u32).prop_flat_map(|numbers| prop::collection::vec(0..numbers, 1500..2000)),
            moved in (0..500_usize, 200..500_usize, 0..900_usize),
            others in prop::collection::vec((0..1500_usize, 2000..2050_u32), 0..300),
        ) {
            let mut new = old.clone();
            let (from, length, to) = moved;
            let taken: Vec<u32> = new.drain(from..from + length).collect();
            new.splice(to..to, taken);
            for (at, number) in others {
                new[at] = number;
            }
            let (found, most) = (in_common(&mut Search::default(), &old, &new), most_in_common(&old, &new));
            prop_assert!(found * 3 >= most * 2, "{found} of {most}");
        }
    }

    #[test]
    fn the_longest_choice_of_pairs_rises() {
        let pairs = |list: &[usize]| list.iter().copied().zip(0..).collect::<Vec<_>>();
        for (list, expected) in [
            (&[][..], &[][..]),
            (&[3], &[3]),
            (&[3, 2, 1], &[1]),
            (&[9, 1, 2, 8, 3, 4], &[1, 2, 3, 4]),
            (&[5, 6, 7, 1, 2], &[5, 6, 7]),
        ] {
            let chosen: Vec<usize> = rising(pairs(list)).into_iter().map(|pair| pair.0).collect();
            assert_eq!(chosen, expected);
        }
    }
}
