"""About people: who is away, what they are called, who is here."""


def said(messages):
    return [(m.command, m.params) for m in messages]


def test_being_away_is_told_to_those_who_want_to_know(enter):
    ada, bob, eve = enter("ada"), enter("bob", "away-notify"), enter("eve")
    bob.lines(), eve.lines()
    assert [m.command for m in ada.ask("AWAY :tea")] == ["306"]
    assert [m.command for m in ada.ask("AWAY")] == ["305"]
    assert said(bob.heard()) == [("AWAY", ("tea",)), ("AWAY", ())]
    assert eve.heard() == []


def test_a_real_name_can_be_changed(enter):
    ada, bob, eve = enter("ada", "setname"), enter("bob", "setname"), enter("eve")
    bob.lines(), eve.lines()
    assert said(ada.ask("SETNAME :Countess of Lovelace")) == [("SETNAME", ("Countess of Lovelace",))]
    assert said(bob.heard()) == [("SETNAME", ("Countess of Lovelace",))]
    assert eve.ask("WHO ada")[0].params[-1] == "0 Countess of Lovelace"


def test_a_real_name_that_cannot_be_is_refused(enter):
    ada = enter("ada", "setname")
    for line in ("SETNAME :", "SETNAME :" + "x" * 151):
        assert [m.params[:2] for m in ada.ask(line)] == [("SETNAME", "INVALID_REALNAME")]


def test_who_shows_presence_and_rank(enter):
    ada, bob = enter("ada"), enter("bob")
    bob.send("AWAY :tea")
    assert said(ada.ask("WHO #General")) == [
        ("352", ("ada", "#general", "~u", "192.0.2.1", "room.test", "ada", "H~", "0 ada Realname")),
        ("352", ("ada", "#general", "~u", "192.0.2.1", "room.test", "bob", "G", "0 bob Realname")),
        ("315", ("ada", "#General", "End of the list")),
    ]


def test_who_takes_patterns_and_brackets_are_letters(enter):
    ada = enter("ada")
    for nick in ("[bot]", "bob", "bot"):
        enter(nick, channel="")
    assert [m.params[5] for m in ada.ask("WHO [bot]")[:-1]] == ["[bot]"]
    assert [m.params[5] for m in ada.ask("WHO B?*")[:-1]] == ["bob", "bot"]
    assert len(ada.ask("WHO")) == 5
    assert [m.command for m in ada.ask("WHO #none")] == ["315"]


def test_whois_tells_what_is_known(enter, clock):
    ada, bob = enter("ada"), enter("bob")
    bob.send("AWAY :tea")
    clock.now += 7
    assert said(ada.ask("WHOIS BOB")) == [
        ("311", ("ada", "bob", "~u", "192.0.2.1", "*", "bob Realname")),
        ("319", ("ada", "bob", "#general")),
        ("312", ("ada", "bob", "room.test", "Ada's room")),
        ("301", ("ada", "bob", "tea")),
        ("317", ("ada", "bob", "7", "1700000000", "seconds idle, signon time")),
        ("318", ("ada", "BOB", "End of the answer")),
    ]
    assert ada.ask("WHOIS room.test bob")[0].command == "311"


def test_whois_of_nobody(enter):
    assert [m.command for m in enter("ada").ask("WHOIS nobody", "WHOIS")] == ["401", "318", "431"]


def test_speaking_ends_idleness(enter, clock):
    ada = enter("ada")
    clock.now += 100
    ada.send("PRIVMSG #general :x")
    clock.now += 2
    assert next(m for m in ada.ask("WHOIS ada") if m.command == "317").params[2] == "2"


def test_short_questions_have_short_answers(enter):
    ada, bob = enter("ada"), enter("bob")
    bob.send("AWAY :tea")
    assert ada.ask("USERHOST bob nobody ada")[0].params[1] == "bob=-~u@192.0.2.1 ada=+~u@192.0.2.1"
    assert ada.ask("ISON nobody :BOB ada")[0].params[1] == "bob ada"


def test_whois_tells_where_somebody_connects_from_only_to_themselves(enter):
    """https://modern.ircdocs.horse/#rplwhoisactually-338: "<username>@<hostname> <ip> :Is actually using host"."""
    ada, bob = enter("ada"), enter("bob")
    (told,) = [message for message in ada.ask("WHOIS ada") if message.command == "338"]
    assert told.params[1:4] == ("ada", "~u@192.0.2.1", "192.0.2.1")
    assert not [message for message in bob.ask("WHOIS ada") if message.command == "338"]
