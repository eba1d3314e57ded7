"""The file by which Flower and the exporter reach the broker says what the site says, whatever the password is."""

import json
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from kombu import Connection
from program import started_as

import qc
from sites import sites

# All that has a meaning in a URL, and some that has none in ASCII.
PASSWORD = "p@ss/word:%41?#[é"
SECRETS = {"redis/password": PASSWORD, "rabbit/password": PASSWORD, "flower/auth": "ops:letmein"}
READ = (
    "import celeryconfig as c, json; print(json.dumps([c.broker_url, getattr(c, 'broker_transport_options', {}),"
    " getattr(c, 'broker_use_ssl', {})]))"
)


def settings(site: str, program: str, folder: Path) -> tuple[Connection, dict, dict]:
    _, environment = started_as(qc.objects(sites()[site]), program, SECRETS, folder)
    ran = subprocess.run([sys.executable, "-c", READ], env=environment, capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    url, options, tls = json.loads(ran.stdout)
    return Connection(url, ssl=tls or False), options, tls


def test_redis(tmp_path: Path) -> None:
    broker, options, tls = settings("sites-watched", "celery-flower", tmp_path)
    said = (broker.transport_cls, broker.hostname, broker.port, broker.userid, broker.password, broker.virtual_host)
    assert said == ("redis", "redis.example.com", 6380, "celery", PASSWORD, "3")
    expected = {"visibility_timeout": 14400, "global_keyprefix": "{campus}:", "sep": ":", "priority_steps": [0, 5]}
    assert (options, tls) == (expected, {})


def test_rabbitmq_with_tls(tmp_path: Path) -> None:
    broker, options, tls = settings("sites-watched-by-flower", "celery-flower", tmp_path)
    said = (broker.transport_cls, broker.hostname, broker.port, broker.userid, broker.password, broker.virtual_host)
    assert said == ("amqps", "rabbit.example.com", 5671, "openedx", PASSWORD, "campus/1")
    name = {"server_hostname": "rabbit.example.com"}
    assert (options, tls) == ({}, {"cert_reqs": ssl.CERT_REQUIRED, **name})


def test_without_a_password(tmp_path: Path) -> None:
    broker, options, tls = settings("sites-watched-by-exporter", "celery-exporter", tmp_path)
    assert (broker.hostname, broker.port, broker.password, broker.virtual_host) == ("redis", 6379, None, "0")
    assert (options, tls) == ({}, {})


@pytest.mark.parametrize(
    ("site", "options"),
    [
        (
            "sites-watched",
            {"visibility_timeout": 14400, "global_keyprefix": "{campus}:", "sep": ":", "priority_steps": [0, 5]},
        ),
        ("sites-watched-by-exporter", {}),
    ],
)
def test_the_exporter_is_started_with_the_same(site: str, options: dict, tmp_path: Path) -> None:
    command, environment = started_as(qc.objects(sites()[site]), "celery-exporter", SECRETS, tmp_path)
    # A program that says how it was started stands in for the image's own.
    entrypoint = tmp_path / "cli.py"
    entrypoint.write_text("import json, os, sys\nprint(json.dumps([sys.argv[1:], os.environ['CE_BROKER_URL']]))\n")
    start = tmp_path / "broker" / "exporter.py"
    assert "/app/cli.py" in start.read_text()
    start.write_text(start.read_text().replace("/app/cli.py", str(entrypoint)))
    ran = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    arguments, url = json.loads(ran.stdout)
    password = PASSWORD if site == "sites-watched" else None
    given = [one.split("=", 2)[1:] for one in arguments if one.startswith("--broker-transport-option=")]
    # celery-exporter reads each value as JSON where it can.
    assert ({name: json.loads(text) for name, text in given}, Connection(url).password) == (options, password)
    (queues,) = [one for one in arguments if one.startswith("--queues=")]
    assert "edx.lms.core.ora_workflow_update" in queues.removeprefix("--queues=").split(",")
