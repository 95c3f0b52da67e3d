//! The second module of the page; everything is in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    submission_editor::ui::manuscript::start();
}
