"""A real Celery reads the settings that qc writes, and does what qc has proved."""

from pathlib import Path

import pytest

import qc
from celery_apps import SITE, files, of_open_edx, of_own_service

MAIL = "unacked.shop-mail"


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files(SITE, tmp_path_factory.mktemp("settings"))


def test_open_edx_has_one_file_and_each_other_service_its_own(text: dict[str, str]) -> None:
    assert sorted(text) == ["settings-shop.py", "settings.py"]


def test_a_pattern_has_no_mark_but_the_star(text: dict[str, str]) -> None:
    router = of_own_service(text["settings-shop.py"]).amqp.router
    named = {"shop.mail.deep.er": "mail", "shop.mail.report": "slow", "shop.reports.a.b": "slow", "nobody": "main"}
    # What Celery would read as a set of characters stands for itself.
    named |= {"other.[x].y": "slow", "other.x.y": "main"}
    assert {name: router.route({}, name)["queue"].name for name in named} == named


def test_urgent_counts_down_in_redis(text: dict[str, str]) -> None:
    own = of_own_service(text["settings-shop.py"]).amqp.router
    assert [own.route({}, f"shop.mail.{name}").get("priority") for name in ("urgent", "later", "send")] == [0, 8, None]
    lms = of_open_edx(text["settings.py"]).amqp.router
    assert lms.route({}, "lms.djangoapps.instructor_task.tasks.cohort_students")["priority"] == 7


@pytest.mark.parametrize("times", [1, 2])
def test_options_reach_the_transport(text: dict[str, str], times: int) -> None:
    shared = {"visibility_timeout": 4 * 3600, "global_keyprefix": "campus:", "sep": "|"}
    own = of_own_service(text["settings-shop.py"], times)
    assert own.connection_for_write().transport_options == shared
    assert own.connection_for_write().as_uri() == "redis://redis:6379/3"
    # What the settings had before is still there.
    platforms = {"fanout_patterns": True, "fanout_prefix": True}
    assert of_open_edx(text["settings.py"], times).connection_for_write().transport_options == shared | platforms


def test_limits_and_rates_reach_the_task(text: dict[str, str]) -> None:
    own = of_own_service(text["settings-shop.py"])
    task = own.task(name="shop.mail.send")(nothing)
    assert (task.rate_limit, task.time_limit, task.soft_time_limit) == ("100/m", 3 * 3600, 170 * 60)
    lms = of_open_edx(text["settings.py"])
    assert lms.task(name="lms.djangoapps.instructor_task.tasks.cohort_students")(nothing).time_limit == 1200


def nothing() -> None:
    pass


@pytest.mark.parametrize(("name", "make"), [("settings-shop.py", of_own_service), ("settings.py", of_open_edx)])
def test_only_workers_that_are_told_so_acknowledge_late(text: dict[str, str], name: str, make) -> None:
    early, late = make(text[name]), make(text[name], 2, CELQ_IN_FLIGHT=MAIL)
    assert (early.conf.task_acks_late, early.conf.task_reject_on_worker_lost) == (False, None)
    assert (late.conf.task_acks_late, late.conf.task_reject_on_worker_lost) == (True, True)
    assert not any(option.startswith("unacked") for option in early.conf.broker_transport_options)
    keys = {"unacked_key": MAIL, "unacked_index_key": f"{MAIL}_index", "unacked_mutex_key": f"{MAIL}_mutex"}
    assert keys.items() <= late.conf.broker_transport_options.items()


def test_deployments_tell_them_so() -> None:
    def environment(deployment: dict) -> dict:
        (container,) = deployment["spec"]["template"]["spec"]["containers"]
        return {one["name"]: one.get("value") for one in container.get("env", [])}

    deployments = [one for one in qc.objects(SITE) if one["kind"] == "Deployment"]
    told = {one["metadata"]["name"]: environment(one).get("CELQ_IN_FLIGHT") for one in deployments}
    late = {"lms-worker-high-mem", "shop-mail"}
    assert told == {name: f"unacked.{name}" if name in late else None for name in told} and late < set(told)


@pytest.mark.parametrize(
    ("broker", "url"),
    [
        ("redis host=cache.example username=a@b tls=on", "rediss://a%40b:p%2F%40%3A@cache.example:6379/0?ssl_cert_reqs=required"),
        ('redis host="fd00::1" db=2', "redis://:p%2F%40%3A@[fd00::1]:6379/2"),
        ("rabbitmq host=rabbit.example username=shop vhost=/campus", "amqp://shop:p%2F%40%3A@rabbit.example:5672/%2Fcampus"),
        ("rabbitmq host=rabbit.example username=shop tls=on", "amqps://shop:p%2F%40%3A@rabbit.example:5671/%2F"),
    ],
)
def test_the_password_comes_from_the_environment(broker: str, url: str, tmp_path: Path) -> None:
    site = tmp_path / "site.celq"
    site.write_text(f"broker {broker} password=secret:broker/password\nservice shop app=shop image=shop:1\nqueue shop.mail\n")
    shop = of_own_service(files(site, tmp_path / "out")["settings-shop.py"], BROKER_PASSWORD="p/@:")
    assert shop.conf.broker_url == url
    connection = shop.connection_for_write()
    assert connection.password == "p/@:"
    if "campus" in url:
        assert connection.virtual_host == "/campus"
    assert bool(connection.ssl or shop.conf.broker_use_ssl) == ("tls=on" in broker)
