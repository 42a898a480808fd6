"""A network between a room and one member that does what networks do: it cuts, stalls, and forgets either half.

On loopback, on one thread of its own. What is told it takes effect at its next turn.
"""

import queue
import selectors
import socket
import threading

TURN = 0.02
CHUNK = 65536


class Way:
    """One connection: a socket on each side, and what is on its way to each."""

    def __init__(self, near, far):
        self.near, self.far = near, far
        self.to_near = self.to_far = b""


class BadNetwork:
    """Listens on a port of its own and leads to the room's, while it works."""

    def __init__(self, room_port):
        self._room_port = room_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self.port = self._listener.getsockname()[1]
        self._ways: list[Way] = []
        self._told: queue.SimpleQueue = queue.SimpleQueue()
        self._stalled = self._over = False
        self._thread = threading.Thread(target=self._run, name="bad network")
        self._thread.start()

    # -- what a test tells it

    def cut(self):
        """Both sides hear at once that it is over; what was on its way is gone."""
        self._told.put(self._cut)

    def forget_near(self):
        """The member hears that it is over, the room does not; what the member said may still arrive."""
        self._told.put(self._forget_near)

    def forget_far(self):
        """The room hears that it is over, the member does not; what the member says is lost."""
        self._told.put(self._forget_far)

    def stall(self, stalled):
        """Nothing arrives any more, and nobody hears of it; or what is on its way arrives after all."""
        self._told.put(lambda: setattr(self, "_stalled", stalled))

    def lead_to(self, room_port):
        """The room is open at another port now."""
        self._told.put(lambda: setattr(self, "_room_port", room_port))

    def close(self):
        self._told.put(self._close)
        self._thread.join()

    # -- its thread

    def _run(self):
        while not self._over:
            with selectors.DefaultSelector() as selector:
                selector.register(self._listener, selectors.EVENT_READ)
                for way in self._ways if not self._stalled else ():
                    for sock in filter(None, (way.near, way.far)):
                        selector.register(sock, selectors.EVENT_READ, way)
                ready = selector.select(TURN)
            for key, _ in ready:
                if key.fileobj is self._listener:
                    self._accept()
                else:
                    self._read(key.data, key.fileobj)
            while not self._told.empty():
                self._told.get()()
            for way in list(self._ways) if not self._stalled else ():
                self._write(way)

    def _accept(self):
        near, _ = self._listener.accept()
        try:
            far = socket.create_connection(("127.0.0.1", self._room_port), timeout=1)
        except OSError:  # the room is closed
            near.close()
            return
        near.setblocking(False)
        far.setblocking(False)
        self._ways.append(Way(near, far))

    def _read(self, way, sock):
        try:
            data = sock.recv(CHUNK)
        except OSError:
            data = b""
        if not data:
            self._end(way)
        elif sock is way.near:
            way.to_far += data if way.far else b""
        else:
            way.to_near += data

    def _write(self, way):
        try:
            if way.near:
                way.to_near = way.to_near[way.near.send(way.to_near) :] if way.to_near else b""
            if way.far:
                way.to_far = way.to_far[way.far.send(way.to_far) :] if way.to_far else b""
        except BlockingIOError:
            pass
        except OSError:
            self._end(way)

    def _end(self, way):
        if way in self._ways:
            self._ways.remove(way)
            for sock in filter(None, (way.near, way.far)):
                sock.close()

    def _cut(self):
        for way in list(self._ways):
            self._end(way)

    def _forget_near(self):
        for way in self._ways:
            if way.near:
                way.near.close()
                way.near = None

    def _forget_far(self):
        for way in self._ways:
            if way.far:
                way.far.close()
                way.far, way.to_far = None, b""

    def _close(self):
        self._over = True
        self._cut()
        self._listener.close()
