"""The firewalls of Linux: ufw, firewalld and plain nftables. Reads files and asks; needs no rights."""

import re
import shlex
from pathlib import Path

from app.models.reach import Order
from app.services.firewalls.wall import Ask, Kind, Wall
from server.protocol.ports import page_port

UFW, UFW_DEFAULTS, UFW_RULES = (Path(f"/etc/{name}") for name in ("ufw/ufw.conf", "default/ufw", "ufw/user.rules"))
NFT_RULES = Path("/etc/nftables.conf")
NFT_SERVICE = Path("/etc/systemd/system/sysinit.target.wants/nftables.service")


def wall(port: int, ask: Ask) -> Wall | None:
    """The first that keeps others from this port. The two that write nftables' rules for people are asked before it."""
    if _is_on(_read(UFW)):
        return ufw(port, _read(UFW_DEFAULTS), _read(UFW_RULES))
    if zone := ask("firewall-cmd", "--list-all"):
        return firewalld(port, zone)
    rules = ask("nft", "list", "ruleset") or (_read(NFT_RULES) if NFT_SERVICE.exists() else "")
    return nftables(port, rules)


def ufw(port: int, defaults: str, rules: str) -> Wall | None:
    """What ufw does, by its default policy and its rules. Those only an administrator may read; none: not let in."""
    policy = re.search(r'^DEFAULT_INPUT_POLICY="?(\w+)', defaults, re.MULTILINE)
    if policy and policy[1].upper() == "ACCEPT":
        return None
    allowed = re.findall(r"^### tuple ### (?:allow|limit) (?:tcp|any) (\S+) ", rules, re.MULTILINE)
    ports = ",".join(allowed).replace(":", "-")
    return _wall("ufw", port, ports, _order("ufw", "allow", f"{_both(port, ':')}/tcp"))


def firewalld(port: int, zone: str) -> Wall | None:
    """What firewalld does, by its active zone."""
    told = dict(re.findall(r"^\s+([\w-]+):[ \t]*(.*)$", zone, re.MULTILINE))
    if told.get("target") == "ACCEPT":
        return None
    listed = (each.partition("/") for each in told.get("ports", "").split())
    ports = ",".join(number for number, _slash, protocol in listed if protocol == "tcp")
    return _wall("firewalld", port, ports, _order("firewall-cmd", f"--add-port={_both(port, '-')}/tcp"))


def nftables(port: int, rules: str) -> Wall | None:
    """What nftables' own rules do: whether a chain for what comes in drops what no rule is about."""
    table = "inet filter"
    for line in rules.splitlines():
        if found := re.match(r"\s*table (\w+ \w+)", line):
            table = found[1]
        if found := re.match(r"\s*chain (\w+)", line):
            chain = found[1]
        if re.search(r"hook input .*policy drop", line):
            ports = ",".join(re.findall(r"tcp dport \{?([\d, -]+)\}?", rules))
            order = _order("nft", "insert", "rule", *table.split(), chain, "tcp", "dport", _both(port, "-"), "accept")
            return _wall("nftables", port, ports, order)
    return None


def _wall(name: str, port: int, allowed: str, order: Order) -> Wall | None:
    """What a firewall that lets in at these ports is to a room at one of them, or beside them."""
    if not _covers(allowed, port):
        return Wall(name, order)
    return None if _covers(allowed, page_port(port)) else Wall(name, order, Kind.BROWSERS)


def _order(*argv: str) -> Order:
    return Order(argv, f"sudo {shlex.join(argv)}")


def _both(port: int, dash: str) -> str:
    """A room's port with that of its page, if it has one of its own: who lets others in lets in browsers as well."""
    return str(port) if page_port(port) == port else f"{port}{dash}{page_port(port)}"


def _covers(ports: str, port: int) -> bool:
    """Whether ``80,1000-2000`` has the port in it."""
    for part in ports.replace(" ", "").split(","):
        first, _dash, last = part.partition("-")
        if part == "any" or (first.isdigit() and int(first) <= port <= int(last or first)):
            return True
    return False


def _is_on(settings: str) -> bool:
    return re.search(r"^ENABLED=yes", settings, re.MULTILINE | re.IGNORECASE) is not None


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
