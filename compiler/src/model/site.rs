//! What the whole site has: the installation itself, its broker, its Celery applications.

use super::{EnvVar, Opened, Settings, Slot, Text, value_or};
use crate::catalog;
use crate::language::keys;
use crate::language::value::{Bytes, Reference, Seconds, Version, Word};
use crate::source::Span;

/// `site`
#[derive(Debug, Default, Clone)]
pub struct Site<'s> {
    /// The name; without a statement, `openedx`.
    pub name: Text<'s>,
    /// The keyword and the name, or the empty start of the file.
    pub span: Span,
    /// The name of the release.
    pub release: Slot<Text<'s>>,
    /// The namespace of all objects.
    pub namespace: Slot<Text<'s>>,
    /// The image of all workers.
    pub image: Slot<Text<'s>>,
    /// Celery's version in the image.
    pub celery: Slot<Version>,
    /// Python packages that the image has beyond the release's.
    pub packages: Slot<Vec<Word<'s>>>,
    /// The cluster's version.
    pub kubernetes: Slot<Version>,
    /// KEDA's version.
    pub keda: Slot<Version>,
    /// The `release` label that the cluster's Prometheus selects.
    pub prometheus_release: Slot<Text<'s>>,
}

impl Site<'_> {
    /// Whether the image has a package beyond the release's own.
    pub fn has_package(&self, name: &str) -> bool {
        // `Gevent`, `gevent==24.2.1` and `celery[gevent]` all bring it.
        let brings = |package: &str| {
            let package = package.to_ascii_lowercase();
            package.split(['[', ']', ',', '=', '<', '>', '~', '!', ' ']).any(|part| part == name)
        };
        self.packages.as_ref().is_some_and(|packages| packages.value.iter().any(|package| brings(&package.text)))
    }
}

/// A program that holds queues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BrokerKind {
    /// `broker redis`
    #[default]
    Redis,
    /// `broker rabbitmq`
    RabbitMq,
}

/// `broker redis` or `broker rabbitmq`
#[derive(Debug, Default, Clone)]
pub struct Broker<'s> {
    /// Which.
    pub kind: BrokerKind,
    /// The statement, when there is one.
    pub span: Option<Span>,
    /// The host, without scheme and port.
    pub host: Slot<Text<'s>>,
    /// The port.
    pub port: Slot<i64>,
    /// The database's index.
    pub db: Slot<i64>,
    /// The ACL user.
    pub username: Slot<Text<'s>>,
    /// Where the password is kept.
    pub password: Slot<Reference<'s>>,
    /// Whether connections are encrypted.
    pub tls: Slot<bool>,
    /// After which a message that was taken and not acknowledged is given to another worker.
    pub visibility_timeout: Slot<Seconds>,
    /// The priorities that get a list of their own.
    pub priority_steps: Slot<Vec<i64>>,
    /// What stands between a queue's name and its priority in the name of such a list.
    pub separator: Slot<Text<'s>>,
    /// What stands before every key in the broker.
    pub key_prefix: Slot<Text<'s>>,
    /// The virtual host.
    pub vhost: Slot<Text<'s>>,
    /// The port of the management plugin; 0 where there is none.
    pub management_port: Slot<i64>,
}

impl Broker<'_> {
    /// The host.
    pub fn host(&self) -> &str {
        self.host.as_ref().map_or_else(|| self.kind.word(), |host| &host.value)
    }

    /// The port.
    pub fn port(&self) -> i64 {
        value_or(
            &self.port,
            match self.kind {
                BrokerKind::Redis => keys::port::REDIS,
                BrokerKind::RabbitMq if self.tls() => keys::port::RABBITMQ_TLS,
                BrokerKind::RabbitMq => keys::port::RABBITMQ,
            },
        )
    }

    /// Whether it is Redis.
    pub fn is_redis(&self) -> bool {
        self.kind == BrokerKind::Redis
    }

    /// The virtual host.
    pub fn vhost(&self) -> &str {
        self.vhost.as_ref().map_or(keys::vhost::DEFAULT, |vhost| &vhost.value)
    }

    /// The port of the management plugin.
    pub fn management_port(&self) -> i64 {
        let unsaid = if self.tls() { keys::management_port::TLS } else { keys::management_port::DEFAULT };
        value_or(&self.management_port, unsaid)
    }

    /// The priorities that get a list of their own, kombu's where the file has none.
    pub fn steps(&self) -> &[i64] {
        self.priority_steps.as_ref().map_or(keys::priority_steps::DEFAULT, |steps| &steps.value)
    }

    /// What stands between a queue's name and a priority in the name of such a list.
    pub fn separator(&self) -> &str {
        self.separator.as_ref().map_or(keys::separator::DEFAULT, |separator| &separator.value)
    }

    /// What stands before every key in the broker.
    pub fn key_prefix(&self) -> &str {
        self.key_prefix.as_ref().map_or("", |prefix| &prefix.value)
    }

    /// The database's index.
    pub fn db(&self) -> i64 {
        value_or(&self.db, keys::db::DEFAULT)
    }

    /// Whether connections are encrypted.
    pub fn tls(&self) -> bool {
        value_or(&self.tls, false)
    }
}

impl BrokerKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Redis, Self::RabbitMq];

    /// Its word behind `broker`, which is also what its Service is mostly called.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Redis => "redis",
            Self::RabbitMq => "rabbitmq",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Redis => "Redis",
            Self::RabbitMq => "RabbitMQ",
        }
    }
}

/// A Celery application, from the catalog and what `service` amends in it.
#[derive(Debug, Clone)]
pub struct Service<'s> {
    /// The name: `lms`.
    pub name: Text<'s>,
    /// The `service` statement, when there is one.
    pub span: Option<Span>,
    /// Whether its statement has an error, so that what it lacks may be what could not be read.
    pub broken: bool,
    /// What the catalog knows of it.
    pub catalog: &'static catalog::Service,
    /// The application for `--app`.
    pub app: Slot<Text<'s>>,
    /// The image of its workers.
    pub image: Slot<Text<'s>>,
    /// The pattern of broker names.
    pub queue: Slot<Text<'s>>,
    /// The pattern of workloads' names.
    pub workload: Slot<Text<'s>>,
    /// The variant of the default queue.
    pub default: Slot<Text<'s>>,
    /// The Django settings module.
    pub settings: Slot<Text<'s>>,
    /// Environment variables of all its workers.
    pub env: Vec<EnvVar<'s>>,
    /// Secrets and ConfigMaps whose keys are variables of all its workers.
    pub env_from: EnvFrom<'s>,
    /// Directories mounted into all its workers.
    pub volumes: Vec<Volume<'s>>,
    /// What `defaults` says for its queues.
    pub defaults: Settings<'s>,
}

impl Service<'_> {
    /// Whether it is an application of the site's own, of which no catalog knows anything.
    pub fn is_own(&self) -> bool {
        self.catalog.name.is_empty()
    }

    /// Whether it is one of the site's own whose statement has an error: nothing is known of it for sure.
    pub fn is_lost(&self) -> bool {
        self.broken && self.is_own()
    }

    /// How people write its name: `LMS`.
    pub fn title(&self) -> String {
        if self.is_own() { self.name.to_string() } else { self.catalog.title() }
    }

    /// The variant of the default queue.
    pub fn default_variant(&self) -> &str {
        self.default.as_ref().map_or(self.catalog.default, |default| &default.value)
    }

    /// Whether the platform's settings name a queue of this variant.
    pub fn has_variant(&self, variant: &str) -> bool {
        variant == self.default_variant() || self.catalog.variants().any(|known| known == variant)
    }
}

/// `env_from`: objects whose keys become environment variables.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct EnvFrom<'s> {
    /// ConfigMaps.
    pub configmap: Slot<Vec<Word<'s>>>,
    /// Secrets, which win over ConfigMaps.
    pub secret: Slot<Vec<Word<'s>>>,
}

/// `volume`: a directory of the workers' containers.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Volume<'s> {
    /// The clause.
    pub opened: Opened,
    /// Where it is mounted.
    pub path: Slot<Text<'s>>,
    /// The PersistentVolumeClaim that it shows.
    pub claim: Slot<Text<'s>>,
    /// The ConfigMap that it shows.
    pub configmap: Slot<Text<'s>>,
    /// The Secret that it shows.
    pub secret: Slot<Text<'s>>,
    /// An empty directory of at most this size, gone with the pod.
    pub size: Slot<Bytes>,
    /// Whether nothing can be written there.
    pub read_only: Slot<bool>,
}
