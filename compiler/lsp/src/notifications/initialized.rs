//! The client has read what we can do: it is asked for its configuration, and to tell of files that change.

use gen_lsp_types::{InitializedNotification, InitializedParams, LspRequestMethod};
use serde_json::json;

use super::{Told, ask_for_configuration};
use crate::client::Ability;
use crate::session::Session;

pub(super) struct Initialized;

impl Told for Initialized {
    type Notification = InitializedNotification;

    fn take(session: &mut Session, _: InitializedParams) {
        if session.client.can(Ability::Watch) {
            let watch = json!({
                "id": "watch",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": [{ "globPattern": "**/*.celq" }] },
            });
            let params = json!({ "registrations": [watch] });
            session.request(&LspRequestMethod::ClientRegisterCapability, Some(&params));
        }
        ask_for_configuration(session);
    }
}
