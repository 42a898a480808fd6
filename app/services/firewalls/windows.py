"""The firewall of Windows, and what it takes the network for. Reads the registry and asks PowerShell; needs no rights.

What its tools say is in the language of the system, so it is their numbers that are read.
"""

import contextlib
import json
import sys
from collections.abc import Iterable, Mapping

from app.models.reach import Order
from app.services.firewalls.wall import Ask, Kind, Wall
from server.protocol.ports import page_port

_POLICY = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
_PROFILES = ("Public", "Private", "Domain")
_KEYS = {"Public": "PublicProfile", "Private": "StandardProfile", "Domain": "DomainProfile"}
_NETWORKS = (
    "Get-NetConnectionProfile | Select-Object Name,"
    "@{n='Category';e={[int]$_.NetworkCategory}} | ConvertTo-Json -Compress"
)


def wall(port: int, program: str, ask: Ask) -> Wall | None:
    """What keeps others from this program, which listens at this port."""
    networks = read_networks(ask("powershell", "-NoProfile", "-NonInteractive", "-Command", _NETWORKS))
    return judge(port, program, networks, rules=_rules(), switched_on=_switched_on())


def judge(
    port: int, program: str, networks: Mapping[str, str], *, rules: Iterable[str], switched_on: Iterable[str]
) -> Wall | None:
    """The same, of what was read: the names of the networks with what each is taken for, and the firewall's rules."""
    guarded = {name: profile for name, profile in networks.items() if profile in switched_on}
    listed = [_parts(rule) for rule in rules]
    if found := _at(port, program, guarded, listed):
        return found
    return Wall("Windows", _order(program), Kind.BROWSERS) if _at(page_port(port), program, guarded, listed) else None


def _at(port: int, program: str, guarded: Mapping[str, str], listed: Iterable[Mapping[str, str]]) -> Wall | None:
    ours = [rule for rule in listed if _is_about(rule, port, program)]
    for name, profile in guarded.items():
        here = [rule for rule in ours if profile in rule.get("Profile", profile)]
        blocked = any(rule["Action"] == "Block" for rule in here)  # which outdoes what lets in
        if here and not blocked:
            continue
        if profile == "Public" and not blocked:
            return Wall(name, _order(program), Kind.PUBLIC)
        return Wall("Windows", _order(program))
    return None


def read_networks(told: str) -> dict[str, str]:
    """Each network that this computer is in, and what Windows takes it for."""
    try:
        listed = json.loads(told or "[]")
    except ValueError:
        return {}
    listed = listed if isinstance(listed, list) else [listed]
    return {str(each["Name"]): _PROFILES[each["Category"]] for each in listed if each.get("Category") in (0, 1, 2)}


def _parts(rule: str) -> dict[str, str]:
    """``v2.31|Action=Allow|Active=TRUE|Dir=In|…``; a profile may stand there several times."""
    parts: dict[str, str] = {}
    for part in rule.split("|"):
        name, _equals, value = part.partition("=")
        parts[name] = f"{parts[name]},{value}" if name in parts else value
    return parts


def _is_about(rule: Mapping[str, str], port: int, program: str) -> bool:
    """Whether a rule is about what comes in to this port by TCP, to this program or to all."""
    if rule.get("Active") != "TRUE" or rule.get("Dir") != "In" or rule.get("Protocol", "6") != "6":
        return False
    application = rule.get("App", "")
    if application and application.lower() != program.lower():
        return False
    ports = rule.get("LPort", "")
    return str(port) in ports.split(",") if ports else bool(application)


def _order(program: str) -> Order:
    """Take back that the program is kept out, as Windows notes when its question was answered so; then let it in."""
    rule = "netsh advfirewall firewall {} rule name={} dir=in "
    forget = rule.format("delete", "all") + f'program="{program}"'
    allow = rule.format("add", '"Parlor"') + f'action=allow profile=any program="{program}"'
    return Order(("cmd", "/c", f"{forget} & {allow}"), allow)


def _rules() -> list[str]:
    rules: list[str] = []
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{_POLICY}\FirewallRules") as key,
        ):
            rules += [str(winreg.EnumValue(key, number)[1]) for number in range(winreg.QueryInfoKey(key)[1])]
    return rules


def _switched_on() -> list[str]:
    profiles: list[str] = []
    if sys.platform == "win32":
        import winreg

        for profile, name in _KEYS.items():
            with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{_POLICY}\{name}") as key:
                if winreg.QueryValueEx(key, "EnableFirewall")[0]:
                    profiles.append(profile)
    return profiles
