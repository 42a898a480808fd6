"""The desktop application: builds everybody, introduces them to each other, and closes them.

The only module that knows both the windows and what stands behind them.
"""

import logging
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import answers, mishaps
from app.controllers.hosting import OwnRoom
from app.controllers.nearby import Lookout, Sign
from app.controllers.rooms import Rooms
from app.loading import load_the_rest
from app.look import Look
from app.models.lobby import Lobby
from app.models.settings import Choices, Settings
from app.pump import Pump
from app.services.archive import FILE, Archive
from app.services.doorbell import Doorbell
from app.services.files import Files, Left
from app.services.keepsakes import tidy
from app.services.language import system_locale
from app.services.network_watch import NetworkWatch
from app.services.pictures import Pictures
from app.words import _, speak
from ui.actions import FileActions, SettingsActions
from ui.emoji_names import favourites
from ui.window import MainWindow

if TYPE_CHECKING:
    from app.beyond import Beyond
    from app.controllers.sharing import Sharing
    from app.controllers.visit import Visit

log = logging.getLogger(__name__)

SECONDS_A_DAY = 86_400
LOAD_AFTER_MS = 250
"""The window is shown first; then what it needs at the next click is loaded."""

SWITCH_INTERVAL = 0.001
"""Seconds for which a thread that works may keep the window waiting each time it asks Tk for something (GIL), which
are dozens of times a frame. Python's 5 ms made frames of 70 ms out of 5 ms of work while a full room was talking."""


class Desktop:
    """One window, and the room it is in. Implements ``Stage`` with it."""

    def __init__(self, folder: Path) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._files = Files(folder)
        mishaps.log_to(folder)
        self._settings = Settings(self._files.load_choices())
        self._left = self._saved = self._files.load_left()
        favourites.recall(self._left.emoji)
        speak(self._settings.choices.language, system_locale())
        self._look = Look(self._settings, lambda work: self.pump.post(work))
        self.window = MainWindow(on_close=self._close_asked)
        self.pump = Pump(self.window)
        self.window.report_callback_exception = mishaps.watch(self._tell_of_mishap)
        self._archive = Archive(folder / FILE, lambda words: self.pump.post(lambda: self._tell(words)))
        self._forget_old()
        self._network = NetworkWatch(lambda: self.pump.post(self._check_connection))
        self._lobby = Lobby()
        self._pictures = Pictures()
        self._sharing: Sharing | None = None
        post = self.pump.post
        own = OwnRoom(post, folder=self._files.room_folder, sign=Sign(self._settings))
        self._lookout = Lookout(self._lobby, self.window, post)
        self.rooms = Rooms(
            self._lobby,
            self._settings,
            self._files,
            self,
            self.window,
            post,
            self._archive,
            own=own,
            lookout=self._lookout,
        )
        self._beyond: Beyond | None = None
        """Made for the first room: before, there is nothing to tell of."""
        self._bell = Doorbell(self._files.running_file, lambda link: post(lambda: self._came(link)))
        self._settings.changed.connect(self._settings_changed)

    def run(self, invite: str = "") -> int:
        """Show the window until it is closed; returns the exit status."""
        self.show_welcome()
        self.pump.start()
        self._look.follow_system()
        self._network.start()
        self._obey_terminal()
        # A daemon: who closes the window at once does not wait for it.
        load = threading.Thread(target=self._load_the_rest, name="loading", daemon=True)
        self.window.after(LOAD_AFTER_MS, load.start)
        self._listen_for_links()
        for sentence in self._files.trouble:
            self._tell(sentence)
        if self._left.room and not invite:
            self.rooms.rejoin(self._left.room)
        self.window.where.put(self._left.window)  # after the screen, which wants a size of its own
        self.window.appear()
        if invite:
            self.rooms.join(invite)
        self.window.mainloop()
        return 0

    def _load_the_rest(self) -> None:
        """On the thread ``loading``: what the first screen does without."""
        load_the_rest()
        self._look.ask_for_calm()

    # -- the stage

    def show_welcome(self) -> None:
        self._lookout.look()  # first: the screen is drawn once, with what there is to be said of that
        self.window.show_welcome(self._lobby, answers.to_welcome(self.rooms), self._settings, self._settings_actions())
        self._end_sharing()
        self._save_left()
        if self._beyond:
            self._beyond.rest()

    def show_chat(self, visit: "Visit") -> None:
        self._lookout.rest()
        self._beyond = self._beyond or self._reach_beyond()
        self._beyond.follow(visit)
        actions = answers.to_chat(
            self.rooms,
            visit,
            files=self._file_actions(visit),
            open_link=self._open_link,
            seen=lambda attentive: self._looked(visit, attentive),
        )
        self.window.show_chat(visit.room, actions, self._settings, self._settings_actions())
        self._save_left()  # now, since a program may end without a word

    def ask(self, title: str, text: str, confirm: str, done: Callable[[], None]) -> None:
        self.window.ask(title, text, confirm=confirm, danger=True, done=done)

    def ask_nick(self, text: str, suggestion: str, done: Callable[[str], None]) -> None:
        self.window.ask_nick(text, suggestion, done)

    def ask_password(self, text: str, done: Callable[[str], None]) -> None:
        self.window.ask_password(text, done)

    def ask_trust(self, title: str, text: str, confirm: str, done: Callable[[], None]) -> None:
        self.window.ask(title, text, confirm=confirm, done=done)

    def _settings_actions(self) -> SettingsActions:
        return SettingsActions(choose=self._settings.choose, rename=self.rooms.rename)

    def _listen_for_links(self) -> None:
        """A link that is clicked elsewhere comes from a second start, or on macOS from the system."""
        self._bell.hang()
        if sys.platform == "darwin":
            self.window.createcommand("::tk::mac::LaunchURL", self._came)
            self.window.createcommand("::tk::mac::ReopenApplication", lambda: self._came(""))

    def _came(self, link: str) -> None:
        """Somebody has started Parlor again, perhaps with a link."""
        self.window.come_forward()
        if link:
            self.rooms.come_by(link)

    def _open_link(self, link: str) -> None:
        if link.startswith("parlor:"):
            self.rooms.leave_for(link)
        else:
            # On a thread: some systems wait for the browser to start.
            threading.Thread(target=webbrowser.open, args=(link,), name="browser", daemon=True).start()

    def _looked(self, visit: "Visit", attentive: bool) -> None:
        visit.chat.sync.look(attentive)
        if not attentive:
            self._save_left()  # the window may have been moved
        elif self._beyond:
            self._beyond.looked()

    def _reach_beyond(self) -> "Beyond":
        from app.beyond import Beyond  # here: the window is shown sooner without

        beyond = Beyond(
            self._settings,
            self.window,
            self.pump.post,
            window_idle=lambda: self.window.idle,
            come_forward=self.window.come_forward,
        )
        beyond.start()
        return beyond

    # -- files

    def _file_actions(self, visit: "Visit") -> FileActions:
        from app.controllers.sharing import Sharing  # here: the window is shown sooner without

        if self._sharing is None or self._sharing.visit is not visit:
            self._end_sharing()
            folder = self._files.shared_folder
            self._pictures.do(partial(tidy, folder), lambda _done: None)
            self._sharing = Sharing(
                visit, folder, self.pump.post, self._pictures, tell=self.window.toast, confirm=self.ask
            )
        return answers.to_files(self._sharing)

    def _end_sharing(self) -> None:
        if self._sharing is not None:
            self._sharing.close()
            self._sharing = None

    # -- settings

    def _settings_changed(self, before: Choices, after: Choices) -> None:
        if after.kept_days != before.kept_days:
            self._forget_old()
        if after.language != before.language:
            speak(after.language, system_locale())
            self.window.after_idle(self._say_it_again)  # later: who chose it stands in the window that is made anew
        try:
            self._files.save_choices(after)
        except OSError as error:
            log.warning("the settings cannot be stored: %s", error)
            self.window.toast(
                _("Your settings could not be saved: {strerror}.").format(strerror=error.strerror),
                icon="triangle-alert",
            )

    def _forget_old(self) -> None:
        """Delete what has been kept for longer than the person wishes."""
        if days := self._settings.choices.kept_days:
            self._archive.forget_before(time.time() - days * SECONDS_A_DAY)

    def _say_it_again(self) -> None:
        """Make the screen anew, in another language, and go on where the language was chosen."""
        if self.rooms.visit and self.rooms.visit.inside:
            self.show_chat(self.rooms.visit)
        else:
            self.show_welcome()
        self.window.open_settings("appearance")

    # -- the world outside

    def _tell(self, sentence: str) -> None:
        self.window.toast(sentence, icon="triangle-alert")

    def _check_connection(self) -> None:
        """The computer slept, or is in another network: the connection may be dead without a sign of it."""
        if self.rooms.visit:
            self.rooms.visit.check()
        self.rooms.network_changed()

    def _tell_of_mishap(self) -> None:
        self.window.toast(_("Something went wrong in Parlor. You can go on; details are in its log."), icon="bug")

    # -- the end

    def _close_asked(self) -> None:
        if question := self.rooms.question():
            self.ask(*question, self.close)
        else:
            self.close()

    def _obey_terminal(self) -> None:
        """Ctrl+C, and the end of the session, close the window too. They are orders: nothing is asked."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.pump.post(self.close))

    def close(self) -> None:
        """Say goodbye, close what is hosted, and end. The window goes first: nobody waits for it."""
        self._save_left()
        self.window.withdraw()
        self.window.update_idletasks()
        self._look.stop()
        self._lookout.rest()
        self._network.stop()
        if self._beyond:
            self._beyond.stop()
        self._bell.take_down()
        self.rooms.close()
        self._end_sharing()
        self._pictures.close()
        self._archive.close()
        self.pump.stop()
        self.window.destroy()

    def _save_left(self) -> None:
        """Remember where the window stands, and which room to come back to."""
        try:
            place = self.window.where.written or self._left.window
            left = Left(place, self.rooms.open_room, favourites.chosen)
            if left != self._saved:
                self._files.save_left(left)
                self._saved = left
        except OSError as error:
            log.warning("how the window was left cannot be stored: %s", error)
