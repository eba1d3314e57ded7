// Judges objects by the models that npm has of KEDA, Prometheus Operator and the autoscaler.
//
// In: a JSON list of objects on stdin. Out: a JSON list on stdout that has for each object a list of what its model has
// against it, which is empty where it is fine or no package has its group.

import { text } from "node:stream/consumers";

const PACKAGES = {
  "autoscaling.k8s.io": "@kubernetes-models/autoscaler",
  "keda.sh": "@kubernetes-models/keda",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};

async function complaints(object) {
  const model = PACKAGES[object.apiVersion.split("/")[0]];
  if (!model) return [];
  const kinds = await import(`${model}/${object.apiVersion}`);
  const Kind = kinds[object.kind];
  if (!Kind) return [`${model} has no ${object.kind}`];
  try {
    new Kind(object).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

const objects = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(await Promise.all(objects.map(complaints))));
