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
    a article aside button details div fieldset h1 h2 h3 header input label legend li main nav ol option p pre section
    select span strong summary textarea ul
}
