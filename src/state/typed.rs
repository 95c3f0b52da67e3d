//! What was typed and its session does not know yet: an editor's text is made when it is wanted, and not at each key.

use std::cell::RefCell;
use std::rc::Rc;

/// Gives a session what was typed.
pub type Give = Rc<dyn Fn()>;

thread_local! {
    static TYPED: RefCell<Vec<Give>> = const { RefCell::new(Vec::new()) };
}

/// Something was typed, and is given when it is wanted.
pub fn note(give: Give) {
    TYPED.with_borrow_mut(|typed| typed.push(give));
}

/// All that was typed is wanted now.
pub fn collect() {
    // Taken first: what gives may come to ask for it.
    for give in TYPED.take() {
        give();
    }
}
