"""The plugin of `--target tutor` in the real Tutor, of every release that it is for.

What Tutor renders with it are the objects of the targets `manifests` and `kustomize`, and the services of the target
`compose`, up to Tutor's own labels and hashes; without it, it renders what it rendered before.
"""

import filecmp
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

import django_settings
import plugin
import qc
import render
from compare import differences
from comparison import is_open
from plugin import NEWEST, RELEASES, Root
from sites import layouts

HERE = Path(__file__).parent
IMAGE = "registry.example.org/openedx:ours"
PASSWORD = "p@ss/w:rd'"
AUTH = "flower:s3cret"
OWN_WORKERS = ("lms-worker", "cms-worker")
# What Tutor's kustomization says of all objects, whatever they say themselves.
TUTORS_LABELS = {f"app.kubernetes.io/{name}" for name in ("instance", "managed-by", "part-of", "version")}
HASHED = re.compile(r"^(caddy-config|openedx-(?:settings-lms|settings-cms|config))-[0-9a-z]{10}$")
# What one layout of an older Tutor shows, another does too; the newest has them all.
SOME = ["keda-limits", "redis-password-and-database", "everything"]
EVERYTHING = HERE / "everything.celq"
SITES = {layout.name: layout / "site.celq" for layout in layouts()} | {"everything": EVERYTHING}
CASES = [(tutor, name) for tutor in RELEASES for name in SITES if tutor == NEWEST or name in SOME]


def each(cases: list[tuple[str, str]]):
    return pytest.mark.parametrize(("tutor", "name"), cases, ids=[f"tutor-{tutor}-{name}" for tutor, name in cases])


each_case = each(CASES)
some_cases = each([(tutor, name) for tutor, name in CASES if name in SOME])
everything = each([(tutor, "everything") for tutor in RELEASES])
needs_kubectl = pytest.mark.skipif(not is_open("kustomize"), reason="no kubectl: Tutor's files are not put together")
needs_compose = pytest.mark.skipif(not shutil.which("docker-compose"), reason="no docker-compose: nothing reads its files")
needs_caddy = pytest.mark.skipif(not shutil.which("caddy"), reason="no caddy: nobody reads its file")


@dataclass(frozen=True)
class Rendered:
    """What Tutor rendered without the plugin and with it, and what it said then."""

    site: Path
    root: Root
    before: Path
    during: Path
    said: str


@pytest.fixture(scope="session")
def under(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Rendered]:
    """A site under a Tutor, rendered once."""

    @cache
    def before(tutor: str, values: str) -> Root:
        folder = tmp_path_factory.mktemp(f"{tutor}-before")
        root = plugin.configured(folder / "root", tutor, yaml.safe_load(values))
        root.saved()
        return root

    @cache
    def rendered(tutor: str, name: str) -> Rendered:
        folder = tmp_path_factory.mktemp(f"{tutor}-{name}")
        site = of_release(SITES[name], RELEASES[tutor], folder)
        plain = before(tutor, yaml.safe_dump(values(SITES[name])))
        # With the passwords that Tutor has drawn.
        root = Root(shutil.copytree(plain.path, folder / "root"), tutor)
        # Tutor renders when a plugin is enabled.
        said = plugin.with_plugin(root, site)
        return Rendered(site, root, plain.env, root.env, said)

    return rendered


def of_release(site: Path, release: str, folder: Path) -> Path:
    text, ours = site.read_text(), folder / "site.celq"
    assert text.startswith("site campus")
    ours.write_text(text.replace("site campus", f"site campus release={release}", 1))
    return ours


def values(site: Path) -> dict:
    """Tutor's configuration of a layout, with secrets of its own."""
    own = site.with_name("config.yml")
    values = yaml.safe_load(own.read_text()) if own.exists() else {}
    if "password=" in site.read_text():
        values["REDIS_PASSWORD"] = PASSWORD
    return {"DOCKER_IMAGE_OPENEDX": IMAGE, "CELQ_FLOWER_AUTH": AUTH} | values


@needs_kubectl
@each_case
def test_objects_are_those_of_the_manifests(tutor: str, name: str, under) -> None:
    rendered = under(tutor, name)
    ours = plugin.by_name(expected(rendered.site))
    before, found = plugin.kustomized(rendered.before), plugin.kustomized(rendered.during)
    # Flower is reached through Tutor's own proxy.
    ours = {identity: one for identity, one in ours.items() if identity[0] != "Ingress"}
    assert compared(found, ours) == []
    assert {identity for identity in found.keys() - before.keys() if identity[0] not in ("Secret", "ConfigMap")} <= ours.keys()
    workers = {("Deployment", worker) for worker in OWN_WORKERS}
    assert before.keys() - found.keys() <= workers - ours.keys() | changed_config_maps(before)
    others = {identity: one for identity, one in before.items() if identity not in workers and identity in found}
    assert {identity: without_hashes(found[identity]) for identity in others} == {
        identity: without_hashes(one) for identity, one in others.items()
    }


@needs_kubectl
@pytest.mark.parametrize("tutor", RELEASES)
def test_objects_are_those_of_the_component(tutor: str, under, tmp_path: Path) -> None:
    rendered = under(tutor, "everything")
    qc.write_folder(rendered.site, tmp_path / "celq", "kustomize")
    (tmp_path / "env").symlink_to(rendered.before)
    (tmp_path / "kustomization.yaml").write_text(yaml.safe_dump({"resources": ["env"], "components": ["celq"]}))
    component, found = plugin.kustomized(tmp_path), plugin.kustomized(rendered.during)
    ours = plugin.by_name(expected(rendered.site))
    of_component = {identity: component[identity] for identity in ours if identity[0] != "Ingress"}
    assert compared(found, of_component) == []


@some_cases
def test_without_it_tutor_renders_what_it_rendered_before(tutor: str, name: str, under, tmp_path: Path) -> None:
    rendered = under(tutor, name)
    assert unlike(rendered.before, rendered.during) != []
    root = Root(shutil.copytree(rendered.root.path, tmp_path / "root"), tutor)
    root.run("plugins", "disable", "celq")
    assert unlike(rendered.before, root.env) == []


@needs_compose
@everything
def test_compose_services_are_those_of_the_compose_file(tutor: str, name: str, under, tmp_path: Path) -> None:
    rendered = under(tutor, name)
    override = tmp_path / "override.yml"
    override.write_text(stock_image_replaced(rendered.site, qc.built(rendered.site, "compose")))
    before, ours = plugin.services(rendered.before), plugin.services(rendered.before, override)
    found = plugin.services(rendered.during)
    assert ours.keys() == found.keys()
    for service, one in found.items():
        if service in OWN_WORKERS:
            # Nothing else of these can be changed by a plugin.
            assert one["command"] == ours[service]["command"]
            assert one == before[service] | {"command": one["command"]}
        else:
            assert one == ours[service]


@needs_compose
def test_what_a_site_mounts_into_tutors_workers_is_mounted_into_ours(tmp_path: Path) -> None:
    mounts = ["lms-worker:/srv/code:/openedx/code"]
    root = plugin.configured(tmp_path / "root", NEWEST, {"MOUNTS": mounts})
    plugin.with_plugin(root, SITES["recommended-four-queues"])
    services = plugin.services(root.env)
    mounted = {name for name, service in services.items() if "/srv/code:/openedx/code:z" in service.get("volumes", [])}
    assert mounted == {"lms-worker", "lms-worker-high", "lms-worker-high-mem"}


@each_case
def test_no_worker_is_told_its_queues_twice(tutor: str, name: str, under) -> None:
    env = under(tutor, name).during
    for file in [*(env / "k8s").glob("*.yml"), *(env / "local").glob("*.yml")]:
        for document in qc.documents(file.read_text()):
            for command in commands(document):
                assert sum(argument.startswith("--queues") for argument in command) == 1


@each_case
def test_each_service_s_settings_are_those_of_the_settings_file(tutor: str, name: str, under) -> None:
    rendered = under(tutor, name)
    ours = qc.settings(rendered.site)
    for service in ("lms", "cms"):
        assert render.settings(rendered.during, service) == django_settings.celery_part(ours, service)


@each_case
def test_nothing_is_said_against_a_plugin_of_tutor_s_own_release(tutor: str, name: str, under) -> None:
    assert "celq:" not in under(tutor, name).said


@needs_kubectl
@pytest.mark.parametrize("tutor", RELEASES)
def test_secrets_come_from_tutor_s_configuration(tutor: str, under) -> None:
    rendered = under(tutor, "everything")
    found = plugin.kustomized(rendered.during)
    assert found["Secret", "openedx-redis"]["stringData"] == {"password": PASSWORD}
    assert found["Secret", "celery-flower"]["stringData"] == {"auth": AUTH}
    text = qc.built(rendered.site, "tutor")
    assert PASSWORD not in text and AUTH not in text


def test_tutor_draws_who_may_see_flower_and_an_operator_may_keep_it_elsewhere(tmp_path: Path) -> None:
    drawn = plugin.configured(tmp_path / "drawn", NEWEST, {"REDIS_PASSWORD": "x"})
    plugin.with_plugin(drawn, EVERYTHING)
    drawn.saved()
    auth = yaml.safe_load((drawn.path / "config.yml").read_text())["CELQ_FLOWER_AUTH"]
    assert re.fullmatch("flower:[A-Za-z0-9]{24}", auth)
    assert f'auth: "{auth}"' in (drawn.env / "k8s" / "services.yml").read_text()
    kept = plugin.configured(tmp_path / "kept", NEWEST, {"REDIS_PASSWORD": "x", "CELQ_FLOWER_AUTH": ""})
    plugin.with_plugin(kept, EVERYTHING)
    objects = qc.documents((kept.env / "k8s" / "services.yml").read_text())
    assert [one["metadata"]["name"] for one in objects if one["kind"] == "Secret"] == ["openedx-redis"]


@needs_caddy
@pytest.mark.parametrize("tutor", RELEASES)
def test_tutor_s_proxy_has_the_pages_of_flower_that_an_ingress_would_have(tutor: str, under) -> None:
    rendered = under(tutor, "everything")
    file = rendered.during / "apps" / "caddy" / "Caddyfile"
    ran = subprocess.run(
        ["caddy", "adapt", "--adapter=caddyfile", f"--config={file}"],
        env={"default_site_port": ":80"}, capture_output=True, encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    (flower,) = [
        route for server in yaml.safe_load(ran.stdout)["apps"]["http"]["servers"].values()
        for route in server["routes"] if route.get("match") == [{"host": ["flower.campus.example"]}]
    ]
    (ingress,) = [one for one in qc.objects(rendered.site) if one["kind"] == "Ingress"]
    pages = ingress["spec"]["rules"][0]["http"]["paths"]
    paths = {path for page in pages for path in of_caddy(page["path"], page["pathType"])}
    (refused,) = [part for part in yaml_walk(flower) if part.get("status_code") == 404]
    assert refused["handler"] == "static_response"
    (matcher,) = [part["not"] for part in yaml_walk(flower) if "not" in part]
    assert set(matcher[0]["path"]) == paths and "/metrics" not in paths
    assert any(part.get("dial") == "celery-flower:5555" for part in yaml_walk(flower))


@pytest.mark.parametrize(
    ("site", "values", "said", "mended"),
    [
        ("broker redis db=3", {}, "proved with OPENEDX_CELERY_REDIS_DB = 3, and Tutor has 0", True),
        ("broker redis host=cache.example.com", {}, "proved with REDIS_HOST = cache.example.com, and Tutor has redis", True),
        ("broker redis port=6380", {}, "proved with REDIS_PORT = 6380, and Tutor has 6379", True),
        ("site campus namespace=campus-a", {}, "proved with K8S_NAMESPACE = campus-a, and Tutor has openedx", True),
        ("", {"REDIS_USERNAME": "celery"}, "proved with REDIS_USERNAME = nothing, and Tutor has celery", True),
        ("broker redis password=secret:a/b", {}, "has no password, and the file names one", False),
        ("", {"REDIS_PASSWORD": "x"}, "has a password, and the file names none", False),
    ],
    ids=["database", "host", "port", "namespace", "user", "no-password", "password"],
)
def test_what_the_file_says_has_to_be_what_tutor_says(site: str, values: dict, said: str, mended: bool, tmp_path: Path) -> None:
    file = tmp_path / "site.celq"
    file.write_text(f"{site}\nqueue lms.high_mem concurrency=2\n")
    root = plugin.configured(tmp_path / "root", NEWEST, values)
    plugin.with_plugin(root, file)
    ran = root.run("config", "save")
    assert ran.returncode == 1 and said in ran.stdout + ran.stderr
    if mended:
        (setting,) = re.findall(r'`tutor config save --set "([^"]*)"`', ran.stdout + ran.stderr)
        assert root.run("config", "save", "--set", setting).returncode == 0


def test_a_plugin_of_another_release_says_what_to_write(tmp_path: Path) -> None:
    file = tmp_path / "site.celq"
    file.write_text("site campus\nqueue lms.high_mem concurrency=2\n")
    said = plugin.with_plugin(plugin.configured(tmp_path / "root", "20", {}), file)
    assert said.count("write `release=teak` behind `site`") == 1


def test_arguments_of_another_plugin_are_said_to_be_lost(tmp_path: Path) -> None:
    file = tmp_path / "site.celq"
    file.write_text("site campus\nqueue lms.high_mem concurrency=2\n")
    root = plugin.configured(tmp_path / "root", NEWEST, {"PLUGINS": ["other"]})
    text = 'from tutor import hooks\nhooks.Filters.CMS_WORKER_COMMAND.add_item("--concurrency=7")\n'
    (root.path / "plugins" / "other.py").write_text(text)
    said = plugin.with_plugin(root, file)
    assert said.count("another plugin adds --concurrency=7 to a worker") == 1
    assert "--concurrency=7" not in (root.env / "k8s" / "deployments.yml").read_text()


def test_it_does_not_stand_beside_the_plugin_that_it_replaces(tmp_path: Path) -> None:
    root = plugin.configured(tmp_path / "root", NEWEST, {"PLUGINS": ["celery"]})
    plugin.with_plugin(root, SITES["stock"])
    ran = root.run("config", "save")
    assert ran.returncode == 1 and "`tutor plugins disable celery`" in ran.stdout + ran.stderr


@needs_kubectl
def test_pod_autoscaling_goes_on_scaling_what_is_no_worker(tmp_path: Path) -> None:
    root = plugin.configured(tmp_path / "root", NEWEST, {"PLUGINS": ["pod-autoscaling"]})
    assert scaled_by_cpu(plugin.kustomized(root.saved())) == {"lms", "lms-worker", "cms", "cms-worker"}
    plugin.with_plugin(root, SITES["keda-limits"])
    assert scaled_by_cpu(plugin.kustomized(root.env)) == {"lms", "cms"}
    more = {"lms-worker-high": {"enable_hpa": True}}
    root = plugin.configured(tmp_path / "more", NEWEST, {"PLUGINS": ["pod-autoscaling"], "POD_AUTOSCALING_EXTRA_SERVICES": more})
    plugin.with_plugin(root, SITES["keda-limits"])
    ran = root.run("config", "save")
    assert ran.returncode == 1 and "POD_AUTOSCALING_EXTRA_SERVICES scales lms-worker-high too" in ran.stdout + ran.stderr


def scaled_by_cpu(found: dict) -> set[str]:
    scalers = [one for (kind, _), one in found.items() if kind == "HorizontalPodAutoscaler"]
    return {one["spec"]["scaleTargetRef"]["name"] for one in scalers}


def expected(site: Path) -> list[dict]:
    return qc.documents(stock_image_replaced(site, qc.manifests(site)))


def stock_image_replaced(site: Path, text: str) -> str:
    """Where a file says no image, Tutor's configuration does."""
    return re.sub(r"docker\.io/overhangio/openedx:[0-9.]+", IMAGE, text)


def compared(found: dict, ours: dict) -> list[str]:
    """How what Tutor renders differs from what qc builds, in all objects that qc builds."""
    missing = [str(identity) for identity in ours.keys() - found.keys()]
    theirs = [plain(found[identity]) for identity in ours if identity in found]
    unlike = differences(theirs, [plain(one) for identity, one in ours.items() if identity in found])
    # Tutor's variables and volumes stand in its own order, which means nothing.
    return missing + [str(one) for one in unlike if not (one.object in OWN_WORKERS and one.path.endswith("(order)"))]


def plain(one: dict) -> dict:
    """An object without what Tutor's kustomization says of all of its own, and in its own workers all labels and selectors."""
    one = without_hashes(one)
    one["metadata"].pop("annotations", None)
    if one["kind"] == "Deployment" and one["metadata"]["name"] in OWN_WORKERS:
        del one["metadata"]["labels"], one["spec"]["selector"], one["spec"]["template"]["metadata"]
    return one


def without_hashes(value):
    """A value without Tutor's labels, its version and kustomize's hashes, whose content the plugin changes."""
    if isinstance(value, dict):
        kept = {key: without_hashes(part) for key, part in value.items() if key not in TUTORS_LABELS}
        return {key: part for key, part in kept.items() if part != {} or value[key] == {}}
    if isinstance(value, list):
        return [without_hashes(part) for part in value]
    found = HASHED.match(value) if isinstance(value, str) else None
    return found[1] if found else value


def changed_config_maps(before: dict) -> set[tuple[str, str]]:
    return {identity for identity in before if identity[0] == "ConfigMap"}


def unlike(one: Path, other: Path) -> list[str]:
    """The files of two folders that are not the same, byte for byte."""
    names = {str(file.relative_to(folder)) for folder in (one, other) for file in folder.rglob("*") if file.is_file()}
    same, _, _ = filecmp.cmpfiles(one, other, sorted(names), shallow=False)
    return sorted(names - set(same))


def commands(document) -> list[list[str]]:
    """Every list of a document that starts a worker."""
    return [part for part in yaml_walk(document, list) if part[:1] == ["celery"] and "worker" in part]


def yaml_walk(value, kind=dict):
    if isinstance(value, kind):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from yaml_walk(part, kind)


def of_caddy(path: str, kind: str) -> list[str]:
    return [path] if kind == "Exact" else [path, f"{path}/*"]
