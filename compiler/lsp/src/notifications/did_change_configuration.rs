//! The client's configuration has changed: it is in the message, or to be asked for.

use gen_lsp_types::{DidChangeConfigurationNotification, DidChangeConfigurationParams};

use super::{Told, ask_for_configuration};
use crate::session::Session;
use crate::settings::Settings;

pub(super) struct DidChangeConfiguration;

impl Told for DidChangeConfiguration {
    type Notification = DidChangeConfigurationNotification;

    fn take(session: &mut Session, params: DidChangeConfigurationParams) {
        if params.settings.is_object() {
            session.set(Settings::read(&params.settings));
        } else {
            ask_for_configuration(session);
        }
    }
}
