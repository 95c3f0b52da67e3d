//! A store with a mirror.

use submission_core::collections::SortedMap;
use submission_core::store::{Store, transact};
use test_support::bench::Bench;

/// The records of the mirror, by key.
pub type Mirror = SortedMap<String, String>;

/// The mirror gets all that it lacks: in one transaction, or in two where there is more than text.
pub fn feed(store: &Store, mirror: &mut Mirror) {
    while let changes = store.take_changes()
        && !changes.is_empty()
    {
        transact(mirror, &changes);
        store.confirm(&changes);
    }
}

/// After a restart, united with the mirror.
pub fn restarted(bench: &Bench, mirror: &Mirror) -> Store {
    let store = bench.store();
    store.set_mirrored(true);
    store.unite(mirror).unwrap();
    store
}
