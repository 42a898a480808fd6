"""Which language the system speaks, from what it says of itself."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from app.services.language import system_locale, written


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        ("de_AT.UTF-8", "de_AT"),
        ("de-AT", "de_AT"),
        ("de", "de"),
        ("zh_Hans_CN", "zh_CN"),
        ("zh-Hans", "zh"),
        ("es_MX@euro", "es_MX"),
        ("C.UTF-8", ""),
        ("POSIX", ""),
        ("", ""),
    ],
)
def test_a_locales_name_is_written_as_unix_does(name, locale):
    assert written(name) == locale


@pytest.mark.skipif(sys.platform == "win32" or sys.platform == "darwin", reason="the system is asked there")
@pytest.mark.parametrize(
    ("variables", "locale"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "es_ES.UTF-8"}, "es_ES"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "es:en"}, "es"),
        ({"LANG": "de_AT.UTF-8", "LANGUAGE": "de:en"}, "de_AT"),
        ({"LANG": "C", "LANGUAGE": "es"}, ""),
        ({}, ""),
    ],
)
def test_the_environment_says_it_on_unix(monkeypatch, variables, locale):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_locale() == locale


def test_macos_says_it_in_its_preferences(monkeypatch):
    answer = SimpleNamespace(stdout='(\n    "zh-Hans-CN",\n    "en-CN"\n)\n')
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: answer)
    assert system_locale() == "zh_CN"


def test_a_system_that_cannot_be_asked_is_asked_by_its_environment(monkeypatch):
    def no_answer(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", no_answer)
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    assert system_locale() == "es_ES"
