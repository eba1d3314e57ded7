//! The language server: messages of the Language Server Protocol in, and out as JSON text. Only translates; everything that it
//! knows comes from `celq::ide`. Knows neither stdio nor threads, neither files nor the clock: a [`Host`] has those, so that
//! the same [`Session`] answers in a process and in a browser.
//!
//! Requests and notifications are tables, [`requests`] and [`notifications`], with one file for each row.

mod client;
mod diagnostics;
mod document;
mod encoding;
mod files;
mod inbox;
mod look;
mod moving;
mod named;
mod notifications;
mod outgoing;
mod requests;
mod session;
mod settings;
mod sites;
mod uri;

pub use files::Host;
pub use inbox::Inbox;
pub use lsp_server::{ErrorCode, Message, Notification};
pub use outgoing::no_message;
pub use session::Session;
