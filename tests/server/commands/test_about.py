"""INFO, TIME, LINKS, HELP and what is announced in 005."""

import pytest

from server.commands.registry import COMMANDS


def numerics(messages):
    return [m.command for m in messages]


def test_what_this_is(enter):
    answer = enter("ada").ask("INFO")
    assert numerics(answer) == ["371", "371", "374"]
    assert answer[0].params[1].startswith("Ada's room")


def test_what_time_it_is(enter):
    (answer,) = enter("ada").ask("TIME")
    assert (answer.command, answer.params[1:]) == ("391", ("room.test", "Tuesday, 14 November 2023, 22:13:20 UTC"))


def test_there_are_no_other_servers(enter):
    (answer,) = enter("ada").ask("LINKS")
    assert (answer.command, answer.params[1]) == ("365", "*")


@pytest.mark.parametrize("command", ["HELP", "HELPOP"])
@pytest.mark.parametrize("subject", ["", "PRIVMSG", "chathistory"])
def test_help_names_its_subject_in_every_line(enter, command, subject):
    answer = enter("ada").ask(f"{command} {subject}")
    assert numerics(answer) == ["704", *["705"] * (len(answer) - 2), "706"]
    assert {m.params[1] for m in answer} == {subject or "*"}
    assert len(answer) > 2


def test_there_is_help_on_every_command(enter):
    ada = enter("ada")
    named = " ".join(m.params[2] for m in ada.ask("HELP") if m.command == "705").split()
    assert set(COMMANDS) - set(named) == {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
    for name in named:
        first, empty, *lines, link, last = ada.ask(f"HELP {name}")
        assert (first.command, empty.params[2], last.command) == ("704", "", "706")
        assert lines, f"{name} says nothing about itself."
        assert link.params[2].startswith("See https://")


def test_there_is_none_on_anything_else(enter):
    (answer,) = enter("ada").ask("HELP THISISNOTACOMMAND")
    assert (answer.command, answer.params[1]) == ("524", "THISISNOTACOMMAND")


def tokens(messages):
    return {token for m in messages if m.command == "005" for token in m.params[1:-1]}


def test_everything_that_there_is_is_announced(enter):
    """ "As the maximum number of message parameters to any reply is 15, the maximum number of RPL_ISUPPORT tokens
    that can be advertised is 13." """
    answer = enter("ada").ask("ISUPPORT")
    assert {
        "BOT=B", "ELIST=CMNTU", "EXCEPTS=e", "INVEX=I", "EXTBAN=,am", "ACCOUNTEXTBAN=a", "MAXLIST=b:100,e:100,I:100",
        "MONITOR=200", "STATUSMSG=~&@%+", "WHOX", "KNOCK", "UTF8ONLY", "CLIENTTAGDENY", "MODES",
    } <= tokens(answer)  # fmt: skip
    assert any(token.startswith("TARGMAX=") and "PRIVMSG:8" in token and "WHOWAS:" in token for token in tokens(answer))
    assert all(len(m.params) <= 15 for m in answer)


def test_it_is_told_before_one_is_in_to_who_asked_for_that(visit):
    """ "the server MUST accept ISUPPORT commands before connection registration completes" """
    ada = visit()
    assert numerics(ada.ask("ISUPPORT")) == ["451"]
    ada.ask("CAP REQ :draft/extended-isupport batch")
    opening, *said, closing = ada.ask("ISUPPORT")
    assert opening.params[1] == "draft/isupport"
    assert closing.params == (f"-{opening.params[0][1:]}",)
    assert {(m.command, m.params[0], m.tags["batch"]) for m in said} == {("005", "*", opening.params[0][1:])}
    welcome = ada.ask("NICK ada", "USER ada 0 * :Ada", "CAP END")
    assert all("batch" in m.tags for m in welcome if m.command == "005")


def test_one_may_be_away_before_one_is_in(visit, enter):
    """ "If the capability has been negotiated, servers MUST accept the AWAY command before connection registration" """
    ada = visit()
    assert numerics(ada.ask("AWAY :x")) == ["451"]
    ada.send("CAP REQ draft/pre-away", "AWAY :tea", "NICK ada", "USER u 0 * :Ada", "CAP END")
    assert enter("bob").ask("WHOIS ada")[2].params == ("bob", "ada", "tea")
