"""What a room's file is made of, version by version. Data only.

What happened is only ever added to: ``messages`` (words and reactions, topics, modes, bans, who came and went),
``redactions``, ``accounts``, ``certificates``, ``metadata_changes``. Retention alone takes anything away, and only
messages. The other tables say how things are now, and change with them; a read mark only ever moves on, so the last
one says all there is. What ends with a visit, because nobody can come back to it, is not here.
"""

from __future__ import annotations

MIGRATIONS = (
    """
    CREATE TABLE buffers (
        id INTEGER PRIMARY KEY,
        channel TEXT UNIQUE,  -- folded; or, for what two people say to each other,
        one TEXT,             -- the identities of both, in order
        other TEXT,
        UNIQUE (one, other)
    );
    CREATE INDEX buffers_by_other ON buffers (other);

    -- A row is a message, or what one person said in one go: then its lines are a millisecond apart.
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY,
        buffer INTEGER NOT NULL REFERENCES buffers,
        time INTEGER NOT NULL,   -- milliseconds since 1970
        count INTEGER NOT NULL,  -- of messages
        msgid TEXT NOT NULL,     -- of the first
        source TEXT NOT NULL,
        account TEXT NOT NULL,
        command TEXT NOT NULL,
        head TEXT NOT NULL,      -- all parameters but the last
        body TEXT,               -- the last, if it is words; one line for each message
        joints TEXT,             -- of one message of several lines: which go on where the one before ended
        tags TEXT NOT NULL
    );
    CREATE INDEX messages_by_time ON messages (buffer, time);
    CREATE VIRTUAL TABLE words USING fts5 (body, content = 'messages', content_rowid = 'id', tokenize = 'trigram');
    CREATE TABLE indexed (upto INTEGER NOT NULL);  -- the last message whose words can be searched for
    INSERT INTO indexed VALUES (0);
    CREATE TABLE redactions (
        msgid TEXT PRIMARY KEY,
        time INTEGER NOT NULL,
        by TEXT NOT NULL,
        reason TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE identities (identity TEXT PRIMARY KEY, nick TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE accounts (
        folded TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        made INTEGER NOT NULL,
        email TEXT NOT NULL,
        salt BLOB,
        iterations INTEGER,
        stored_key BLOB,  -- RFC 5802: what PLAIN and SCRAM both can be checked against
        server_key BLOB,
        always_on INTEGER  -- 1, 0, or nothing where the person does not care
    ) WITHOUT ROWID;
    CREATE TABLE certificates (
        fingerprint TEXT PRIMARY KEY,
        account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE
    ) WITHOUT ROWID;

    CREATE TABLE channels (
        folded TEXT PRIMARY KEY,
        state TEXT NOT NULL  -- JSON: name, topic, modes, lists
    ) WITHOUT ROWID;
    CREATE TABLE ranks (
        channel TEXT NOT NULL REFERENCES channels ON UPDATE CASCADE ON DELETE CASCADE,
        account TEXT NOT NULL,
        letters TEXT NOT NULL,
        PRIMARY KEY (channel, account)
    ) WITHOUT ROWID;
    CREATE TABLE presence (
        account TEXT PRIMARY KEY,
        state TEXT NOT NULL  -- JSON: who is always on, and where they are
    ) WITHOUT ROWID;
    CREATE TABLE marks (
        identity TEXT NOT NULL,
        target TEXT NOT NULL,
        time INTEGER NOT NULL,
        PRIMARY KEY (identity, target)
    ) WITHOUT ROWID;
    CREATE TABLE metadata (
        target TEXT NOT NULL,  -- a channel, or an identity
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (target, key)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE buffers ADD COLUMN was TEXT;  -- of a channel that is gone: what it was at last, as in channels
    DELETE FROM marks WHERE identity LIKE '~%';  -- guests' are not written down any more
    DELETE FROM metadata WHERE target LIKE '~%';

    CREATE TABLE metadata_changes (
        id INTEGER PRIMARY KEY,
        time INTEGER NOT NULL DEFAULT (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)),
        target TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT  -- nothing: taken back
    );
    INSERT INTO metadata_changes (target, key, value) SELECT target, key, value FROM metadata;
    CREATE TRIGGER metadata_set AFTER INSERT ON metadata BEGIN
        INSERT INTO metadata_changes (target, key, value) VALUES (new.target, new.key, new.value);
    END;
    CREATE TRIGGER metadata_taken_back AFTER DELETE ON metadata BEGIN
        INSERT INTO metadata_changes (target, key) VALUES (old.target, old.key);
    END;
    """,
)
"""What makes a file of each version one of the next. Never changed, only added to."""
