"""Lines for people and for programs."""

import json

import pytest

from app.models.conversation import Conversation, Kind
from app.models.entries import (
    Arrival,
    Departure,
    ModeChange,
    NickChange,
    Parting,
    Quote,
    Remark,
    Retraction,
    Return,
    Text,
    TopicChange,
    Voice,
)
from app.terminal.lines import Json, Plain, record

TEA = Conversation("#tea", Kind.CHANNEL)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Text("k", 0.5, "Ben", "hi"), {"kind": "message", "from": "Ben", "text": "hi", "own": False, "mention": False}),
        (
            Text("k", 0.5, "Ben", "waves", own=True, voice=Voice.ACTED),
            {"kind": "action", "from": "Ben", "text": "waves", "own": True, "mention": False},
        ),
        (
            Text("k", 0.5, "Ben", "yes", voice=Voice.NOTICED, mention=True, quote=Quote("q", "Ada", "well?")),
            {"kind": "notice", "from": "Ben", "text": "yes", "own": False, "mention": True, "answers": "q"},
        ),
        (Retraction("k", 0.5, "Ben", "Ada", "spam"), {"kind": "removed", "from": "Ben", "by": "Ada", "reason": "spam"}),
        (Arrival("k", 0.5, "Ben"), {"kind": "joined", "who": "Ben"}),
        (Departure("k", 0.5, "Ben", reason="bye"), {"kind": "left", "who": "Ben", "reason": "bye"}),
        (
            Departure("k", 0.5, "Ben", Parting.REMOVED, "enough", "Ada"),
            {"kind": "left", "who": "Ben", "reason": "enough", "by": "Ada"},
        ),
        (Return("k", 0.1, "Ben", times=2, last=0.5), {"kind": "joined", "who": "Ben"}),
        (NickChange("k", 0.5, "Ben", "Benjamin"), {"kind": "renamed", "who": "Ben", "to": "Benjamin"}),
        (TopicChange("k", 0.5, "Ben", "Tea"), {"kind": "topic", "who": "Ben", "text": "Tea"}),
        (ModeChange("k", 0.5, "Ada", "+o", "Ben"), {"kind": "mode", "who": "Ada", "change": "+o", "value": "Ben"}),
        (Remark("k", 0.5, "No", error=True), {"kind": "remark", "text": "No", "error": True}),
    ],
)
def test_every_kind_of_entry_is_a_record(entry, said):
    common = {"time": "1970-01-01T00:00:00.500Z", "in": "#tea", "id": "k"}
    assert record("#tea", entry) == common | said


def test_json_is_one_object_a_line_whatever_is_said(capsys):
    Json().entry(TEA, Text("k", 0.0, "Ben", 'two\nlines, "quoted" — 小明'), main=False)
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["text"] == 'two\nlines, "quoted" — 小明'
    assert "小明" in line


def test_other_conversations_are_named(capsys):
    Plain().entry(TEA, Text("k", 0.0, "Ben", "hi"), main=False)
    assert capsys.readouterr().out.endswith(" #tea <Ben> hi\n")


def test_colours_are_only_where_they_are_wanted_and_mentions_stand_out(capsys):
    entry, mention = Text("k", 0.0, "Ben", "hi"), Text("m", 0.0, "Ben", "Ada!", mention=True)
    Plain().entry(TEA, entry, main=True)
    assert "\x1b" not in capsys.readouterr().out
    Plain(colour=True).entry(TEA, entry, main=True)
    Plain(colour=True).entry(TEA, mention, main=True)
    said, named = capsys.readouterr().out.splitlines()
    assert "mBen\x1b[0m" in said
    assert named.startswith("\x1b[1m")


def test_nobody_commands_the_terminal(capsys):
    Plain(colour=True).entry(TEA, Arrival("k", 0.0, "Ben"), main=True)
    Plain().entry(TEA, Text("k", 0.0, "Ben", "\x1b[2Jgone\x07"), main=True)
    assert capsys.readouterr().out.endswith("<Ben> [2Jgone\n")
