"""Gives an answer its label, so that a client can tell what it is the answer to.

https://ircv3.net/specs/extensions/labeled-response. One thread does everything, so whatever came into
a session's mailbox while their command ran is the answer to it: nothing gets an ``ACK``, one line the
label, several a batch. Commands need not know.
"""

from __future__ import annotations

from collections.abc import Mapping

from server.batch import new_reference, with_tag, within
from server.protocol.message import escape_tag
from server.protocol.vocabulary import BATCH, LABELED_RESPONSE
from server.session import Session

_LONGEST = 64


def wanted_label(session: Session, tags: Mapping[str, str]) -> str:
    """The label that the answer has to carry; empty for none."""
    label = tags.get("label", "")
    if not label or len(label.encode()) > _LONGEST or not (session.can(LABELED_RESPONSE) and session.can(BATCH)):
        return ""
    return label


def label_answer(session: Session, label: str) -> None:
    """Label what came into the mailbox since ``answer_from``. Each item there is one line, or one batch."""
    tag = b"label=" + escape_tag(label).encode()
    answer = session.mailbox[session.answer_from :]
    server = session.room.server_name
    if not answer:
        session.send(f":{server} ACK")
        _tag_from(session, session.answer_from, tag)
    elif len(answer) == 1:
        _tag_from(session, session.answer_from, tag)
    else:
        name = new_reference()
        del session.mailbox[session.answer_from :]
        session.send(f":{server} BATCH +{name} labeled-response")
        _tag_from(session, session.answer_from, tag)
        for line in answer:
            session.put(within(line, name))
        session.send(f":{server} BATCH -{name}")


def _tag_from(session: Session, index: int, tag: bytes) -> None:
    session.mailbox[index:] = [with_tag(line, tag) for line in session.mailbox[index:]]
