"""The Dockerfile's instructions, of which each has a line."""

import qc

DOCKERFILE = qc.CLONE / "Dockerfile"


def instructions() -> list[tuple[str, str]]:
    """Word and rest of each."""
    lines = DOCKERFILE.read_text().splitlines()
    return [tuple(line.split(" ", 1)) for line in lines if line and not line.startswith("#")]


def one(word: str) -> str:
    """The only instruction of that word in the last stage."""
    all_of_them = instructions()
    last = max(at for at, (name, _) in enumerate(all_of_them) if name == "FROM")
    (rest,) = [rest for name, rest in all_of_them[last:] if name == word]
    return rest
