"""CAP. https://ircv3.net/specs/extensions/capability-negotiation"""

import pytest

from server.protocol.vocabulary import CAPABILITIES


@pytest.mark.parametrize("version", ["302", "307"])
def test_all_capabilities_are_offered(visit, version):
    """The CAP version number argument MUST be treated as a number by the server."""
    said = visit().ask(f"CAP LS {version}")
    assert {name.partition("=")[0] for m in said for name in m.params[-1].split()} == set(CAPABILITIES)
    assert {m.params[:3] for m in said[:-1]} == {("*", "LS", "*")}
    assert said[-1].params[:2] == ("*", "LS")


@pytest.mark.parametrize("before", [[], ["CAP LS 302"]])
@pytest.mark.parametrize("version", ["", " 301", " nonsense"])
def test_who_reads_one_line_only_gets_one_of_bare_names(visit, before, version):
    """If a client has not indicated support for CAP LS 302 features, the server MUST NOT send these new features to the
    client. If a client sends a lower CAP version, servers SHOULD return a CAP LS reply consistent with the request's
    version. […] draft/multiline: The capability MUST be advertised by servers with a REQUIRED value.
    """
    person = visit()
    person.send(*before)
    person.lines()
    person.send(f"CAP LS{version}")
    (line,) = person.lines()
    names = line.partition(" LS :")[2].split()
    assert len(line.encode()) <= 510
    assert {name for name in CAPABILITIES if "/" not in name} <= set(names) <= set(CAPABILITIES) - {"draft/multiline"}
    assert len(f"{line} draft/event-playback") > 510  # as many as there is room for


def test_cap_notify_comes_with_version_302(visit):
    person = visit()
    assert person.ask("CAP LS", "CAP LIST")[-1].params == ("*", "LIST", "")
    assert person.ask("CAP LS 302", "CAP LIST")[-1].params == ("*", "LIST", "cap-notify")


@pytest.mark.parametrize("first", ["CAP LS 302", "CAP REQ echo-message"])
def test_nobody_comes_in_while_they_negotiate(visit, first):
    """The server MUST suspend registration until an END subcommand is received from the client."""
    person = visit()
    commands = {m.command for m in person.ask(first, "NICK ada", "USER a 0 * :A")}
    assert "001" not in commands
    assert person.ask("CAP END")[0].command == "001"


def test_all_or_nothing_of_a_request_is_granted(visit):
    """The capability identifier set must be accepted as a whole, or rejected entirely. Capability names are
    case-sensitive. If a client requests a capability which is already enabled, or tries to disable a capability which
    is not enabled, the server MUST continue processing the REQ subcommand as though […] successful.
    """
    person = visit()
    assert person.ask("CAP REQ :echo-message nonsense")[0].params == ("*", "NAK", "echo-message nonsense")
    assert person.session.capabilities == set()
    assert person.ask("CAP REQ ECHO-MESSAGE")[0].params == ("*", "NAK", "ECHO-MESSAGE")
    for _ in range(2):
        assert person.ask("CAP REQ :echo-message batch")[0].params == ("*", "ACK", "echo-message batch")
    assert person.ask("CAP REQ :-echo-message -setname")[0].params == ("*", "ACK", "-echo-message -setname")
    assert person.session.capabilities == {"batch"}


def test_who_asks_for_everything_at_once_gets_all_of_it_acknowledged(visit):
    """No name is cut in two where the answer is longer than a line. "Equally, a server MUST NOT change the capabilities
    of the client until the last ACK of the set has been sent."
    """
    person = visit()
    wanted = list(CAPABILITIES)
    while len(f"CAP REQ :{' '.join(wanted)}") > 510:
        wanted.pop()
    said = person.ask(f"CAP REQ :{' '.join(wanted)}")
    assert {m.params[1] for m in said} == {"ACK"}
    assert " ".join(m.params[2] for m in said).split() == wanted
    assert person.session.capabilities == set(wanted)


def test_it_works_at_any_time(enter):
    """The server MUST accept the CAP command at any time, including after registration. If the client is already
    registered, this command [END] MUST be ignored by the server.
    """
    ada = enter("ada")
    assert ada.ask("CAP REQ :server-time")[0].params == ("ada", "ACK", "server-time")
    assert "time" in ada.ask("PING x")[0].tags
    assert ada.ask("CAP END") == []


def test_nonsense_is_answered(visit):
    """If a client sends a subcommand which is not in the list above, then numeric 410 (ERR_INVALIDCAPCMD) should be
    sent. Replies from the server must contain the client identifier name or asterisk if one is not yet available.
    """
    assert [(m.command, m.params[:2]) for m in visit().ask("CAP FOO")] == [("410", ("*", "FOO"))]


def test_every_capability_says_where_it_is_specified():
    for capability in CAPABILITIES.values():
        where = "https://codeberg.org/emersion/soju/" if "soju.im/" in capability.name else "https://ircv3.net/specs/"
        assert capability.spec.startswith(where)


def test_who_speaks_302_cannot_do_without_news(visit):
    """Servers MUST NOT disable the cap-notify capability if the client requests CAP LS with a version of 302 or newer.
    Clients that do not support CAP version 302 MAY explicitly disable the capability.
    """
    new, old = visit(), visit()
    assert new.ask("CAP LS 302", "CAP REQ -cap-notify")[-1].params == ("*", "NAK", "-cap-notify")
    assert old.ask("CAP REQ cap-notify", "CAP REQ -cap-notify")[-1].params == ("*", "ACK", "-cap-notify")
