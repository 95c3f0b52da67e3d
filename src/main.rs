//! Mounts the page; everything else is in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    submission_editor::ui::start();
}
