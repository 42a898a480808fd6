"""What the registry and PowerShell say on Windows, and what follows for a program."""

import pytest

from app.services.firewalls.wall import Kind
from app.services.firewalls.windows import judge, read_networks, wall

PROGRAM = r"C:\Program Files\Parlor\parlor.exe"
ALL = ("Public", "Private", "Domain")


def rule(action="Allow", *, app=PROGRAM, **more):
    parts = {"Action": action, "Active": "TRUE", "Dir": "In", "Protocol": "6", "App": app, "Name": "Parlor"} | more
    return "v2.31|" + "|".join(f"{name}={value}" for name, value in parts.items() if value) + "|"


@pytest.mark.parametrize(
    ("networks", "rules", "found"),
    [
        ({"Home": "Private"}, [], Kind.FIREWALL),
        ({"Café": "Public"}, [], Kind.PUBLIC),
        ({"Home": "Private"}, [rule()], None),
        ({"Home": "Private"}, [rule(app=PROGRAM.upper())], None),
        ({"Home": "Private"}, [rule(app="", LPort="80,6697,6698")], None),
        ({"Home": "Private"}, [rule(app="", LPort="80,6697")], Kind.BROWSERS),
        ({"Home": "Private"}, [rule(app="", LPort="80")], Kind.FIREWALL),
        ({"Home": "Private"}, [rule(app=r"C:\other.exe")], Kind.FIREWALL),
        ({"Home": "Private"}, [rule(Active="FALSE")], Kind.FIREWALL),
        ({"Home": "Private"}, [rule(Dir="Out")], Kind.FIREWALL),
        ({"Home": "Private"}, [rule(Protocol="17")], Kind.FIREWALL),
        ({"Café": "Public"}, [rule(Profile="Private")], Kind.PUBLIC),
        ({"Café": "Public"}, [rule(Profile="Private"), rule("Block", Profile="Public")], Kind.FIREWALL),
        ({"Home": "Private"}, [rule(), rule("Block")], Kind.FIREWALL),  # as its question notes a No
        ({}, [], None),
    ],
)
def test_what_keeps_others_out(networks, rules, found):
    wall = judge(6697, PROGRAM, networks, rules=rules, switched_on=ALL)
    assert (wall and wall.kind) == found
    if wall:
        assert wall.order.argv[:2] == ("cmd", "/c")
        assert wall.order.line.endswith(f'action=allow profile=any program="{PROGRAM}"')


def test_a_firewall_that_is_switched_off_keeps_nobody_out():
    assert judge(6697, PROGRAM, {"Home": "Private"}, rules=[], switched_on=["Public"]) is None


def test_a_rule_for_several_profiles_holds_in_each():
    both = rule() + "Profile=Private|Profile=Domain|"
    assert judge(6697, PROGRAM, {"Work": "Domain"}, rules=[both], switched_on=ALL) is None
    assert judge(6697, PROGRAM, {"Café": "Public"}, rules=[both], switched_on=ALL) is not None


@pytest.mark.parametrize(
    ("told", "networks"),
    [
        ('{"Name":"Home","Category":1}', {"Home": "Private"}),
        ('[{"Name":"Café","Category":0},{"Name":"corp","Category":2}]', {"Café": "Public", "corp": "Domain"}),
        ("", {}),
        ("Get-NetConnectionProfile : no", {}),
    ],
)
def test_networks_are_read_by_their_numbers(told, networks):
    assert read_networks(told) == networks


def test_where_windows_tells_nothing_nothing_is_found():
    assert wall(6697, PROGRAM, lambda *_command: "") is None
