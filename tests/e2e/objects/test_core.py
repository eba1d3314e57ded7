"""Kubernetes takes every object of its own kinds that qc writes."""

import core
import qc
from built import SITES, each_site, first, good, nobody_complains, objects
from relations import name_of

# What a site has that does not say which Kubernetes it runs on.
DEFAULT_KUBERNETES = "1.33"


@each_site
def test_objects_fit_the_schema_of_the_site_s_kubernetes(name: str) -> None:
    said = qc.model(SITES[name])["site"]["settings"].get("kubernetes")
    version = said["value"] if said else DEFAULT_KUBERNETES
    of_core = [one for one in objects(name) if core.knows(one)]
    assert of_core
    nobody_complains({name_of(one): core.complaints(one, version) for one in of_core})


def test_an_unknown_field_is_found() -> None:
    deployment = first("Deployment", good())
    deployment["spec"]["template"]["spec"]["containers"][0]["volumeMount"] = []
    assert "'volumeMount' was unexpected" in core.complaints(deployment, "1.31")[0]


def test_a_number_where_a_text_has_to_be_is_found() -> None:
    deployment = first("Deployment", good())
    deployment["spec"]["template"]["spec"]["containers"][0]["env"][0]["value"] = 1
    assert "is not of type" in core.complaints(deployment, "1.31")[0]
