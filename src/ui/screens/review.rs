//! The Review screen: the document as it will be exported, and what the checks found.

use leptos::html::Article;
use leptos::prelude::*;

use crate::draft::AnswerId;
use crate::locale::key;
use crate::template::QuestionId;
use crate::ui::browser::manuscript::{FindingLine, OfferLine};
use crate::ui::route::Route;
use crate::ui::state::manuscripts::use_manuscripts;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// Document and checks. A mend that is accepted draws both anew.
#[component]
pub fn Review(
    /// The open draft.
    session: Session,
) -> impl IntoView {
    let words = use_words();
    let module = use_manuscripts();
    let mended = RwSignal::new(0_u32);
    let found = RwSignal::new(None::<Vec<FindingLine>>);
    let failed = RwSignal::new(false);
    let sheet = NodeRef::<Article>::new();
    let address = Route::Export(session.id().clone()).to_string();
    session.flush();
    Effect::new({
        let session = session.clone();
        move || {
            mended.track();
            let (Some(module), Some(sheet)) = (module.get(), sheet.get()) else { return };
            let findings = module.review(&sheet, &session.draft(), &words.language());
            failed.set(findings.is_none());
            found.set(findings);
        }
    });
    let checks = move || match found.get() {
        Some(findings) => {
            view! { <Findings session=session.clone() findings=findings mended=mended /> }.into_any()
        }
        None if failed.get() => {
            view! { <p class="notice" data-level="error">{words.text(key::REVIEW_FAILED)}</p> }.into_any()
        }
        None => view! { <Waiting /> }.into_any(),
    };
    view! {
        <main class="page" data-width="document" id="main">
            <h1 id="screen-title" tabindex="-1">{words.text(key::REVIEW_TITLE)}</h1>
            <p class="lead">{words.text(key::REVIEW_TEXT)}</p>
            <section class="stack" aria-labelledby="checks-title">
                <h2 id="checks-title">{words.text(key::REVIEW_CHECKS)}</h2>
                {checks}
            </section>
            <section class="stack" aria-labelledby="document-title">
                <h2 id="document-title">{words.text(key::REVIEW_DOCUMENT)}</h2>
                <article class="manuscript" node_ref=sheet></article>
            </section>
            <p class="actions">
                <a class="button" data-kind="primary" href=address>{words.text(key::APP_EXPORT)}</a>
            </p>
        </main>
    }
}

/// Said until the second module is there; with a way to try again where it did not arrive.
#[component]
pub fn Waiting() -> impl IntoView {
    let words = use_words();
    let module = use_manuscripts();
    move || {
        if !module.failed.get() {
            return view! { <p class="soft">{words.text(key::APP_WAITING)}</p> }.into_any();
        }
        view! {
            <div class="notice" data-level="error" role="alert">
                <p>{words.text(key::APP_NOT_ARRIVED)}</p>
                <p class="actions">
                    <button type="button" class="button" on:click=move |_| module.fetch()>
                        {words.text(key::APP_TRY_AGAIN)}
                    </button>
                </p>
            </div>
        }
        .into_any()
    }
}

/// What the checks found, or that they found nothing.
#[component]
fn Findings(session: Session, findings: Vec<FindingLine>, mended: RwSignal<u32>) -> impl IntoView {
    let words = use_words();
    if findings.is_empty() {
        return view! { <p>{words.text(key::REVIEW_NO_FINDINGS)}</p> }.into_any();
    }
    let count = words.count(key::REVIEW_FINDINGS_OTHER, findings.len());
    let rows = findings
        .into_iter()
        .map(|finding| view! { <FindingRow session=session.clone() finding=finding mended=mended /> })
        .collect_view();
    view! { <p role="status">{count}</p> <ul class="findings" role="list">{rows}</ul> }.into_any()
}

/// One finding, with the way to its place, and its mend where there is one.
#[component]
fn FindingRow(session: Session, finding: FindingLine, mended: RwSignal<u32>) -> impl IntoView {
    let words = use_words();
    let (level, word) =
        if finding.error { ("error", key::REVIEW_ERROR) } else { ("warning", key::REVIEW_WARNING) };
    let place = AnswerId::parse(&finding.place);
    let question = place.as_ref().and_then(|place| QuestionId::new(place.question()));
    let address = Route::Write(session.id().clone(), question).to_string();
    let name = format!("{}: {}", finding.label, finding.title);
    let mend = finding.offer.zip(place).map(|(offer, place)| {
        let accept = move |_| {
            accept(&session, &place, &offer);
            mended.update(|count| *count = count.wrapping_add(1));
        };
        view! {
            <div class="actions">
                <button type="button" class="button" aria-label=name on:click=accept>{finding.label}</button>
            </div>
        }
    });
    let excerpt = (!finding.excerpt.is_empty()).then(|| view! { <p class="soft">{finding.excerpt}</p> });
    view! {
        <li class="finding" data-level=level>
            <strong>{words.text(word)}</strong>
            <div class="stack">
                <div>
                    <a href=address>{finding.title}</a>
                    <p>{finding.message}</p>
                    {excerpt}
                </div>
                {mend}
            </div>
        </li>
    }
}

fn accept(session: &Session, place: &AnswerId, offer: &OfferLine) {
    match (&offer.text, &offer.with) {
        (Some(text), Some(with)) => session.put_in_place(place, text, with),
        _ => session.tick(place, crate::draft::AnswerState::NotApplicable, true),
    }
}
