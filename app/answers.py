"""Which controller answers what the windows ask for. Knows both by name, and does nothing itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.controllers.rooms import Rooms
from ui.actions import CareActions, ChatActions, FileActions, FindActions, ReachActions, WelcomeActions

if TYPE_CHECKING:  # whoever has one of these has loaded it
    from app.controllers.care import Care
    from app.controllers.sharing import Sharing
    from app.controllers.visit import Visit


def to_welcome(rooms: Rooms) -> WelcomeActions:
    """For the first screen."""
    return WelcomeActions(
        give_nick=rooms.doorstep.give_nick,
        host=rooms.host,
        join=rooms.join,
        join_nearby=rooms.join_nearby,
        rejoin=rooms.rejoin,
        forget=rooms.recent.forget,
        cancel=rooms.cancel,
        accept_offer=rooms.doorstep.accept_offer,
    )


def to_chat(
    rooms: Rooms,
    visit: "Visit",
    *,
    files: FileActions,
    open_link: Callable[[str], None],
    seen: Callable[[bool], None],
) -> ChatActions:
    """For the screen of a room. ``files``, ``open_link`` and ``seen`` are the window's own affair."""
    from app.controllers import slash  # here: the window is shown sooner without

    chat = visit.chat
    return ChatActions(
        submit=chat.submit,
        compose=chat.compose,
        reply=chat.reply,
        correct=chat.correct,
        commands=slash.offered,
        react=chat.messages.react,
        retract=chat.messages.retract,
        load_to=chat.messages.load_to,
        show=chat.show,
        open_channel=chat.open_channel,
        open_direct=chat.open_direct,
        mark_read=chat.mark_read,
        mute=chat.mute,
        leave=chat.leave,
        set_topic=chat.set_topic,
        set_away=chat.set_away,
        change_nick=rooms.rename,
        retry=chat.retry,
        discard=chat.discard,
        load_older=chat.load_older,
        open_link=open_link,
        seen=seen,
        let_in=visit.knocks.let_in,
        turn_away=visit.knocks.turn_away,
        try_now=visit.try_now,
        care=to_care(chat.care),
        reach=ReachActions(
            check=visit.reach.ask, let_others_in=visit.reach.let_others_in, ask_to_host=visit.reach.ask_to_host
        ),
        find=FindActions(
            look=chat.seek.look, go=chat.seek.go, file_name=chat.takeaway.name_for, save=chat.takeaway.save
        ),
        choose_for_room=rooms.choose_for_room,
        files=files,
        leave_room=rooms.leave_room,
    )


def to_files(sharing: "Sharing") -> FileActions:
    """For the files of a room."""
    sending, fetching = sharing.sending, sharing.fetching
    return FileActions(
        add=sending.add,
        add_pasted=sending.add_pasted,
        add_picture=sending.add_picture,
        remove=sending.remove,
        retry=sending.retry,
        send=sending.send,
        look=fetching.look,
        fetch=fetching.fetch,
        cancel=fetching.cancel,
        view=lambda file, done: fetching.view(file, lambda seen: done(seen.image)),
        open=fetching.open,
        save=fetching.save,
    )


def to_care(care: "Care") -> CareActions:
    """For those who look after a channel."""
    return CareActions(
        kick=care.kick,
        ban=care.ban,
        lift=care.lift,
        mute=care.mute,
        unmute=care.unmute,
        give=care.give,
        invite=care.invite,
        hide=care.set_muted,
        set_quiet=care.set_quiet,
        set_invite_only=care.set_invite_only,
        set_pause=care.set_pause,
        list_channels=care.list_channels,
    )
