"""Looking after a channel, and whom one does not want to hear."""

import pytest

from app.controllers.care import OFFLINE
from app.models.people import Role
from tests.app.controllers.stay import Stay


def hear_ben(stay, text="hello", at="#general"):
    stay.hear(f":Ben!b@h PRIVMSG {at} :{text}")


def test_who_is_known_by_an_account_is_barred_by_it_too(stay):
    stay.hear(":Ben!b@h ACCOUNT ben-1")
    stay.chat.care.ban("Ben", "Enough\nnow")
    stay.chat.care.mute("Ben")
    assert stay.take() == [
        "MODE #general +bb Ben a:ben-1",
        "KICK #general Ben :Enough now",
        "MODE #general +bb m:Ben m:a:ben-1",
    ]


def test_whose_name_is_their_accounts_is_barred_once(stay):
    stay.hear(":Ben!b@h ACCOUNT ben")
    stay.chat.care.mute("Ben")
    assert stay.take() == ["MODE #general +b m:a:ben"]
    stay.hear(":Ada!a@h MODE #general +b m:a:ben")
    stay.chat.care.unmute("Ben")
    assert stay.take() == ["MODE #general -b m:a:ben"]


def test_what_was_decided_about_somebody_is_taken_back_as_the_room_wrote_it(stay):
    stay.hear(":Ben!b@h ACCOUNT ben-1")
    stay.general.rules.put_barred(["ben!*@*", "m:ben!*@*", "a:ben-1", "dan!*@*"])
    stay.chat.care.unban("Ben")
    stay.chat.care.unmute("Ben")
    stay.chat.care.lift(stay.general.rules.barred[3])
    assert stay.take() == [
        "MODE #general -bb ben!*@* a:ben-1",
        "MODE #general -b m:ben!*@*",
        "MODE #general -b dan!*@*",
    ]


def test_a_password_is_changed_only_where_it_is_another(stay):
    care = stay.chat.care
    stay.hear(":room 324 Ada #general +k tea", ":room 368 Ada #general :End")
    assert care.set_password("tea") == ""
    assert care.set_password("coffee") == ""
    assert care.set_password("") == ""
    assert "neither spaces nor commas" in care.set_password("two words")
    assert stay.take() == ["MODE #general +k coffee", "MODE #general -k tea"]


def test_who_looks_after_a_channel_asks_once_what_holds_there(clockwork):
    stay = Stay(clockwork)
    for _ in range(2):
        stay.connect()
        stay.register()
        stay.enter(names="~Ada Ben")
        assert stay.take()[-3:] == ["WHO #general", "MODE #general", "MODE #general b"]
        stay.enter("#tea", names="Ada ~Ben")
        assert stay.take() == ["WHO #tea"]
        stay.hear(":room 353 Ada = #general :~Ada Ben", ":room 366 Ada #general :End")
        assert stay.take() == []
        stay.lose()


def test_a_rank_is_given_and_taken_back(stay):
    stay.chat.care.give("Ben", Role.MODERATOR)
    stay.hear(":room 353 Ada = #general :~Ada @Ben Cleo", ":room 366 Ada #general :End")
    assert stay.room.role("ben", stay.general) is Role.MODERATOR
    stay.chat.care.give("Ben", Role.MEMBER)
    assert stay.take() == ["MODE #general +o Ben", "MODE #general -o Ben"]


def test_who_may_look_after_a_channel(clockwork):
    ben = Stay(clockwork, "Ben").come_in(names="~Ada Ben")
    assert not ben.room.may_moderate(ben.general)
    ben.hear(":room 381 Ben :You are an operator")
    assert ben.room.may_moderate(ben.general)
    ada = Stay(clockwork).come_in()
    assert ada.room.may_moderate(ada.general)
    ada.chat.open_direct("Ben")
    assert not ada.room.may_moderate(ada.room.current)


@pytest.mark.parametrize("ask", [lambda care: care.kick("Ben"), lambda care: care.set_quiet(True)])
def test_what_cannot_be_asked_now_is_said(stay, ask):
    stay.chat.open_direct("Ben")
    ask(stay.chat.care)
    assert stay.shown("Ben")[-1] == "! That can be done in a channel only. Choose one, then try again."
    stay.lose()
    ask(stay.chat.care)
    assert stay.shown("Ben")[-1] == f"! {OFFLINE}"
    assert stay.take() == []


def test_who_is_muted_asks_for_no_attention(stay):
    stay.chat.care.set_muted("ben", muted=True)
    stay.sync.look(attentive=False)
    hear_ben(stay, "Ada?")
    hear_ben(stay, "Ada!", at="Ada")
    stay.hear("@+typing=active :Ben!b@h TAGMSG #general")
    assert stay.shown()[-1] == "Ben: Ada?"
    assert (stay.general.unread, stay.general.typing, stay.room.find("Ben").unread) == (0, (), 0)
    stay.chat.care.set_muted("Ben", muted=False)
    hear_ben(stay, "Ada?")
    assert stay.general.mentions == 1


def test_who_is_muted_stays_so_under_another_name_and_another_time(stay, clockwork):
    stay.chat.care.set_muted("Ben", muted=True)
    stay.chat.care.set_muted("Cleo", muted=True)
    stay.hear(":Ben!b@h NICK Dan")
    stay.chat.care.set_muted("Cleo", muted=False)
    again = Stay(clockwork, archive=stay.archive)
    assert again.room.muted == {"dan"}


def test_a_decision_is_shown_and_remembered(stay):
    stay.hear("@msgid=m1 :Ada!a@h MODE #general +mb m:Ben!*@*")
    assert stay.shown() == ["Ada set +m", "Ada set +b m:Ben!*@*"]
    assert stay.general.rules.quiet
    assert [one.who for one in stay.general.rules.barred] == ["Ben"]
