"""Dockerfile and docker-compose.yml agree with the project, as far as that can be seen without an engine."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def instructions(name: str) -> list[str]:
    return [line.split(maxsplit=1)[1] for line in DOCKERFILE if line.startswith(f"{name} ")]


def exec_form(instruction: str) -> list[str]:
    words: list[str] = yaml.safe_load(instruction[instruction.index("[") :])
    return words


def commands() -> dict[str, list[str]]:
    """Every command line that starts one of our programs, under the name of the place that has it."""
    services: dict[str, Any] = COMPOSE["services"]
    in_compose = {name: service["command"] for name, service in services.items() if "command" in service}
    return {"Dockerfile": exec_form(instructions("CMD")[-1])} | in_compose


@pytest.mark.parametrize("place", commands())
def test_each_command_is_a_script_of_the_project(place):
    assert commands()[place][0] in PROJECT["scripts"]


def test_both_stages_have_the_same_python_and_the_project_allows_it():
    images = [line.split()[0] for line in instructions("FROM")]

    assert len(set(images)) == 1
    version = re.fullmatch(r"python:3\.(\d+)-slim", images[0])
    assert version
    assert int(version[1]) >= int(PROJECT["requires-python"].removeprefix(">=3."))


def test_the_image_installs_the_uv_that_the_makefile_pins():
    pinned = re.search(r"^UV_VERSION := (\S+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert pinned
    assert any(f"uv=={pinned[1]}" in line for line in instructions("RUN"))


def test_what_the_image_copies_exists_and_gets_past_dockerignore():
    sources = {word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert sources == let_in
    assert all((ROOT / source).exists() for source in sources)


def test_the_server_runs_without_root_and_is_asked_for_its_health():
    assert instructions("USER") == ["mocknir"]
    assert instructions("EXPOSE") == ["8080"]
    assert "/healthz" in instructions("HEALTHCHECK")[0]


def test_compose_starts_each_service_when_the_one_before_it_is_healthy():
    services = COMPOSE["services"]

    assert set(services) == {"postgres", "mocknir", "fagsystem"}
    assert services["postgres"]["healthcheck"]["test"]
    assert services["mocknir"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services["fagsystem"]["depends_on"] == {"mocknir": {"condition": "service_healthy"}}


def test_every_password_comes_from_the_environment_and_compose_stops_without_it():
    passwords = [
        value
        for service in COMPOSE["services"].values()
        for name, value in service.get("environment", {}).items()
        if "PASSWORD" in name
    ]

    assert passwords
    assert all(value.startswith("${POSTGRES_PASSWORD:?") for value in passwords)


@pytest.mark.parametrize("place", commands())
def test_no_command_shows_a_password(place):
    assert not re.search(r"://[^/@]*:[^/@]*@", " ".join(commands()[place]))
