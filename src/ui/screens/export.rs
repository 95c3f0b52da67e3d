//! The Export screen: files to take away.

use crate::draft::progress;
use crate::exchange;
use crate::locale::{Message, key};
use crate::ui::browser::files;
use crate::ui::file_name::file_name;
use crate::ui::state::manuscripts::use_manuscripts;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;
use leptos::prelude::*;

/// Files of the open draft.
#[component]
pub fn Export(
    /// The open draft.
    session: Session,
) -> impl IntoView {
    let words = use_words();
    let module = use_manuscripts();
    let template = session.template();
    let progress = untrack(|| progress(&template, &template.sections, &session));
    let open = progress.total() - progress.done();
    let personal = RwSignal::new(true);
    let has_personal = template.questions().any(|node| node.personal);
    let done = RwSignal::new(None::<Message>);

    let report = move |name: &str, saved: bool| {
        let key = if saved { key::EXPORT_SAVED } else { key::EXPORT_FAILED };
        done.set(Some(Message::new(key).with("file", name)));
    };
    let as_markdown = {
        let session = session.clone();
        move || {
            session.flush();
            let (draft, language, personal) = (session.draft(), words.language(), personal.get_untracked());
            async move { module.wait().await?.markdown(&draft, &language, personal) }
        }
    };
    let save_markdown = {
        let (title, as_markdown) = (session.title(), as_markdown.clone());
        move |_| {
            let name = file_name(&title.get_untracked(), "md");
            let text = as_markdown();
            leptos::task::spawn_local(async move {
                match text.await {
                    Some(text) => {
                        report(&name, files::save(&name, "text/markdown;charset=utf-8", &text).is_ok())
                    }
                    None => done.set(Some(Message::new(key::EXPORT_NOT_MADE))),
                }
            });
        }
    };
    let copy_markdown = move |_| {
        let text = as_markdown();
        leptos::task::spawn_local(async move {
            let Some(text) = text.await else {
                done.set(Some(Message::new(key::EXPORT_NOT_MADE)));
                return;
            };
            let copied = files::copy(&text).await;
            done.set(Some(Message::new(if copied { key::EXPORT_COPIED } else { key::EXPORT_NOT_COPIED })));
        });
    };
    let save_json = {
        let session = session.clone();
        move |_| {
            session.flush();
            let name = file_name(&session.title().get_untracked(), "json");
            let text = exchange::export_json(&session.draft());
            report(&name, files::save(&name, "application/json", &text).is_ok());
        }
    };
    view! {
        <main class="page" id="main">
            <h1 id="screen-title" tabindex="-1">{words.text(key::EXPORT_TITLE)}</h1>
            {(open > 0).then(|| {
                view! { <p class="notice">{words.count(key::EXPORT_OPEN_OTHER, open)}</p> }
            })}
            <section class="card" aria-labelledby="document-title">
                <h2 id="document-title">{words.text(key::EXPORT_DOCUMENT)}</h2>
                <p>{words.text(key::EXPORT_DOCUMENT_TEXT)}</p>
                {has_personal.then(|| view! {
                    <label class="tick">
                        <input
                            type="checkbox"
                            on:change=move |event| personal.set(!event_target_checked(&event))
                        />
                        <span>{words.text(key::EXPORT_WITHOUT_PERSONAL)}</span>
                    </label>
                })}
                <div class="actions">
                    <button type="button" class="button" data-kind="primary" on:click=save_markdown>
                        {words.text(key::EXPORT_SAVE_MARKDOWN)}
                    </button>
                    <button type="button" class="button" on:click=copy_markdown>{words.text(key::EXPORT_COPY_MARKDOWN)}</button>
                </div>
            </section>
            <section class="card" aria-labelledby="draft-title">
                <h2 id="draft-title">{words.text(key::EXPORT_DRAFT)}</h2>
                <p>{words.text(key::EXPORT_DRAFT_TEXT)}</p>
                <div class="actions">
                    <button type="button" class="button" data-kind="primary" on:click=save_json>
                        {words.text(key::EXPORT_SAVE_JSON)}
                    </button>
                </div>
            </section>
            <p role="status">{move || done.get().map(|message| words.say(&message))}</p>
        </main>
    }
}
