//! What the first letter does not wait for. A release cuts it out of the program and fetches it when it is
//! called for the first time (`xtask/src/release/cut.rs`); any other build has all of it in one piece, and
//! works the same.

#![allow(unsafe_code, reason = "calls from one piece of the program into another, which the macro writes")]

use thiserror::Error;

/// A part of the program did not arrive; the next call fetches it again.
#[derive(Error, Clone, Copy, Debug)]
#[error("a part of the program did not arrive")]
pub struct NotArrived;

#[cfg(feature = "cut")]
impl From<wasm_split_helpers::SplitLoaderError> for NotArrived {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Functions that are called as `async fn`s and need not be there from the start.
macro_rules! lazy {
    ($(
        $(#[$about:meta])*
        $visible:vis fn $name:ident($($argument:ident: $kind:ty),*) -> Result<$value:ty, NotArrived> $body:block
    )*) => {$(
        #[cfg(feature = "cut")]
        $(#[$about])*
        #[wasm_split_helpers::wasm_split(later, fallible)]
        $visible fn $name($($argument: $kind),*) -> Result<$value, NotArrived> $body

        #[cfg(not(feature = "cut"))]
        $(#[$about])*
        $visible async fn $name($($argument: $kind),*) -> Result<$value, NotArrived> $body
    )*};
}

lazy! {
    /// Starts everything behind the form: rich text as it will look, the document, the checks, panels, files on
    /// their way in and out.
    pub fn start_later() -> Result<(), NotArrived> {
        crate::ui::manuscript::start();
        Ok(())
    }
}
