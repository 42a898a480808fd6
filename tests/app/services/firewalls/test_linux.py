"""What ufw, firewalld and nftables say, and what follows for a port."""

import pytest

from app.services.firewalls import linux
from app.services.firewalls.linux import firewalld, nftables, ufw
from app.services.firewalls.wall import Kind

DROPS = 'IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\n'
TUPLE = "### tuple ### {} {} {} 0.0.0.0/0 any 0.0.0.0/0 in\n-A ufw-user-input -p tcp --dport 1 -j ACCEPT\n"
ZONE = """public (active)
  target: {target}
  icmp-block-inversion: no
  interfaces: eth0
  services: dhcpv6-client ssh
  ports: {ports}
  protocols:
"""
TABLE = """table inet strict {{
    chain outer {{
        type filter hook forward priority filter; policy accept;
    }}
    chain inner {{
        type filter hook input priority filter; policy {policy};
        iif "lo" accept
        {rule}
    }}
}}
"""


@pytest.mark.parametrize(
    ("defaults", "rules", "blocks"),
    [
        (DROPS, "", True),  # also where only an administrator may read the rules
        (DROPS, TUPLE.format("allow", "tcp", "22"), True),
        (DROPS, TUPLE.format("deny", "tcp", "6697"), True),
        (DROPS, TUPLE.format("allow", "udp", "6697"), True),
        (DROPS, TUPLE.format("allow", "tcp", "6697:6698"), False),
        (DROPS, TUPLE.format("limit", "any", "6697,6698"), False),
        (DROPS, TUPLE.format("allow", "tcp", "6000:7000"), False),
        (DROPS, TUPLE.format("allow", "any", "any"), False),
        ('DEFAULT_INPUT_POLICY="ACCEPT"', "", False),
        ("", "", True),
    ],
)
def test_ufw(defaults, rules, blocks):
    wall = ufw(6697, defaults, rules)
    assert (wall is not None) is blocks
    if wall:
        assert (wall.name, wall.order.line) == ("ufw", "sudo ufw allow 6697:6698/tcp")


@pytest.mark.parametrize(
    ("target", "ports", "blocks"),
    [
        ("default", "", True),
        ("default", "6697/udp 22/tcp", True),
        ("default", "6697-6698/tcp", False),
        ("default", "1025-65535/udp 1025-65535/tcp", False),  # as on a Fedora workstation
        ("ACCEPT", "", False),
    ],
)
def test_firewalld(target, ports, blocks):
    wall = firewalld(6697, ZONE.format(target=target, ports=ports))
    assert (wall is not None) is blocks
    if wall:
        assert wall.order.argv == ("firewall-cmd", "--add-port=6697-6698/tcp")


@pytest.mark.parametrize(
    ("policy", "rule", "blocks"),
    [
        ("drop", "tcp dport 22 accept", True),
        ("drop", "tcp dport 6697-6698 accept", False),
        ("drop", "tcp dport { 22, 6000-7000 } accept", False),
        ("accept", "", False),
    ],
)
def test_nftables(policy, rule, blocks):
    wall = nftables(6697, TABLE.format(policy=policy, rule=rule))
    assert (wall is not None) is blocks
    if wall:
        assert wall.order.line == "sudo nft insert rule inet strict inner tcp dport 6697-6698 accept"


@pytest.mark.parametrize(
    "wall",
    [
        ufw(6697, DROPS, TUPLE.format("allow", "tcp", "6697")),
        firewalld(6697, ZONE.format(target="default", ports="6697/tcp 6698/udp")),
        nftables(6697, TABLE.format(policy="drop", rule="tcp dport 6697 accept")),
    ],
    ids=lambda wall: wall.name,
)
def test_who_lets_in_by_the_rooms_port_alone_keeps_browsers_out(wall):
    assert wall.kind is Kind.BROWSERS


def test_where_browsers_come_by_the_same_port_one_rule_is_enough():
    assert ufw(7000, DROPS, TUPLE.format("allow", "tcp", "7000")) is None


def test_the_ones_that_are_made_for_people_are_asked_first(monkeypatch, tmp_path):
    for name in ("UFW", "UFW_DEFAULTS", "UFW_RULES", "NFT_RULES", "NFT_SERVICE"):
        monkeypatch.setattr(linux, name, tmp_path / name)
    answers: dict[str, str] = {}

    def look():
        wall = linux.wall(6697, lambda *command: answers.get(command[0], ""))
        return wall and wall.name

    assert look() is None
    (tmp_path / "NFT_RULES").write_text(TABLE.format(policy="drop", rule=""))
    assert look() is None  # they are written, but not in force
    (tmp_path / "NFT_SERVICE").touch()
    assert look() == "nftables"
    answers["firewall-cmd"] = ZONE.format(target="default", ports="")
    assert look() == "firewalld"
    (tmp_path / "UFW").write_text("LOGLEVEL=low\nENABLED=yes\n")
    assert look() == "ufw"
