"""Every mode a channel or a person can have. https://modern.ircdocs.horse/#channel-modes"""

import pytest

from server.ranks import RANK_OF, RANKS


def said(messages):
    return [(m.command, m.params) for m in messages]


def numerics(messages):
    return [m.command for m in messages]


@pytest.fixture
def ada(enter):
    """Who operates #c."""
    return enter("ada", channel="#c")


@pytest.fixture
def bob(ada, enter):
    """Who is in #c without a rank."""
    bob = enter("bob", "echo-message", channel="#c")
    ada.lines()
    return bob


@pytest.mark.parametrize(
    ("line", "numeric"),
    [
        ("MODE #c +k :", "696"),
        ("MODE #c +k :two words", "696"),
        ("MODE #c +k " + "x" * 60, "696"),
        ("MODE #c +k", "696"),
        ("MODE #c +l :", "696"),
        ("MODE #c +l 0", "696"),
        ("MODE #c +l -1", "696"),
        ("MODE #c +l abc", "696"),
        ("MODE #c +S x", "696"),
        ("MODE #c +f #none", "696"),
        ("MODE #c +f #c", "696"),
        ("MODE #c +b :a b", "696"),
        ("MODE #c +y", "472"),
        ("MODE #c +o", "461"),
        ("MODE #c +q ada", "482"),
    ],
)
def test_what_makes_no_sense_is_refused(ada, line, numeric):
    assert numerics(ada.ask(line)) == [numeric]


def test_a_wrong_value_is_told_with_its_mode(ada):
    """696: "<client> <target chan/user> <mode char> <parameter> :<description>" """
    assert ada.ask("MODE #c +k :a b")[0].params[:4] == ("ada", "#c", "k", "*")
    assert ada.ask("MODE #c +k " + "x" * 99)[0].params[:4] == ("ada", "#c", "k", "*")
    assert ada.ask("MODE #c +l abc")[0].params[:4] == ("ada", "#c", "l", "abc")


def test_flags_are_announced_and_shown(ada, bob):
    assert said(ada.ask("MODE #c +imst-n")) == [("MODE", ("#c", "+imst-n"))]
    assert said(bob.heard()) == [("MODE", ("#c", "+imst-n"))]
    assert ada.ask("MODE #c")[0].params == ("ada", "#c", "+imst")
    ada.send("MODE #c -imst")
    assert ada.ask("MODE #c")[0].params == ("ada", "#c", "+")


def test_values_are_shown_but_a_key_only_to_those_inside(ada, enter):
    ada.send("MODE #c +kl beer 5")
    assert ada.ask("MODE #c")[0].params == ("ada", "#c", "+nkl", "beer", "5")
    assert enter("eve").ask("MODE #c")[0].params == ("eve", "#c", "+nkl", "*", "5")
    assert said(ada.ask("MODE #c -kl beer")) == [("MODE", ("#c", "-kl", "*"))]


@pytest.mark.parametrize(
    ("mode", "join", "numeric"),
    [
        ("+k beer", "JOIN #c", "475"),
        ("+k beer", "JOIN #c bees", "475"),
        ("+l 1", "JOIN #c", "471"),
        ("+i", "JOIN #c", "473"),
        ("+b eve!*@*", "JOIN #c", "474"),
        ("+b EVE!*@*", "JOIN #c", "474"),
        ("+b eve", "JOIN #c", "474"),
        ("+b 192.0.2.*", "JOIN #c", "474"),
        ("+b *@192.0.2.1", "JOIN #c", "474"),
        ("+b *!~u@*", "JOIN #c", "474"),
        ("+R", "JOIN #c", "477"),
    ],
)
def test_who_may_not_come_in_is_told_why(ada, enter, mode, join, numeric):
    ada.send(f"MODE #c {mode}")
    eve = enter("eve", channel="")
    (answer,) = eve.ask(join)
    assert (answer.command, answer.params[:2]) == (numeric, ("eve", "#c"))
    assert ada.ask("INVITE eve #c")[0].command == "341"
    assert "JOIN" in numerics(eve.ask(join))


@pytest.mark.parametrize("mode", ["+k beer", "+b someone!*@*", "+b [eve]!*@*", "+l 2", "+iI eve!*@*", "+be eve eve"])
def test_who_meets_the_conditions_comes_in(ada, enter, mode):
    ada.send(f"MODE #c {mode}")
    assert numerics(enter("eve", channel="").ask("JOIN #c beer"))[0] == "JOIN"


def test_an_account_can_be_barred_and_excepted(ada, enter):
    """ "Servers publishing the ACCOUNTEXTBAN token allow clients to construct ban masks matching account names." """
    ada.send("MODE #c +b a:Eve")
    eve = enter("eve", channel="")
    eve.session.person.account = "eve"
    assert numerics(eve.ask("JOIN #c")) == ["474"]
    ada.send("MODE #c -b+be a:eve *!*@* a:eve")
    assert numerics(eve.ask("JOIN #c"))[0] == "JOIN"
    other = enter("other", channel="")
    assert numerics(other.ask("JOIN #c")) == ["474"]


def test_an_account_extban_is_about_the_account_alone(ada, enter):
    ada.send("MODE #c +b a:eve")
    assert numerics(enter("eve", channel="").ask("JOIN #c"))[0] == "JOIN"


def test_an_invitation_is_for_once(ada, enter):
    ada.send("MODE #c +b eve")
    eve = enter("eve", channel="")
    ada.send("INVITE eve #c")
    assert "JOIN" in numerics(eve.ask("JOIN #c"))
    ada.send("KICK #c eve")
    assert "474" in numerics(eve.ask("JOIN #c"))


def test_who_is_not_let_in_may_be_sent_on(ada, enter):
    ada.send("JOIN #other", "MODE #c +if #other")
    eve = enter("eve", channel="")
    answer = eve.ask("JOIN #c")
    assert (answer[0].command, answer[0].params[:3]) == ("470", ("eve", "#c", "#other"))
    assert said(answer)[1] == ("JOIN", ("#other",))


def test_people_are_sent_only_where_one_has_a_say(ada, enter):
    enter("bob", channel="#bobs")
    assert numerics(ada.ask("MODE #c +f #bobs")) == ["482"]


def test_lists_are_shown_with_who_and_when(ada, bob):
    """367: "<client> <channel> <mask> [<who> <set-ts>]" """
    ada.send("MODE #c +beI x!*@* y z!*@h")
    by = "ada!~u@192.0.2.1"
    for mode, entry, end, mask in (
        ("b", "367", "368", "x!*@*"),
        ("e", "348", "349", "y!*@*"),
        ("I", "346", "347", "z!*@h"),
    ):
        first, last = bob.ask(f"MODE #c {mode}")
        assert (first.command, first.params) == (entry, ("bob", "#c", mask, by, "1700000000"))
        assert (last.command, last.params[:2]) == (end, ("bob", "#c"))


def test_a_mask_is_on_a_list_once_however_it_is_written(ada):
    assert said(ada.ask("MODE #c +b Eve!*@*", "MODE #c +b eve")) == [("MODE", ("#c", "+b", "Eve!*@*"))]
    assert said(ada.ask("MODE #c -b EVE!*@*")) == [("MODE", ("#c", "-b", "Eve!*@*"))]
    assert numerics(ada.ask("MODE #c b")) == ["368"]


def test_lists_are_bounded(make_room, enter):
    ada = enter("ada", channel="#c", to=make_room(max_list_entries=2))
    assert numerics(ada.ask("MODE #c +bbb a b c")) == ["478", "MODE"]


@pytest.mark.parametrize("mode", ["+m", "+M", "+b m:bob", "+b m:BOB!*@*", "+b bob", "+b m:*!~u@*"])
def test_who_has_no_voice_is_not_heard(ada, bob, mode):
    ada.send(f"MODE #c {mode}")
    ada.lines()
    assert numerics(bob.ask("PRIVMSG #c :x", "NOTICE #c :x")) == ["404"]
    assert ada.heard() == []
    ada.send("MODE #c +v bob")
    ada.lines()
    assert numerics(bob.ask("PRIVMSG #c :x")) == ["PRIVMSG"]
    assert numerics(ada.heard()) == ["PRIVMSG"]
    ada.send("MODE #c -v bob", "MODE #c -mM", "MODE #c -b m:bob", "MODE #c -b bob", "MODE #c -b m:*!~u@*")
    assert numerics(bob.ask("PRIVMSG #c :x")) == ["PRIVMSG"]


@pytest.mark.parametrize("exception", ["m:*!~u@*", "bob"])
def test_exceptions_are_for_the_muted_too(ada, bob, exception):
    ada.send("MODE #c +b m:bob", f"MODE #c +e {exception}")
    assert numerics(bob.ask("PRIVMSG #c :x")) == ["PRIVMSG"]


def test_a_mute_follows_the_name(ada, bob):
    ada.send("MODE #c +b m:bob")
    bob.send("NICK robert")
    assert numerics(bob.ask("PRIVMSG #c :x")) == ["PRIVMSG"]
    bob.send("NICK bob")
    assert numerics(bob.ask("PRIVMSG #c :x")) == ["404"]


def test_with_accounts_alone_those_logged_in_speak(ada, bob):
    ada.send("MODE #c +M")
    bob.session.person.account = "bob"
    assert numerics(bob.ask("PRIVMSG #c :x")) == ["PRIVMSG"]


def test_slow_mode_makes_people_wait(ada, bob, clock):
    ada.send("MODE #c +S 30")
    assert numerics(bob.ask("PRIVMSG #c :x", "PRIVMSG #c :y", "@+typing=active TAGMSG #c")) == ["PRIVMSG", "404"]
    clock.now += 29
    assert bob.ask("PRIVMSG #c :z")[0].params[-1] == "Slow mode: wait another 1 s"
    clock.now += 1
    assert numerics(bob.ask("PRIVMSG #c :z")) == ["PRIVMSG"]
    assert numerics(ada.ask("PRIVMSG #c :1", "PRIVMSG #c :2")) == []
    bob.send("PART #c", "JOIN #c")
    assert numerics(bob.ask("PRIVMSG #c :back")) == ["404"]


def test_what_the_voiceless_say_may_be_for_operators_alone(ada, bob, enter):
    eve = enter("eve", channel="#c")
    ada.send("MODE #c +U")
    ada.lines(), eve.lines()
    assert numerics(bob.ask("PRIVMSG #c :x")) == ["PRIVMSG"]
    assert numerics(ada.heard()) == ["PRIVMSG"]
    assert eve.heard() == []


def test_ctcp_can_be_kept_out_but_not_actions(ada, bob):
    ada.send("MODE #c +C")
    ada.lines()
    assert numerics(bob.ask("PRIVMSG #c :\x01PING 1\x01", "PRIVMSG #c :\x01ACTION waves\x01")) == ["404", "PRIVMSG"]
    assert [m.params[1] for m in ada.heard()] == ["\x01ACTION waves\x01"]


def test_a_secret_channel_is_nowhere_to_be_seen_from_outside(ada, enter):
    """ "secret channels are not listed at all unless the client is a member of the channel in question" """
    ada.send("MODE #c +s")
    eve = enter("eve")
    assert [m.params[1] for m in eve.ask("LIST") if m.command == "322"] == ["#general"]
    assert numerics(eve.ask("LIST #c", "NAMES #c", "WHO #c")) == ["321", "323", "366", "315"]
    assert "319" not in numerics(eve.ask("WHOIS ada"))
    assert numerics(eve.ask("MODE #c")) == ["403"]
    assert numerics(eve.ask("MODE #c b")) == ["368"]
    eve.send("JOIN #c")
    assert "#c" in [m.params[1] for m in eve.ask("LIST") if m.command == "322"]
    assert eve.ask("NAMES #c")[0].params[1] == "@"


def test_an_auditorium_shows_who_is_on_the_stage(ada, enter):
    ada.send("MODE #c +u")
    guests = [enter(nick, channel="#c") for nick in ("bob", "eve", "zoe")]
    bob, eve, zoe = guests
    for guest in guests:
        guest.lines()
    assert [m.command for m in ada.heard()].count("JOIN") == 3
    assert eve.ask("NAMES #c")[0].params[-1] == "@ada"
    assert ada.ask("NAMES #c")[0].params[-1] == "@ada bob eve zoe"
    ada.send("MODE #c +v bob")
    assert eve.ask("NAMES #c")[0].params[-1] == "@ada +bob"
    bob.send("PART #c")
    assert numerics(eve.heard()) == ["PART"]
    ada.lines()
    zoe.send("PRIVMSG #c :hello", "PART #c")
    assert numerics(ada.heard()) == ["PRIVMSG", "PART"]
    assert numerics(eve.heard()) == ["PRIVMSG"]


@pytest.mark.parametrize(
    ("giver", "letter", "may"),
    [("q", "q", True), ("q", "a", True), ("a", "a", False), ("a", "o", True), ("o", "o", True), ("o", "a", False),
     ("o", "h", True), ("h", "h", False), ("h", "v", True), ("v", "v", False)],
)  # fmt: skip
def test_each_rank_gives_what_it_may(room, enter, giver, letter, may):
    enter("ada", channel="#c")
    bob, eve = enter("bob", channel="#c"), enter("eve", channel="#c")
    room.channels.find("#c").promote(bob.session.person, RANK_OF[giver])
    eve.lines()
    assert numerics(bob.ask(f"MODE #c +{letter} eve")) == (["MODE"] if may else ["482"])


def test_anybody_may_give_up_their_own_rank(ada):
    assert said(ada.ask("MODE #c -o ada")) == [("MODE", ("#c", "-o", "ada"))]
    assert numerics(ada.ask("MODE #c +i")) == ["482"]


@pytest.mark.parametrize(
    ("actor", "target", "may"),
    [("o", "o", True), ("o", "v", True), ("h", "o", False), ("h", "h", False), ("h", "v", True), ("o", "a", False),
     ("o", "q", False), ("q", "q", True), ("v", "", False)],
)  # fmt: skip
def test_each_rank_puts_out_whom_it_may(room, enter, actor, target, may):
    enter("ada", channel="#c")
    bob, eve = enter("bob", channel="#c"), enter("eve", channel="#c")
    channel = room.channels.find("#c")
    channel.promote(bob.session.person, RANK_OF[actor])
    if target:
        channel.promote(eve.session.person, RANK_OF[target])
    assert numerics(bob.ask("KICK #c eve")) == (["KICK"] if may else ["482"])


def test_every_rank_shows_from_high_to_low(room, enter):
    ada = enter("ada", "multi-prefix", channel="#c")
    for rank in RANKS:
        room.channels.find("#c").promote(ada.session.person, rank)
    assert ada.ask("NAMES #c")[0].params[-1] == "~&@%+ada"
    assert "~&@%+" in ada.ask("WHO #c")[0].params[6]


def test_a_message_may_be_for_those_with_a_rank(ada, bob, enter):
    eve = enter("eve", channel="#c")
    ada.send("MODE #c +v bob")
    for person in (ada, bob, eve):
        person.lines()
    eve.send("PRIVMSG @#c :operators", "PRIVMSG +#C :voices")
    assert said(ada.heard()) == [("PRIVMSG", ("@#c", "operators")), ("PRIVMSG", ("+#c", "voices"))]
    assert said(bob.heard()) == [("PRIVMSG", ("+#c", "voices"))]
    assert said(bob.ask("PRIVMSG @#none :x"))[0][0] == "403"


# People's own


def test_people_choose_their_modes_but_operators_are_made(enter):
    ada = enter("ada")
    assert said(ada.ask("MODE ada +wBo")) == [("MODE", ("ada", "+wB"))]
    assert said(ada.ask("MODE ada")) == [("221", ("ada", "+Bw"))]


def test_a_bot_is_known_as_one(enter):
    """ "This tag SHOULD be added by the server to all commands sent by a bot" """
    bot, ada = enter("bot"), enter("ada", "message-tags")
    assert said(bot.ask("MODE bot +B")) == [("MODE", ("bot", "+B"))]
    bot.send("PRIVMSG #general :beep", "PRIVMSG ada :boop", "@+x=1 TAGMSG #general")
    assert [m.tags["bot"] for m in ada.heard()] == ["", "", ""]
    assert ("335", ("ada", "bot")) in [(m.command, m.params[:2]) for m in ada.ask("WHOIS bot")]
    assert "B" in next(m for m in ada.ask("WHO #general") if m.params[5] == "bot").params[6]


def test_one_may_hear_only_people_with_accounts(enter):
    ada, bob = enter("ada"), enter("bob")
    ada.send("MODE ada +R")
    ada.lines()
    assert [(m.command, m.params[:2]) for m in bob.ask("PRIVMSG ada :x", "NOTICE ada :x")] == [("477", ("bob", "ada"))]
    ada.send("ACCEPT bob")
    assert bob.ask("PRIVMSG ada :x") == []
    assert numerics(ada.ask("ACCEPT bob", "ACCEPT -bob", "ACCEPT -bob", "ACCEPT nobody")) == ["457", "458", "401"]
    assert numerics(bob.ask("PRIVMSG ada :x")) == ["477"]
    ada.send("PRIVMSG bob :hello")
    assert bob.ask("PRIVMSG ada :x") == []
    assert said(ada.ask("ACCEPT *")) == [("281", ("ada", "bob")), ("282", ("ada", "End of the list"))]
    eve = enter("eve")
    eve.session.person.account = "eve"
    assert eve.ask("PRIVMSG ada :x") == []


def test_one_may_take_no_requests_to_ones_program(enter):
    ada, bob = enter("ada"), enter("bob")
    ada.send("MODE ada +T")
    ada.lines()
    assert numerics(bob.ask("PRIVMSG ada :\x01VERSION\x01", "PRIVMSG ada :\x01ACTION waves\x01")) == ["531"]
    assert len(ada.heard()) == 1


def test_modes_may_be_given_to_all_who_come(make_room, enter):
    ada = enter("ada", to=make_room({"default_user_modes": "+io"}))
    assert ada.ask("MODE ada")[0].params == ("ada", "+i")
