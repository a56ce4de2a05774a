"""What is installed: bounds, the lock, the files in the wheel, the two commands; without building anything."""

import re
import tomllib
from pathlib import Path

import pytest

import detente
from detente.cli import example

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()


def name_of(requirement):
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def test_the_version_is_told_once():
    assert PROJECT["project"]["version"] == detente.__version__


def test_every_dependency_has_a_lower_bound_and_stands_in_the_lock():
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert [requirement for requirement in asked if ">=" not in requirement] == []
    locked = {name_of(line) for line in LOCK if not line.startswith("#")}
    assert {name_of(requirement) for requirement in asked} <= locked


def test_the_lock_pins_versions_and_names_no_host_and_no_path():
    assert [line for line in LOCK if not line.startswith("#") and not re.fullmatch(r"[\w.-]+==[\w.!+]+", line)] == []


def test_the_wheel_holds_the_example_the_data_and_the_type_marker():
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["src/detente"]
    assert wheel["force-include"]["examples"] == "detente/examples"
    assert (ROOT / "src" / "detente" / "py.typed").is_file()
    assert list((ROOT / "src" / "detente" / "data").glob("*.tsv"))
    reports = example()
    assert (reports / "manifest.jsonl").is_file()
    assert len([path for path in reports.iterdir() if path.suffix == ".txt"]) >= 12


@pytest.mark.parametrize("command", ["install", "brief", "test", "dev", "bench"])
def test_the_commands_are_there(command):
    assert re.search(rf"^{command}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)


def test_continuous_integration_runs_the_tests_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith(("#", "set ", "cd "))] == ["make test"]
