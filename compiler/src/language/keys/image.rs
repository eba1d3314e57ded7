//! `image`: the container image.

use super::prelude::*;

/// Where Flower's image is published (mher/flower).
pub const FLOWER: &str = "mher/flower:2.0.1";
/// Where the exporter's image is published: its repository's own workflow pushes every release there, and nowhere else.
pub const EXPORTER: &str = "ghcr.io/danihodovic/celery-exporter:0.12.2";
/// An image whose entrypoint is kubectl.
pub const KUBECTL: &str = "registry.k8s.io/kubectl:v1.33.1";

/// The key.
pub static KEY: Key = Key {
    name: "image",
    summary: "the container image",
    doc: page!("../../../../spec/keys/image.md"),
    example: "site demo image=registry.example/openedx:22.0.3-1",
    places: &[
        Place::new(Scope::Site, Type::Image, Default::Catalog("Tutor's image of the release"), field!(Site: image)),
        Place::new(Scope::Service, Type::Image, Default::Unset("the site's image"), field!(Service: image)),
        Place::new(Scope::Queue, Type::Image, Default::Unset("the service's image"), field!(Queue: image)),
        Place::new(
            Scope::Window,
            Type::Image,
            Default::Word(KUBECTL, "a kubectl that any supported Kubernetes takes"),
            field!(Queue: windows[].image),
        ),
        Place::new(Scope::Beat, Type::Image, Default::Unset("the service's image"), field!(Addon: image)),
        Place::new(
            Scope::Flower,
            Type::Image,
            Default::Word(FLOWER, "the newest release that qc was tried with"),
            field!(Addon: image),
        ),
        Place::new(
            Scope::Exporter,
            Type::Image,
            Default::Word(EXPORTER, "the newest release that qc was tried with"),
            field!(Addon: image),
        ),
    ],
};
