//! Languages of the interface: English is part of the program, any other is fetched when chosen.

use leptos::prelude::*;

use crate::browser::parts;
use crate::state::later::LaterPart;
use crate::state::localizer::Localizer;
use crate::state::services::Services;
use submission_core::locale::Catalogue;

/// A language of the interface.
pub struct Available {
    /// BCP 47 tag, and the name of its file.
    pub tag: &'static str,
    /// Its own name for itself.
    pub name: &'static str,
}

/// Languages that can be chosen.
pub const AVAILABLE: &[Available] = &[
    Available { tag: "en", name: "English" },
    // Made from the English strings, to test the interface with longer words and from right to left.
    #[cfg(feature = "test-languages")]
    Available { tag: "en-XA", name: "[Éñĝłîšĥ]" },
    #[cfg(feature = "test-languages")]
    Available { tag: "ar-XB", name: "[RTL English]" },
];

/// The language can be chosen.
pub fn is_available(tag: &str) -> bool {
    AVAILABLE.iter().any(|known| known.tag == tag)
}

/// The direction in which a language is written.
fn direction(tag: &str) -> &'static str {
    let language = tag.split('-').next().unwrap_or("");
    if ["ar", "fa", "he", "ur"].contains(&language) { "rtl" } else { "ltr" }
}

/// Changes the language of the page, and remembers it. Where its file does not arrive, the page
/// stays as it is. Of several that are on their way at once, the one that was chosen last counts,
/// whichever arrives last.
pub fn choose(services: Services, later: LaterPart, localizer: Localizer, tag: String) {
    localizer.ask(&tag);
    leptos::task::spawn_local(async move {
        let loaded = load(&tag).await;
        if !localizer.awaits(&tag) {
            return;
        }
        let Some(catalogue) = loaded else {
            localizer.miss();
            return;
        };
        services.save_now();
        if let Some(root) = document().document_element() {
            // Both are plain attribute values.
            let _ = root.set_attribute("lang", &tag);
            let _ = root.set_attribute("dir", direction(&tag));
        }
        services.set_setting("language", &tag);
        later.speak(&tag, catalogue.clone());
        localizer.replace(&tag, catalogue);
    });
}

/// The catalogue of a language.
async fn load(tag: &str) -> Option<Catalogue> {
    if tag == "en" {
        return Some(Catalogue::english());
    }
    let text = parts::text(&format!("locales/{tag}.json")).await?;
    Catalogue::from_json(&text).ok()
}
