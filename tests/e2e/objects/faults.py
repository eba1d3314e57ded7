"""Faults, each of which is put into a good ScaledObject to see that a judge finds it."""


def number_in_metadata(scaler: dict) -> None:
    metadata(scaler)["listLength"] = 40


def no_target(scaler: dict) -> None:
    del scaler["spec"]["scaleTargetRef"]


def unknown_field(scaler: dict) -> None:
    scaler["spec"]["coolDownPeriod"] = 300


def unknown_key(scaler: dict) -> None:
    metadata(scaler)["listLenght"] = "40"


def no_list(scaler: dict) -> None:
    del metadata(scaler)["listName"]


def no_address(scaler: dict) -> None:
    del metadata(scaler)["address"]


def word_for_a_number(scaler: dict) -> None:
    metadata(scaler)["databaseIndex"] = "two"


def address_as_url(scaler: dict) -> None:
    metadata(scaler)["address"] = "redis://redis.openedx:6379/0"


def service_without_namespace(scaler: dict) -> None:
    metadata(scaler)["address"] = "redis:6379"


def password_in_clear(scaler: dict) -> None:
    metadata(scaler)["password"] = "letmein"


def amqp(scaler: dict) -> None:
    metadata(scaler)["host"] = "amqp://rabbit.openedx:5672"


def password_in_the_url(scaler: dict) -> None:
    metadata(scaler)["host"] = "https://celery:letmein@rabbit.openedx:15671"


def host_without_namespace(scaler: dict) -> None:
    metadata(scaler)["host"] = "https://rabbit:15671"


def no_queue(scaler: dict) -> None:
    del metadata(scaler)["queueName"]


def word_for_a_length(scaler: dict) -> None:
    metadata(scaler)["value"] = "forty"


def user_in_the_trigger(scaler: dict) -> None:
    metadata(scaler)["username"] = "celery"


def metadata(scaler: dict) -> dict:
    return scaler["spec"]["triggers"][0]["metadata"]
