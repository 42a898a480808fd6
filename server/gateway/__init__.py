"""The room for browsers, on the same port: ``http`` reads requests, ``websocket`` carries lines."""
