//! What is too heavy, or too dangerous, for the thread that holds the writer's text: opening files, and whatever
//! goes over the whole draft. Requests and replies are values, so that they can be sent to another thread; the
//! same functions serve a page that has no other thread.

mod findings;
mod left_out;
mod opening;

pub use findings::{FindingLine, OfferLine};
pub use left_out::{LeftOutLine, TextLine};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::document::{Options, compose, markdown};
use crate::draft::{Date, Draft, DraftId};
use crate::exchange;
use crate::html::{self, Element};
use crate::locale::Catalogue;
use crate::time::WallTime;

/// What is asked for. What it is about (a file's bytes, a draft, a language's strings) goes beside it, as bytes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Says everything in this language from now on. Beside it: its strings, as [`Catalogue::to_json`] has them.
    Speak {
        /// BCP 47 tag.
        language: String,
    },
    /// What the checks find in a draft, and the document. Beside it: the draft, by [`pack`].
    Review {
        /// The draft's id, for links.
        draft: String,
        /// The day on the writer's calendar, as `2026-11-28`; without it no date is in the future.
        today: String,
    },
    /// What is written in a draft and does not stand in the document. Beside it: the draft.
    LeftOut,
    /// The document as Markdown. Beside it: the draft.
    Markdown {
        /// Personal fields are printed.
        personal: bool,
    },
    /// Whether a file can be opened, and bears all that will be done with it. Beside it: its bytes.
    Open {
        /// The file's name.
        name: String,
    },
}

/// A part of the answer to a request.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// So much of it is done.
    Progress {
        /// Steps that are behind.
        done: u32,
        /// All steps.
        of: u32,
    },
    /// What the checks found.
    Findings(Vec<FindingLine>),
    /// The next part of the document, to be shown.
    Part(Element),
    /// What does not stand in the document.
    LeftOut(Vec<LeftOutLine>),
    /// A file's text.
    Text(String),
    /// It cannot be done; at least one sentence that says why.
    Refused(Vec<String>),
    /// Nothing more comes.
    Done,
}

/// A draft, or a language, that was sent along is not one: nobody can send such but a faulty program.
#[derive(Error, Debug)]
enum Unreadable {
    #[error("the draft cannot be read: {0}")]
    Draft(#[from] exchange::ExchangeError),
    #[error("the language cannot be read: {0}")]
    Language(#[from] serde_json::Error),
}

/// A request or reply as it is sent.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    // Into memory that grows, values of known lengths always go.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A request that was sent; `None` where the bytes are none.
pub fn decode_request(bytes: &[u8]) -> Option<Request> {
    postcard::from_bytes(bytes).ok()
}

/// A reply that was sent; `None` where the bytes are none.
pub fn decode_reply(bytes: &[u8]) -> Option<Reply> {
    postcard::from_bytes(bytes).ok()
}

/// The draft as it is sent along.
pub fn pack(draft: &Draft) -> Vec<u8> {
    exchange::compact_json(draft).into_bytes()
}

/// Does what is asked for, in the language that it was told last.
pub struct Handler {
    language: String,
    catalogue: Catalogue,
    day: fn(&str, Date) -> String,
}

impl Handler {
    /// Speaks English; `day` writes a day in the words of a language.
    pub fn new(day: fn(&str, Date) -> String) -> Self {
        Self { language: "en".to_owned(), catalogue: Catalogue::english(), day }
    }

    /// Answers part by part; the last part is [`Reply::Done`].
    pub fn handle(&mut self, request: &Request, beside: &[u8], reply: &mut dyn FnMut(Reply)) {
        if let Err(error) = self.answer(request, beside, reply) {
            reply(Reply::Refused(vec![error.to_string()]));
        }
        reply(Reply::Done);
    }

    fn answer(
        &mut self,
        request: &Request,
        beside: &[u8],
        reply: &mut dyn FnMut(Reply),
    ) -> Result<(), Unreadable> {
        match request {
            Request::Speak { language } => {
                self.catalogue = Catalogue::from_json(&String::from_utf8_lossy(beside))?;
                self.language.clone_from(language);
            }
            Request::Review { draft: id, today } => {
                let draft = read(id, beside)?;
                reply(Reply::Findings(findings::findings(&draft, Date::parse_iso(today), &self.catalogue)));
                let document = self.with_options(true, |options| compose(&draft, options));
                html::document::parts(&document, &draft, &self.catalogue, &mut |part| {
                    reply(Reply::Part(part));
                });
            }
            Request::LeftOut => {
                let draft = read("", beside)?;
                let found = self.with_options(true, |options| crate::document::left_out(&draft, options));
                reply(Reply::LeftOut(left_out::lines(&draft, found, &self.catalogue)));
            }
            Request::Markdown { personal } => {
                let draft = read("", beside)?;
                let document = self.with_options(*personal, |options| compose(&draft, options));
                reply(Reply::Text(markdown::render(&document)));
            }
            Request::Open { name } => self.open(name, beside, reply),
        }
        Ok(())
    }

    fn open(&self, name: &str, bytes: &[u8], reply: &mut dyn FnMut(Reply)) {
        let mut step = |done| reply(Reply::Progress { done, of: 2 });
        step(0);
        match exchange::open(name, bytes, DraftId::of_letters(""), WallTime::default()) {
            Ok(exchange::Opened::Template(_)) => {}
            Ok(exchange::Opened::Draft(draft)) => {
                // All that will be done with it, so that nothing is done for the first time where it is written.
                step(1);
                self.with_options(true, |options| {
                    markdown::render(&compose(&draft, options));
                    crate::document::left_out(&draft, options);
                });
            }
            Err(error) => reply(Reply::Refused(opening::reasons(name, bytes, error, &self.catalogue))),
        }
    }

    fn with_options<T>(&self, personal: bool, make: impl FnOnce(&Options) -> T) -> T {
        let day = |date| (self.day)(&self.language, date);
        make(&Options { language: &self.language, personal, unanswered: None, date: &day })
    }
}

fn read(id: &str, bytes: &[u8]) -> Result<Draft, exchange::ExchangeError> {
    let id = DraftId::new(id).unwrap_or_else(|| DraftId::of_letters(""));
    exchange::import_json("", bytes, id, WallTime::default())
}
