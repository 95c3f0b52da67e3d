//! A file from outside: the worker reads it first.

use super::{Asked, FILE, Failure, Work};
use crate::state::localizer::Localizer;
use submission_core::locale::{Message, key};
use submission_core::work::{Reply, Request};

/// Has the file read, with all that will be done with it, where the writer's text is not. Then it can be opened on
/// the page, or there are sentences that say why not.
pub fn read_first(
    work: &Work,
    name: &str,
    bytes: Vec<u8>,
    localizer: Localizer,
    then: impl FnOnce(Result<(), Vec<String>>) + 'static,
) -> Asked {
    let mut outcome = Ok(());
    let mut then = Some(then);
    let request = Request::Open { name: name.to_owned() };
    work.ask(request, bytes, FILE, move |reply| {
        match reply {
            Ok(Reply::Done) => {}
            Ok(Reply::Refused(reasons)) => {
                outcome = Err(reasons);
                return;
            }
            Ok(_) => return,
            Err(failure) => outcome = Err(vec![localizer.say(&message(failure))]),
        }
        if let Some(then) = then.take() {
            then(std::mem::replace(&mut outcome, Ok(())));
        }
    })
}

fn message(failure: Failure) -> Message {
    match failure {
        Failure::TookTooLong => Message::new(key::OPEN_TOOK_TOO_LONG).with("seconds", FILE.as_secs()),
        Failure::Stopped => Message::new(key::OPEN_STOPPED),
    }
}
