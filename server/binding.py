"""A server made from what a room is told, on the port it wishes or another; what is in the way is said in words.

Knows not in which process it is.
"""

from __future__ import annotations

import errno
import socket
from dataclasses import replace
from functools import partial
from pathlib import Path

from server.config import Config
from server.config_file import ConfigError, overlay
from server.listener import RoomServer
from server.log import Log, no_log
from server.store import StoreError
from server.trust import TrustError

_BUSY = (errno.EADDRINUSE, errno.EACCES, errno.EPERM)


class HostingError(Exception):
    """The room could not be opened. The text is a sentence for the person who wanted to."""


def bind(config: Config, log_to: Log = no_log, *, settings: Path | None = None) -> RoomServer:
    """A server that listens where it is told to, or on any free port if that one is busy. Raises HostingError."""
    try:
        told = _configured(config, settings)
        try:
            server = RoomServer(told, log_to)
        except OSError as error:
            if error.errno not in _BUSY or told.server.port == 0:
                raise
            server = RoomServer(told, log_to, port=0)
        if settings is not None:
            server.room.read_config = partial(_configured, config, settings)
        return server
    except ConfigError as error:
        raise HostingError(str(error)) from error
    except (TrustError, StoreError) as error:
        raise HostingError(str(error)) from error
    except socket.gaierror as error:
        raise HostingError(f"“{config.server.host}” is not an address of this computer.") from error
    except OSError as error:
        where = f" on {config.server.host}" if config.server.host else ""
        reason = error.strerror or str(error)
        raise HostingError(f"The room could not be opened{where}: {reason}.") from error


def _configured(config: Config, settings: Path | None) -> Config:
    """What a room is told, with what its own file says. Raises ConfigError."""
    if settings is None or not settings.exists():
        return config
    told = overlay(config, settings)
    server = replace(told.server, network=config.server.network, data_dir=config.server.data_dir)
    return replace(told, server=server, operators=config.operators)
