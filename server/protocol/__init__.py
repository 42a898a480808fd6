"""The language both sides speak: messages, framing, names, words. Pure; knows no socket, thread or clock."""

from server.protocol.message import LocalProtocolError, Message, ProtocolError

__all__ = ["LocalProtocolError", "Message", "ProtocolError"]
