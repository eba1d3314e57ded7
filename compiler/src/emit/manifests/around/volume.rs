//! `persistence` → the PersistentVolumeClaim of a program, and the volume that shows it.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, PersistentVolumeClaimVolumeSource, Volume, VolumeMount,
    VolumeResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::super::Writer;
use super::metadata;
use super::pod::Program;
use crate::language::keys;
use crate::language::value::Bytes;
use crate::model::{Persistence, value_or};
use crate::plan::Plan;

/// What the volume is called in a pod.
const VOLUME: &str = "data";

/// Writes the claim, and gives its volume to the program at a path. Nothing needs to be said to have one.
pub(super) fn keep(
    program: &mut Program,
    persistence: Option<&Persistence<'_>>,
    path: &str,
    plan: &Plan<'_>,
    writer: &mut Writer<'_>,
) {
    let size = persistence.map_or(Bytes(keys::size::DEFAULT), |own| value_or(&own.size, Bytes(keys::size::DEFAULT)));
    let class = persistence.and_then(|own| own.storage_class.as_ref()).map(|class| class.value.to_string());
    let claim = PersistentVolumeClaim {
        metadata: metadata(plan, &program.name, program.component),
        spec: Some(PersistentVolumeClaimSpec {
            access_modes: Some(vec!["ReadWriteOnce".to_owned()]),
            resources: Some(VolumeResourceRequirements {
                limits: None,
                requests: Some(BTreeMap::from([("storage".to_owned(), Quantity(size.to_string()))])),
            }),
            storage_class_name: class,
            ..PersistentVolumeClaimSpec::default()
        }),
        status: None,
    };
    writer.write("PersistentVolumeClaim", &program.name, &claim);
    let source = PersistentVolumeClaimVolumeSource { claim_name: program.name.clone(), read_only: None };
    program.volumes.push(Volume {
        name: VOLUME.to_owned(),
        persistent_volume_claim: Some(source),
        ..Volume::default()
    });
    program.mounts.push(VolumeMount { mount_path: path.to_owned(), name: VOLUME.to_owned(), ..VolumeMount::default() });
    program.writes = true;
}
