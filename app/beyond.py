"""What reaches beyond the window: notices, sounds, the voice, and whether anybody is at the computer at all.

Builds those who know about it, and introduces them to a visit. Tk thread, but where something else is said.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.controllers.absence import Absence
from app.controllers.aloud import Aloud
from app.controllers.attention import Attention
from app.models.conversation import Conversation
from app.models.people import Knock
from app.models.settings import Settings
from app.pump import Clockwork
from app.services.chime import Chime
from app.services.idle import SystemIdle
from app.services.notices import Notices
from app.services.voice import Voice

if TYPE_CHECKING:  # whoever has a visit has loaded it
    from app.controllers.visit import Visit


class Beyond:
    """Follows one visit at a time. ``come_forward`` brings the window in front of others."""

    def __init__(
        self,
        settings: Settings,
        clockwork: Clockwork,
        post: Callable[[Callable[[], object]], object],
        *,
        window_idle: Callable[[], float],
        come_forward: Callable[[], object],
    ) -> None:
        self._post, self._come_forward = post, come_forward
        self._visit: Visit | None = None
        self._stop_knocks: Callable[[], None] = lambda: None
        self._notices = Notices()
        self._attention = Attention(settings, self._notices, Chime(), go=self._clicked)
        self._aloud = Aloud(settings, Voice())
        self._absence = Absence(
            settings, clockwork, window_idle=window_idle, system_idle=SystemIdle().seconds, visit=lambda: self._visit
        )

    def start(self) -> None:
        """Look from now on whether anybody is here."""
        self._absence.watch()

    def follow(self, visit: "Visit") -> None:
        """Tell of what happens in this visit. It may be the same one again, in another language."""
        if visit is self._visit:
            return
        self.rest()
        self._visit = visit
        self._aloud.follow(visit.room)
        self._attention.follow(visit.sync.unseen, looking=lambda: visit.sync.attentive, called=visit.room.called)
        self._stop_knocks = visit.knocks.came.connect(lambda knock: self._knocked(visit, knock))

    def rest(self) -> None:
        """No room is open: there is nothing to be told of."""
        self._visit = None
        self._stop_knocks()
        self._stop_knocks = lambda: None
        self._attention.rest()
        self._aloud.rest()

    def looked(self) -> None:
        """Somebody looks at the window."""
        self._attention.looked()

    def stop(self) -> None:
        """Be still: the program ends."""
        self.rest()
        self._absence.stop()
        self._notices.clear()
        self._notices.stop()

    def _knocked(self, visit: "Visit", knock: Knock) -> None:
        if not visit.sync.attentive and (conversation := visit.room.find(knock.channel)):
            self._attention.knocked(knock.nick, conversation)

    def _clicked(self, conversation: Conversation) -> None:
        """Somebody clicked a notice about this conversation; on the thread of the notices."""
        self._post(lambda: self._go(conversation))

    def _go(self, conversation: Conversation) -> None:
        self._come_forward()
        if self._visit and conversation in self._visit.room.conversations:
            self._visit.chat.show(conversation)
