//! What a site leaves open and the platform below it says: image, namespace, where the broker is. A platform that fills in
//! values of its own later has words for them; everywhere else the release's and the language's defaults stand there.

use std::borrow::Cow;

use super::{Plan, Worker};
use crate::language::keys;
use crate::model::{Addon, Slot, Text};

/// The words that a platform replaces by its own values.
#[derive(Debug)]
pub struct Platform {
    /// The image of the services.
    pub image: &'static str,
    /// The namespace.
    pub namespace: &'static str,
    /// The broker's host, as the site's own pods find it.
    pub host: &'static str,
    /// The same as it is found from another namespace.
    pub address: &'static str,
    /// The broker's port.
    pub port: &'static str,
    /// The broker's database.
    pub db: &'static str,
}

impl<'p> Plan<'p> {
    /// The same plan for a platform.
    #[must_use]
    pub fn on(&self, platform: &'static Platform) -> Self {
        Self { platform: Some(platform), ..self.clone() }
    }

    /// The namespace of all objects.
    pub fn namespace(&self) -> &str {
        match (&self.model.site.namespace, self.platform) {
            (Some(namespace), _) => &namespace.value,
            (None, Some(platform)) => platform.namespace,
            (None, None) if self.model.release.services.is_empty() => &self.model.site.name,
            (None, None) => keys::namespace::DEFAULT,
        }
    }

    /// A worker's image.
    pub fn image<'a>(&'a self, worker: &'a Worker<'p>) -> &'a str {
        self.said_image(worker).unwrap_or_else(|| self.common_image())
    }

    /// The image that the file says for a worker; without one it runs the platform's.
    pub fn said_image<'a>(&'a self, worker: &'a Worker<'p>) -> Option<&'a str> {
        let service = self.model.service(worker.service);
        said([&worker.settings.image, &service.image, &self.model.site.image])
    }

    /// Whether a worker runs the image that Tutor ships.
    pub fn has_stock_image(&self, worker: &Worker<'p>) -> bool {
        self.image(worker) == self.model.release.image
    }

    /// The image of a service's beat: its own, or that of the service's workers.
    pub fn beat_image<'a>(&'a self, beat: &'a Addon<'_>) -> &'a str {
        self.said_beat_image(beat).unwrap_or_else(|| self.common_image())
    }

    /// The image that the file says for a beat; without one it runs the platform's.
    pub fn said_beat_image<'a>(&'a self, beat: &'a Addon<'_>) -> Option<&'a str> {
        let service = beat.service.map_or(&None, |id| &self.model.service(id).image);
        said([&beat.image, service, &self.model.site.image])
    }

    fn common_image(&self) -> &str {
        self.platform.map_or(self.model.release.image, |platform| platform.image)
    }

    /// The broker's host.
    pub fn broker_host(&self) -> &str {
        self.of_platform(&self.model.broker.host, |platform| platform.host).unwrap_or_else(|| self.model.broker.host())
    }

    /// The broker's host as it is found from another namespace, where a Service's bare name means nothing.
    pub fn broker_address(&self) -> Cow<'_, str> {
        if let Some(address) = self.of_platform(&self.model.broker.host, |platform| platform.address) {
            return address.into();
        }
        match self.model.broker.host() {
            host if host.contains(':') => format!("[{host}]").into(),
            host if host.contains('.') => host.into(),
            host => [host, ".", self.namespace()].concat().into(),
        }
    }

    /// The broker's port.
    pub fn broker_port(&self) -> Cow<'_, str> {
        let broker = &self.model.broker;
        self.of_platform(&broker.port, |platform| platform.port)
            .map_or_else(|| broker.port().to_string().into(), Cow::from)
    }

    /// The broker's database.
    pub fn broker_db(&self) -> Cow<'_, str> {
        let broker = &self.model.broker;
        self.of_platform(&broker.db, |platform| platform.db).map_or_else(|| broker.db().to_string().into(), Cow::from)
    }

    /// The platform's word for something about its Redis that the file does not say.
    fn of_platform<T>(&self, said: &Slot<T>, word: fn(&Platform) -> &'static str) -> Option<&'static str> {
        let open = said.is_none() && self.model.broker.is_redis();
        self.platform.filter(|_| open).map(word)
    }
}

/// The first text that was written.
fn said<'a>(slots: [&'a Slot<Text<'_>>; 3]) -> Option<&'a str> {
    slots.into_iter().flatten().next().map(|text| &*text.value)
}
