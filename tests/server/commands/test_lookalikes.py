"""Nobody passes for somebody else."""


def test_a_name_that_looks_like_one_in_the_room_is_taken(enter, visit):
    """A name that looks like one that is here, or like somebody's account, is taken."""
    enter("evan")
    answer = visit().ask("NICK еvan", "USER u 0 * :Evan")
    assert [m.command for m in answer] == ["433"]


def test_it_is_free_when_the_one_it_looks_like_has_gone(enter, visit):
    evan = enter("evan")
    assert [m.command for m in evan.ask("NICK еvan")] == ["NICK"]
    assert [m.command for m in visit().ask("NICK evan")] == ["433"]
    evan.send("QUIT")
    assert "001" in [m.command for m in visit().ask("NICK evan", "USER u 0 * :Evan")]


def test_a_name_that_looks_like_an_account_is_its_owners(enter, visit, room):
    room.accounts.add("evan")
    assert "433" in [m.command for m in visit().ask("NICK еvan", "USER u 0 * :Evan")]
    owner = enter("somebody")
    owner.session.person.account = "evan"
    assert [m.command for m in owner.ask("NICK еvan")] == ["NICK"]


def test_no_account_is_made_that_looks_like_another(enter, room):
    room.accounts.add("еvan")
    assert enter("ada").ask("REGISTER evan * secret")[0].params[:2] == ("REGISTER", "ACCOUNT_EXISTS")
