//! Collecting and sorting that weigh little.
//!
//! `BTreeMap`, `BTreeSet` and the standard sorts bring a copy of their code for every type: 3 to 10 kB
//! of WebAssembly each, twenty times. What is collected and sorted here is short or nearly in order.

mod order;
mod sorted_map;
mod sorted_set;

pub use sorted_map::SortedMap;
pub use sorted_set::SortedSet;

/// A map of the pairs; the last of equal keys stays.
pub fn map<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> SortedMap<K, V> {
    pairs.collect()
}

/// A set of the items.
pub fn set<T: Ord>(items: impl Iterator<Item = T>) -> SortedSet<T> {
    items.collect()
}

/// The items, each once, in the order in which they stand first. Quick on many in any order.
pub fn unique<T: Ord>(items: Vec<T>) -> Vec<T> {
    let item = |at: usize| items.get(at);
    let mut repeated = vec![false; items.len()];
    let sorted = order::order(items.len(), &mut |one, two| item(one).cmp(&item(two)));
    for (one, two) in sorted.iter().zip(sorted.iter().skip(1)) {
        if item(*one) == item(*two)
            && let Some(repeated) = repeated.get_mut(*two)
        {
            *repeated = true;
        }
    }
    items.into_iter().zip(repeated).filter_map(|(item, repeated)| (!repeated).then_some(item)).collect()
}

/// Sorts in place; what is equal keeps its order. Insertion: quick on what is nearly in order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut at = end;
        while let [.., one, two] = items.split_at_mut(at + 1).0
            && key(two) < key(one)
        {
            std::mem::swap(one, two);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_stays_once_where_it_stood_first() {
        assert_eq!(unique(vec![3, 1, 3, 2, 1, 0, 3]), [3, 1, 2, 0]);
        assert_eq!(unique(Vec::<u8>::new()), Vec::<u8>::new());
    }

    #[test]
    fn sorting_keeps_the_order_of_equals() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by_key(&mut items, |(key, _)| *key);
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        sort_by_key(&mut [0; 0], |item| *item);
    }
}
