"""Accounts: names that belong to somebody, and how they prove it. Knows the store, not who is here. Engine thread.

An account is proven by a password, of which only what SCRAM needs is kept, or by the certificate of
the person's client. Other programs may add accounts to the file at any time: who logs in is looked up there.
Only the names are remembered as well, since everybody who comes asks whether theirs is somebody's.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from server.protocol.lookalikes import skeleton
from server.protocol.names import casefold, nick_problem
from server.scram import Credentials, decoy, derive
from server.store import Store

LONGEST_PASSWORD = 300


class AccountError(ValueError):
    """The account cannot be made. The text is a sentence for whoever wants it; ``code`` is that of the FAIL."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Account:
    """A name, and whether its owner stays when they are disconnected (None: as the room has it)."""

    name: str
    always_on: bool | None = None


class Accounts:
    """All accounts of a room."""

    def __init__(self, store: Store, iterations: int) -> None:
        self.iterations = iterations
        self._store = store
        self._secret = secrets.token_bytes(32)
        self._names: dict[str, str] = {}
        """The accounts by their folded names."""
        self._looks: dict[str, str] = {}
        """And by what they look like."""
        self._version = -1
        self.look_again()

    def find(self, name: str) -> Account | None:
        row = self._store.row("SELECT name, always_on FROM accounts WHERE folded = ?", casefold(name))
        return Account(row[0], None if row[1] is None else bool(row[1])) if row else None

    def resembling(self, nick: str) -> str | None:
        """The name of the account that is called this, or something that looks the same."""
        return self._names.get(casefold(nick)) or self._looks.get(skeleton(nick))

    def look_again(self) -> None:
        """Learn the names anew if another program has changed the file: once a second."""
        before, self._version = self._version, self._store.foreign_version()
        if self._version != before:
            self.read_names()

    def read_names(self) -> None:
        """Learn the names anew: what was added while the file could not be written is not there."""
        self._names.clear()
        self._looks.clear()
        for (name,) in self._store.rows("SELECT name FROM accounts"):
            self._remember(name)

    def _remember(self, name: str) -> None:
        self._names[casefold(name)] = self._looks[skeleton(name)] = name

    def credentials(self, name: str) -> Credentials:
        """What a password has to match. For an account that there is not, or without a password, what none will."""
        row = self._store.row(
            "SELECT salt, iterations, stored_key, server_key FROM accounts WHERE folded = ? AND salt NOT NULL",
            casefold(name),
        )
        return Credentials(*row) if row else decoy(casefold(name), self.iterations, self._secret)

    def by_certificate(self, fingerprint: str) -> Account | None:
        row = self._store.row("SELECT account FROM certificates WHERE fingerprint = ?", fingerprint)
        return self.find(row[0]) if row else None

    def check(self, name: str, password: str | None = None) -> None:
        """Whether there can be such an account. Raises AccountError."""
        if problem := nick_problem(name):
            raise AccountError("BAD_ACCOUNT_NAME", problem)
        self.look_again()
        if self.resembling(name):
            raise AccountError("ACCOUNT_EXISTS", "Somebody has that account already.")
        if password is not None and not 0 < len(password.encode()) <= LONGEST_PASSWORD:
            raise AccountError("UNACCEPTABLE_PASSWORD", f"A password has 1 to {LONGEST_PASSWORD} bytes.")

    def add(self, name: str, credentials: Credentials | None = None, email: str = "") -> Account:
        """Make an account. Raises AccountError."""
        self.check(name)
        secret = credentials
        added = self._store.write(
            "INSERT INTO accounts (folded, name, made, email, salt, iterations, stored_key, server_key)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            casefold(name), name, int(time.time()), email,
            *((secret.salt, secret.iterations, secret.stored_key, secret.server_key) if secret else (None,) * 4),
        )  # fmt: skip
        if added is None:
            raise AccountError("TEMPORARILY_UNAVAILABLE", "The room's file cannot be written: try again later.")
        self._remember(name)
        return Account(name)

    def prove_by_certificate(self, account: Account, fingerprint: str) -> None:
        """Let a certificate speak for an account from now on."""
        self._store.write("INSERT OR REPLACE INTO certificates VALUES (?, ?)", fingerprint, casefold(account.name))

    def stay(self, name: str, wish: bool | None) -> None:
        """Note whether somebody wants to be still there when they are disconnected."""
        self._store.write("UPDATE accounts SET always_on = ? WHERE folded = ?", wish, casefold(name))


def add_account(accounts: Accounts, name: str, password: str) -> None:
    """Make an account for somebody. Takes a moment. Raises AccountError."""
    accounts.check(name, password)
    accounts.add(name, derive(password, accounts.iterations))
