//! A function for each tag that the page uses.

use super::{Element, made};

macro_rules! tags {
    ($($tag:ident)*) => {$(
        #[doc = concat!("A new `", stringify!($tag), "`.")]
        pub fn $tag() -> Element {
            made(stringify!($tag))
        }
    )*};
}

tags! {
    a article aside button dd del details div dl dt em fieldset h1 h2 h3 header input ins label legend li main nav ol
    optgroup option p pre section select span strong summary textarea ul
}
