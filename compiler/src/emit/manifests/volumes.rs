//! What is mounted into the containers of a service: the release's ConfigMaps, and the volumes of the service. Volumes that show
//! the same thing are one volume, mounted in several places.

use k8s_openapi::api::core::v1::{
    ConfigMapVolumeSource, EmptyDirVolumeSource, PersistentVolumeClaimVolumeSource, SecretVolumeSource, Volume,
    VolumeMount,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::catalog;
use crate::language::keys;
use crate::model::{self, ServiceId, value_or};
use crate::plan::Plan;

/// What all containers of the service can mount.
pub(super) fn volumes(plan: &Plan<'_>, service: ServiceId) -> Option<Vec<Volume>> {
    let mut volumes: Vec<Volume> = of_release(plan, service).iter().map(config_map).collect();
    for (index, volume) in plan.model.service(service).volumes.iter().enumerate() {
        let made = made(volume, index);
        if !volumes.iter().any(|earlier| earlier.name == made.name) {
            volumes.push(made);
        }
    }
    (!volumes.is_empty()).then_some(volumes)
}

/// Where they mount it.
pub(super) fn mounts(plan: &Plan<'_>, service: ServiceId) -> Option<Vec<VolumeMount>> {
    let of_release = of_release(plan, service).iter().map(|volume| VolumeMount {
        mount_path: volume.path.to_owned(),
        name: volume.name.to_owned(),
        ..VolumeMount::default()
    });
    let own = plan.model.service(service).volumes.iter().enumerate().map(|(index, volume)| VolumeMount {
        mount_path: volume.path.as_ref().map(|path| path.value.to_string()).unwrap_or_default(),
        name: made(volume, index).name,
        read_only: value_or(&volume.read_only, false).then_some(true),
        ..VolumeMount::default()
    });
    let mounts: Vec<VolumeMount> = of_release.chain(own).collect();
    (!mounts.is_empty()).then_some(mounts)
}

fn of_release(plan: &Plan<'_>, service: ServiceId) -> &'static [catalog::Volume] {
    if plan.model.service(service).is_own() { &[] } else { plan.model.release.worker.volumes }
}

fn config_map(volume: &catalog::Volume) -> Volume {
    Volume {
        config_map: Some(ConfigMapVolumeSource {
            name: volume.config_map.to_owned(),
            ..ConfigMapVolumeSource::default()
        }),
        name: volume.name.to_owned(),
        ..Volume::default()
    }
}

/// A volume of the file, called after what it shows.
fn made(volume: &model::Volume<'_>, index: usize) -> Volume {
    let sources = [
        (&keys::claim::KEY, &volume.claim),
        (&keys::configmap::KEY, &volume.configmap),
        (&keys::secret::KEY, &volume.secret),
    ];
    let shown = sources.into_iter().find_map(|(key, name)| Some((key.name, &*name.as_ref()?.value)));
    let Some((kind, name)) = shown else {
        let size_limit = volume.size.as_ref().map(|size| Quantity(size.value.to_string()));
        return Volume {
            name: format!("empty-{}", index + 1),
            empty_dir: Some(EmptyDirVolumeSource { medium: None, size_limit }),
            ..Volume::default()
        };
    };
    let mut made = Volume { name: label(kind, name, index), ..Volume::default() };
    let name = name.to_owned();
    if volume.claim.is_some() {
        let source = PersistentVolumeClaimVolumeSource { claim_name: name, read_only: None };
        made.persistent_volume_claim = Some(source);
    } else if volume.configmap.is_some() {
        made.config_map = Some(ConfigMapVolumeSource { name, ..ConfigMapVolumeSource::default() });
    } else {
        made.secret = Some(SecretVolumeSource { secret_name: Some(name), ..SecretVolumeSource::default() });
    }
    made
}

/// A volume's name is a label: an object's name can be longer, and have dots. What such a name would lose its place in the
/// file makes up for, so that two objects never share one.
fn label(kind: &str, name: &str, index: usize) -> String {
    let plain = format!("{kind}-{name}");
    if plain.len() <= LONGEST_LABEL && !name.contains('.') { plain } else { format!("{kind}-{}", index + 1) }
}

/// Characters of a label of Kubernetes.
const LONGEST_LABEL: usize = 63;
