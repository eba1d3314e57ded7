//! A session with one client: its messages in, ours out. What there is to know about files and sites is in the modules
//! beside it, and what each message does in a file of its own: here is what they share.

use std::collections::BTreeSet;

use celq::ide::Site;
use celq::ide::complete::Completions;
use gen_lsp_types::{LspNotificationMethod, LspRequestMethod, TextDocumentIdentifier, TextDocumentPositionParams};
use lsp_server::{ErrorCode, Message, Request, Response};
use serde::Serialize;
use serde_json::Value as Json;

use crate::client::Client;
use crate::diagnostics::{self, Published};
use crate::files::{Files, Host};
use crate::look::{Look, Places};
use crate::notifications;
use crate::outgoing::{self, error};
use crate::requests;
use crate::settings::Settings;
use crate::sites::Sites;
use crate::uri;

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The client has not said what it can do.
    New,
    /// It may ask.
    Open,
    /// It will ask nothing more.
    ShutDown,
    /// It is gone.
    Ended { in_order: bool },
}

/// A session with one client.
pub struct Session {
    pub(crate) stage: Stage,
    pub(crate) client: Client,
    pub(crate) settings: Settings,
    pub(crate) files: Files,
    pub(crate) sites: Sites,
    /// What the client was told last about each file, by name.
    pub(crate) published: Published,
    /// Whether something has changed that diagnostics may depend on.
    pub(crate) changed: bool,
    /// The files that the client has opened or edited since diagnostics were made.
    pub(crate) edited: BTreeSet<String>,
    /// What was offered last, for pages that are asked for later.
    pub(crate) offered: Offered,
    /// The request for the configuration that has no answer yet.
    pub(crate) awaited: Option<String>,
    outgoing: Vec<String>,
    requests: u32,
}

/// What was offered to complete a word with.
pub(crate) struct Offered {
    /// Counts the lists.
    pub(crate) list: u32,
    pub(crate) document: TextDocumentIdentifier,
    pub(crate) completions: Completions,
}

impl Session {
    /// A session that is not yet opened.
    pub fn new(host: impl Host + 'static) -> Self {
        let document = TextDocumentIdentifier::new(String::new().into());
        let completions = Completions { span: celq::source::Span::at(0), items: Vec::new() };
        Self {
            stage: Stage::New,
            client: Client::read(&Json::Null),
            settings: Settings::default(),
            files: Files::new(Box::new(host)),
            sites: Sites::default(),
            published: Published::default(),
            changed: false,
            edited: BTreeSet::new(),
            offered: Offered { list: 0, document, completions },
            awaited: None,
            outgoing: Vec::new(),
            requests: 0,
        }
    }

    /// Takes a message, and gives what there is to send for it.
    pub fn receive(&mut self, message: Message) -> Vec<String> {
        match message {
            Message::Request(request) => {
                let answer = self.answer(request);
                self.outgoing.push(answer);
            }
            Message::Notification(notification) => notifications::take(self, notification),
            Message::Response(response) => self.configure(response),
        }
        std::mem::take(&mut self.outgoing)
    }

    /// What there is to send when nothing waits to be received: the diagnostics of what has changed.
    pub fn idle(&mut self) -> Vec<String> {
        if self.stage == Stage::Open && std::mem::take(&mut self.changed) {
            diagnostics::publish(self);
        }
        std::mem::take(&mut self.outgoing)
    }

    /// Once the client has said that it is gone: whether it has shut us down before, as it should.
    pub fn ended(&self) -> Option<bool> {
        match self.stage {
            Stage::Ended { in_order } => Some(in_order),
            _ => None,
        }
    }

    fn answer(&mut self, request: Request) -> String {
        let opens = request.method == LspRequestMethod::Initialize.as_str();
        let result = match self.stage {
            Stage::New if !opens => Err(error(ErrorCode::ServerNotInitialized, "`initialize` comes first")),
            Stage::Open if opens => Err(error(ErrorCode::InvalidRequest, "`initialize` comes once")),
            Stage::New | Stage::Open => requests::answer(self, &request.id, &request.method, request.params),
            _ => Err(error(ErrorCode::InvalidRequest, "nothing is answered after `shutdown`")),
        };
        result.unwrap_or_else(|error| outgoing::refusal(Some(&request.id), &error))
    }

    /// Takes the configuration that was asked for; other answers say nothing.
    fn configure(&mut self, response: Response) {
        let awaited = self.awaited.take_if(|awaited| response.id == awaited.clone().into());
        if let (Some(_), Ok(configuration)) = (awaited, response.response_result) {
            self.set(Settings::read(configuration.get(0).unwrap_or(&Json::Null)));
        }
    }

    /// Takes settings; everything that they change is said again.
    pub(crate) fn set(&mut self, settings: Settings) {
        if self.settings != settings {
            self.settings = settings;
            self.changed = true;
            notifications::refresh(self);
        }
    }

    pub(crate) fn notify(&mut self, method: &LspNotificationMethod<'_>, params: &impl Serialize) {
        self.outgoing.push(outgoing::notification(method, params));
    }

    /// Asks the client; gives the id of the request.
    pub(crate) fn request(&mut self, method: &LspRequestMethod<'_>, params: Option<&impl Serialize>) -> String {
        self.requests += 1;
        let id = format!("qc-{}", self.requests);
        self.outgoing.push(outgoing::request(&id, method, params));
        id
    }

    /// Notes that the client has another text of a file than before, and knows it.
    pub(crate) fn edit(&mut self, name: &str) {
        self.edited.insert(name.to_owned());
        self.touch(name);
    }

    /// Notes that the text of a file is another.
    pub(crate) fn touch(&mut self, name: &str) {
        self.sites.changed(name);
        self.changed = true;
    }

    /// The first site that a file belongs to, and the file in it.
    pub(crate) fn look(&mut self, document: &TextDocumentIdentifier) -> Option<Look<'_>> {
        let name = uri::key(document.uri.as_ref());
        let main = self.sites.of(&self.files, &name).into_iter().next()?;
        let (places, site) = self.build(&main)?;
        Look::new(site, &name, places)
    }

    /// The same with the global offset of a place in it.
    pub(crate) fn at(&mut self, at: &TextDocumentPositionParams) -> Option<(Look<'_>, u32)> {
        let look = self.look(&at.text_document)?;
        Some((look, look.offset(at.position)))
    }

    /// All sites that a file belongs to, and the file in each.
    pub(crate) fn looks(&mut self, document: &TextDocumentIdentifier) -> Vec<Look<'_>> {
        let name = uri::key(document.uri.as_ref());
        let mains = self.sites.of(&self.files, &name);
        for main in &mains {
            self.build(main);
        }
        let built = mains.iter().filter_map(|main| self.built(main));
        built.filter_map(|(places, site)| Look::new(site, &name, places)).collect()
    }

    /// The files that a file could include, as they are called beside it: those that do not include it.
    pub(crate) fn includable(&mut self, document: &TextDocumentIdentifier) -> Vec<String> {
        let name = uri::key(document.uri.as_ref());
        let within = self.sites.within(&self.files, &name);
        let others = self.files.names().into_iter().filter(|other| !within.contains(*other));
        others.map(|other| uri::relative(&name, other)).collect()
    }

    /// Compiles a site where that is not done yet.
    pub(crate) fn build(&mut self, main: &str) -> Option<(Places<'_>, Site<'_>)> {
        self.sites.build(&self.files, main, self.settings);
        self.built(main)
    }

    /// A site that is compiled.
    pub(crate) fn built(&self, main: &str) -> Option<(Places<'_>, Site<'_>)> {
        let (main, kept) = self.sites.built(main)?;
        let places = Places { main, sources: kept.sources(), files: &self.files, client: self.client };
        Some((places, kept.site()))
    }
}
