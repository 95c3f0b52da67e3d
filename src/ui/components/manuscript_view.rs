//! The manuscript on the screen, with *Change* at each answer.

use leptos::html::Span;
use leptos::prelude::*;

use crate::draft::AnswerId;
use crate::locale::key;
use crate::manuscript::{Content, Element, Manuscript, heading_text, lead_in};
use crate::richtext::Inline;
use crate::template::QuestionId;
use crate::ui::browser::rich_dom;
use crate::ui::components::formatted::Formatted;
use crate::ui::route::Route;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// The page has its own title above: sections of the document are headings of the third level.
const TOP: u8 = 2;

/// The whole document.
#[component]
pub fn ManuscriptView(
    /// The open draft, for the links to its answers.
    session: Session,
    /// What the document says.
    manuscript: Manuscript,
) -> impl IntoView {
    let cover_end = manuscript
        .elements
        .iter()
        .position(|element| {
            !matches!(element, Element::CoverLine { .. } | Element::Purpose(_) | Element::Disclaimer(_))
        })
        .unwrap_or(0);
    let mut elements = manuscript.elements;
    let body = elements.split_off(cover_end);
    let cover = elements
        .into_iter()
        .map(|element| view! { <Part session=session.clone() element=element /> })
        .collect_view();
    let body = body
        .into_iter()
        .map(|element| view! { <Part session=session.clone() element=element /> })
        .collect_view();
    view! {
        <article class="manuscript" lang=manuscript.language>
            {(cover_end > 0).then(|| view! { <div class="cover">{cover}</div> })}
            {body}
        </article>
    }
}

#[component]
fn Part(session: Session, element: Element) -> impl IntoView {
    let words = use_words();
    match element {
        Element::CoverLine { text, strong: true } | Element::FormTitle(text) => {
            view! { <p><strong>{text}</strong></p> }.into_any()
        }
        Element::CoverLine { text, .. } | Element::Purpose(text) | Element::Disclaimer(text) => {
            view! { <p>{text}</p> }.into_any()
        }
        Element::Field { place, prompt, line } => {
            let name = prompt.clone();
            view! {
                <div class="manuscript-head">
                    <p><strong>{lead_in(&prompt)}</strong> " " <Line line=line /></p>
                    <Change session=session place=place name=name />
                </div>
            }
            .into_any()
        }
        Element::Heading { question, level, label, prompt } => {
            let text = heading_text(&label, &prompt);
            let template = session.template();
            let node = template.node(&question);
            let change = node.is_some_and(|node| node.field.is_some()).then(|| {
                view! { <Change session=session.clone() place=AnswerId::of(&question) name=text.clone() /> }
            });
            view! { <div class="manuscript-head"><Title level=level text=text.clone() /> {change}</div> }
                .into_any()
        }
        Element::EntryHeading { level, text, .. } => view! { <Title level=level text=text /> }.into_any(),
        Element::Answer { language, content, .. } => {
            let content = match content {
                // The levels of its headings are those of the document, which begins below the page's title.
                Content::Text(text) => view! { <Formatted text=text heading=TOP /> }.into_any(),
                Content::Line(line) => view! { <p><Line line=line /></p> }.into_any(),
                Content::Choices(names) => {
                    let names = names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
                    view! { <ul>{names}</ul> }.into_any()
                }
                Content::References(references) => {
                    let lines = references
                        .into_iter()
                        .map(|reference| view! { <li><Line line=reference.line /></li> });
                    view! { <ul>{lines.collect_view()}</ul> }.into_any()
                }
                Content::NotApplicable { text, reason } => {
                    let reason = (!reason.is_empty()).then(|| format!(" {reason}"));
                    view! { <p>{text} {reason}</p> }.into_any()
                }
                Content::Unanswered => {
                    view! { <p class="unanswered">{words.text(key::REVIEW_NO_ANSWER)}</p> }.into_any()
                }
                Content::Unreadable(json) => view! { <pre>{json}</pre> }.into_any(),
            };
            view! { <div lang=language dir="auto">{content}</div> }.into_any()
        }
    }
}

#[component]
fn Title(level: u8, text: String) -> impl IntoView {
    match level.saturating_add(TOP - 1) {
        0..=2 => view! { <h2>{text}</h2> }.into_any(),
        3 => view! { <h3>{text}</h3> }.into_any(),
        4 => view! { <h4>{text}</h4> }.into_any(),
        5 => view! { <h5>{text}</h5> }.into_any(),
        _ => view! { <h6>{text}</h6> }.into_any(),
    }
}

/// One line of inlines.
#[component]
fn Line(line: Vec<Inline>) -> impl IntoView {
    let target = NodeRef::<Span>::new();
    Effect::new(move || {
        if let Some(element) = target.get() {
            // The nodes are made from our own tree; the browser has no reason to refuse one.
            let _ = rich_dom::render_line(&element, &line);
        }
    });
    view! { <span node_ref=target></span> }
}

/// The way to an answer.
#[component]
fn Change(session: Session, place: AnswerId, name: String) -> impl IntoView {
    let words = use_words();
    let question = QuestionId::new(place.question());
    let address = Route::Write(session.id().clone(), question).to_string();
    let label = format!("{}: {name}", words.text(key::REVIEW_CHANGE));
    view! { <a class="change" href=address aria-label=label>{words.text(key::REVIEW_CHANGE)}</a> }
}
