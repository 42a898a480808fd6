"""The words of the language: numerics, capabilities, what the room announces about itself. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DEFAULT_PORT: Final = 6697
DEFAULT_CHANNEL: Final = "#general"

# Numerics: https://modern.ircdocs.horse/#numerics
RPL_WELCOME: Final = "001"
RPL_YOURHOST: Final = "002"
RPL_CREATED: Final = "003"
RPL_MYINFO: Final = "004"
RPL_ISUPPORT: Final = "005"
RPL_UMODEIS: Final = "221"
RPL_LUSERCLIENT: Final = "251"
RPL_LUSEROP: Final = "252"
RPL_LUSERUNKNOWN: Final = "253"
RPL_LUSERCHANNELS: Final = "254"
RPL_LUSERME: Final = "255"
RPL_LOCALUSERS: Final = "265"
RPL_GLOBALUSERS: Final = "266"
RPL_ACCEPTLIST: Final = "281"
RPL_ENDOFACCEPT: Final = "282"
RPL_AWAY: Final = "301"
RPL_USERHOST: Final = "302"
RPL_ISON: Final = "303"
RPL_UNAWAY: Final = "305"
RPL_NOWAWAY: Final = "306"
RPL_WHOISREGNICK: Final = "307"
RPL_WHOISCERTFP: Final = "276"
RPL_WHOISUSER: Final = "311"
RPL_WHOISSERVER: Final = "312"
RPL_WHOISOPERATOR: Final = "313"
RPL_WHOWASUSER: Final = "314"
RPL_ENDOFWHO: Final = "315"
RPL_WHOISIDLE: Final = "317"
RPL_ENDOFWHOIS: Final = "318"
RPL_WHOISCHANNELS: Final = "319"
RPL_LISTSTART: Final = "321"
RPL_LIST: Final = "322"
RPL_LISTEND: Final = "323"
RPL_CHANNELMODEIS: Final = "324"
RPL_CREATIONTIME: Final = "329"
RPL_WHOISACCOUNT: Final = "330"
RPL_NOTOPIC: Final = "331"
RPL_TOPIC: Final = "332"
RPL_TOPICWHOTIME: Final = "333"
RPL_WHOISBOT: Final = "335"
RPL_INVITELIST: Final = "336"
RPL_ENDOFINVITELIST: Final = "337"
RPL_WHOISACTUALLY: Final = "338"
RPL_INVITING: Final = "341"
RPL_INVEXLIST: Final = "346"
RPL_ENDOFINVEXLIST: Final = "347"
RPL_EXCEPTLIST: Final = "348"
RPL_ENDOFEXCEPTLIST: Final = "349"
RPL_VERSION: Final = "351"
RPL_WHOREPLY: Final = "352"
RPL_NAMREPLY: Final = "353"
RPL_WHOSPCRPL: Final = "354"
RPL_ENDOFLINKS: Final = "365"
RPL_ENDOFNAMES: Final = "366"
RPL_BANLIST: Final = "367"
RPL_ENDOFBANLIST: Final = "368"
RPL_ENDOFWHOWAS: Final = "369"
RPL_INFO: Final = "371"
RPL_MOTD: Final = "372"
RPL_ENDOFINFO: Final = "374"
RPL_MOTDSTART: Final = "375"
RPL_ENDOFMOTD: Final = "376"
RPL_YOUREOPER: Final = "381"
RPL_REHASHING: Final = "382"
RPL_TIME: Final = "391"
ERR_NOSUCHNICK: Final = "401"
ERR_NOSUCHSERVER: Final = "402"
ERR_NOSUCHCHANNEL: Final = "403"
ERR_CANNOTSENDTOCHAN: Final = "404"
ERR_TOOMANYCHANNELS: Final = "405"
ERR_WASNOSUCHNICK: Final = "406"
ERR_TOOMANYTARGETS: Final = "407"
ERR_NOORIGIN: Final = "409"
ERR_INVALIDCAPCMD: Final = "410"
ERR_NORECIPIENT: Final = "411"
ERR_NOTEXTTOSEND: Final = "412"
ERR_INPUTTOOLONG: Final = "417"
ERR_UNKNOWNCOMMAND: Final = "421"
ERR_NOMOTD: Final = "422"
ERR_NONICKNAMEGIVEN: Final = "431"
ERR_ERRONEUSNICKNAME: Final = "432"
ERR_NICKNAMEINUSE: Final = "433"
ERR_USERNOTINCHANNEL: Final = "441"
ERR_NOTONCHANNEL: Final = "442"
ERR_USERONCHANNEL: Final = "443"
ERR_NOTREGISTERED: Final = "451"
ERR_ACCEPTFULL: Final = "456"
ERR_ACCEPTEXIST: Final = "457"
ERR_ACCEPTNOT: Final = "458"
ERR_NEEDMOREPARAMS: Final = "461"
ERR_ALREADYREGISTERED: Final = "462"
ERR_PASSWDMISMATCH: Final = "464"
ERR_LINKCHANNEL: Final = "470"
ERR_CHANNELISFULL: Final = "471"
ERR_UNKNOWNMODE: Final = "472"
ERR_INVITEONLYCHAN: Final = "473"
ERR_BANNEDFROMCHAN: Final = "474"
ERR_BADCHANNELKEY: Final = "475"
ERR_BADCHANMASK: Final = "476"
ERR_NEEDREGGEDNICK: Final = "477"
ERR_BANLISTFULL: Final = "478"
ERR_NOPRIVILEGES: Final = "481"
ERR_CHANOPRIVSNEEDED: Final = "482"
RPL_UNINVITED: Final = "494"
ERR_UMODEUNKNOWNFLAG: Final = "501"
ERR_USERSDONTMATCH: Final = "502"
ERR_NOTINVITED: Final = "505"
ERR_HELPNOTFOUND: Final = "524"
ERR_CANTSENDTOUSER: Final = "531"
RPL_WHOISSECURE: Final = "671"
ERR_INVALIDMODEPARAM: Final = "696"
RPL_HELPSTART: Final = "704"
RPL_HELPTXT: Final = "705"
RPL_ENDOFHELP: Final = "706"
RPL_KNOCK: Final = "710"
RPL_KNOCKDLVR: Final = "711"
ERR_TOOMANYKNOCK: Final = "712"
ERR_CHANOPEN: Final = "713"
ERR_KNOCKONCHAN: Final = "714"
RPL_MONONLINE: Final = "730"
RPL_MONOFFLINE: Final = "731"
RPL_MONLIST: Final = "732"
RPL_ENDOFMONLIST: Final = "733"
ERR_MONLISTFULL: Final = "734"
RPL_WHOISKEYVALUE: Final = "760"
RPL_KEYVALUE: Final = "761"
RPL_KEYNOTSET: Final = "766"
RPL_METADATASUBOK: Final = "770"
RPL_METADATAUNSUBOK: Final = "771"
RPL_METADATASUBS: Final = "772"
RPL_LOGGEDIN: Final = "900"
RPL_SASLSUCCESS: Final = "903"
ERR_SASLFAIL: Final = "904"
ERR_SASLTOOLONG: Final = "905"
ERR_SASLABORTED: Final = "906"
RPL_SASLMECHS: Final = "908"


@dataclass(frozen=True, slots=True)
class Capability:
    """Something a client may ask for with ``CAP REQ``, and where it is specified."""

    name: str
    spec: str
    value: str = ""
    """What stands behind the ``=`` in ``CAP LS 302``; empty for most. Braces take from the configuration."""
    needs: str = ""
    """The setting that has to be on, if any."""


_SPECS = "https://ircv3.net/specs/"

ACCOUNT_NOTIFY = Capability("account-notify", _SPECS + "extensions/account-notify")
ACCOUNT_REGISTRATION = Capability(
    "draft/account-registration", _SPECS + "extensions/account-registration", needs="accounts.registration"
)
ACCOUNT_TAG = Capability("account-tag", _SPECS + "extensions/account-tag")
AWAY_NOTIFY = Capability("away-notify", _SPECS + "extensions/away-notify")
BATCH = Capability("batch", _SPECS + "extensions/batch")
CAP_NOTIFY = Capability("cap-notify", _SPECS + "extensions/capability-negotiation")
CHATHISTORY = Capability("draft/chathistory", _SPECS + "extensions/chathistory", needs="history.enabled")
CHGHOST = Capability("chghost", _SPECS + "extensions/chghost")
ECHO_MESSAGE = Capability("echo-message", _SPECS + "extensions/echo-message")
EVENT_PLAYBACK = Capability("draft/event-playback", _SPECS + "extensions/chathistory", needs="history.enabled")
EXTENDED_JOIN = Capability("extended-join", _SPECS + "extensions/extended-join")
EXTENDED_ISUPPORT = Capability("draft/extended-isupport", _SPECS + "extensions/extended-isupport")
CHANNEL_RENAME = Capability("draft/channel-rename", _SPECS + "extensions/channel-rename")
DRAFT_EXTENDED_MONITOR = Capability("draft/extended-monitor", _SPECS + "extensions/extended-monitor")
EXTENDED_MONITOR = Capability("extended-monitor", _SPECS + "extensions/extended-monitor")
INVITE_NOTIFY = Capability("invite-notify", _SPECS + "extensions/invite-notify")
LABELED_RESPONSE = Capability("labeled-response", _SPECS + "extensions/labeled-response")
MESSAGE_TAGS = Capability("message-tags", _SPECS + "extensions/message-tags")
METADATA = Capability(
    "draft/metadata-3",
    _SPECS + "extensions/metadata",
    "before-connect,max-subs=50,max-keys=25,max-value-bytes=300",
)
MULTILINE = Capability(
    "draft/multiline",
    _SPECS + "extensions/multiline",
    "max-bytes={limits.multiline_max_bytes},max-lines={limits.multiline_max_lines}",
)
MULTI_PREFIX = Capability("multi-prefix", _SPECS + "extensions/multi-prefix")
PERSISTENCE = Capability("draft/persistence", _SPECS + "extensions/persistence")
READ_MARKER = Capability("draft/read-marker", _SPECS + "extensions/read-marker")
SASL = Capability("sasl", _SPECS + "extensions/sasl-3.2", "PLAIN,SCRAM-SHA-256,EXTERNAL")
SEARCH = Capability(
    "soju.im/search",
    "https://codeberg.org/emersion/soju/src/branch/master/doc/ext/search.md",
    needs="history.enabled",
)
NO_IMPLICIT_NAMES = Capability("no-implicit-names", _SPECS + "extensions/no-implicit-names")
PRE_AWAY = Capability("draft/pre-away", _SPECS + "extensions/pre-away")
REDACTION = Capability("draft/message-redaction", _SPECS + "extensions/message-redaction", needs="history.enabled")
SERVER_TIME = Capability("server-time", _SPECS + "extensions/server-time")
SETNAME = Capability("setname", _SPECS + "extensions/setname")
STANDARD_REPLIES = Capability("standard-replies", _SPECS + "extensions/standard-replies")
USERHOST_IN_NAMES = Capability("userhost-in-names", _SPECS + "extensions/userhost-in-names")

CAPABILITIES: Final = {
    capability.name: capability
    for capability in (
        ACCOUNT_NOTIFY,
        ACCOUNT_REGISTRATION,
        ACCOUNT_TAG,
        AWAY_NOTIFY,
        BATCH,
        CAP_NOTIFY,
        CHATHISTORY,
        CHGHOST,
        ECHO_MESSAGE,
        EVENT_PLAYBACK,
        EXTENDED_JOIN,
        CHANNEL_RENAME,
        DRAFT_EXTENDED_MONITOR,
        EXTENDED_ISUPPORT,
        EXTENDED_MONITOR,
        INVITE_NOTIFY,
        LABELED_RESPONSE,
        MESSAGE_TAGS,
        METADATA,
        MULTILINE,
        MULTI_PREFIX,
        PERSISTENCE,
        READ_MARKER,
        SASL,
        SEARCH,
        NO_IMPLICIT_NAMES,
        PRE_AWAY,
        REDACTION,
        SERVER_TIME,
        SETNAME,
        STANDARD_REPLIES,
        USERHOST_IN_NAMES,
    )
}
"""Every capability the room offers. A new one is a constant above and a line here."""

ROOM_CLOSED: Final = "ROOM_CLOSED"
"""Code of the NOTE that a closing room sends before ERROR: who gets it need not try to come back.

https://ircv3.net/specs/extensions/standard-replies
"""
