"""Guests without the application: the room's own page in a real browser, beside the app's client and a bare socket.

The browser is told to accept the room's certificate, as a guest does by hand.
"""

import hashlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from typing import Any

import pytest

from server.config import Config, FilesTable, ServerTable
from server.hosting import open_room
from tests.conftest import wait_until

pytest.importorskip("selenium")
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

SWITCHES = (
    "--headless=new",
    "--no-sandbox",  # which a browser cannot have that runs as root, as in a container
    "--ignore-certificate-errors",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",  # and nothing else that asks for its maker's computers
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--window-size=1000,700",
)
PATIENCE = 20.0


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Chromium, where there is one."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("chromium is not installed here")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = webdriver.Chrome(options=options, service=Service(driver))
    yield made
    made.quit()


class Guest:
    """Somebody in a tab of their own."""

    def __init__(self, browser, port, name="", fragment=""):
        self._browser = browser
        browser.switch_to.new_window("tab")
        self._tab = browser.current_window_handle
        browser.get(f"https://127.0.0.1:{port}/{fragment}")
        if name:
            self.enter(name)

    def _here(self):
        if self._browser.current_window_handle != self._tab:
            self._browser.switch_to.window(self._tab)

    def find(self, selector):
        self._here()
        return self._browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        self._here()
        return [element.text for element in self._browser.find_elements(By.CSS_SELECTOR, selector)]

    def script(self, words, *arguments):
        self._here()
        return self._browser.execute_script(words, *arguments)

    def enter(self, name):
        self.find("#nick").clear()
        self.find("#nick").send_keys(name)
        self.find("#entry button").click()

    def say(self, text):
        self.find("#text").send_keys(text + "\n")

    def sees(self, text, selector="#log"):
        wait_until(
            lambda: any(text in words for words in self.all(selector)),
            timeout=PATIENCE,
            what=f"{text!r} in {selector} of {self.all('body')}",
        )

    def close(self):
        self._here()
        self._browser.close()
        self._browser.switch_to.window(self._browser.window_handles[0])


@pytest.fixture
def guest(browser):
    made = []

    def come(port, name="", fragment=""):
        made.append(Guest(browser, port, name, fragment))
        return made[-1]

    browser.get_log("browser")  # what others left there
    yield come
    errors = [line for line in browser.get_log("browser") if "WebSocket connection" not in line["message"]]
    for one in made:
        one.close()
    assert errors == []


@pytest.fixture
def make_room():
    opened = []

    def make(files=None, **table):
        server = ServerTable(**{"network": "Tea", "host": "127.0.0.1", "port": 0, **table})
        config = Config(server, files=files or FilesTable())
        opened.append(open_room(config))
        return opened[-1]

    yield make
    for room in opened:
        room.stop()


class Wire:
    """Somebody with a bare connection, who can say anything."""

    def __init__(self, port, nick):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._socket = context.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
        self._file = self._socket.makefile("rw", encoding="utf-8", newline="\r\n")
        self.send("CAP REQ :message-tags echo-message", f"NICK {nick}", "USER u 0 * :u", "CAP END", "JOIN #general")
        self.hears(" 366 ")

    def send(self, *lines):
        self._file.write("".join(f"{line}\r\n" for line in lines))
        self._file.flush()

    def hears(self, part):
        for line in self._file:
            if part in line:
                return line
        pytest.fail(f"the room hung up before it said {part}")

    def close(self):
        self._file.close()
        self._socket.close()


@pytest.fixture
def wire():
    made = []

    def come(port, nick):
        made.append(Wire(port, nick))
        return made[-1]

    yield come
    for one in made:
        one.close()


@pytest.fixture
def app_user():
    """Somebody with the app's own client, in a terminal; what it shows is gathered."""
    programs: list[tuple[Any, threading.Thread]] = []

    def come(port, nick, data):
        command = [sys.executable, "-m", "app", "--data-dir", str(data), "chat", f"127.0.0.1:{port}", "--nick", nick]
        program = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        assert program.stdin
        assert program.stdout
        said: list[str] = []
        reader = threading.Thread(target=said.extend, args=[iter(program.stdout.readline, "")])
        reader.start()
        programs.append((program, reader))
        wait_until(lambda: any("You are in" in line for line in said), timeout=PATIENCE)
        return program, said

    yield come
    for program, reader in programs:
        program.stdin.close()
        program.wait(PATIENCE)
        reader.join(PATIENCE)
        program.stdout.close()


def test_two_guests_and_somebody_with_the_app_talk(make_room, guest, app_user, tmp_path):
    room = make_room(data_dir=str(tmp_path / "room"))
    program, said = app_user(room.port, "Ada", tmp_path / "ada")
    program.stdin.write("said before anybody came\n")
    program.stdin.flush()
    wait_until(lambda: any("said before" in line for line in said), timeout=PATIENCE)

    zoe = guest(room.port, "Zoë")
    zoe.sees("said before anybody came")
    ming = guest(room.port, "小明")
    ming.sees("said before anybody came")
    zoe.sees("小明 joined")
    zoe.say("tea, Ada? https://tea.example/cups.")
    ming.sees("tea, Ada?")
    wait_until(lambda: any("<Zoë> tea, Ada? https://tea.example/cups." in line for line in said), timeout=PATIENCE)
    program.stdin.write("with milk, Zoë\n")
    program.stdin.flush()
    zoe.sees("with milk, Zoë", ".message.mention .text")
    ming.sees("with milk, Zoë", ".message:not(.mention) .text")
    assert ming.find(".message a").get_attribute("href") == "https://tea.example/cups"
    assert zoe.all("#members li") == ["Ada, host", "Zoë (you)", "小明"]
    assert ming.script("return document.title").endswith("Tea")


def test_answers_reactions_and_what_is_taken_back_are_shown(make_room, guest, wire):
    room = make_room()
    eve = wire(room.port, "Eve")
    zoe = guest(room.port, "Zoë")
    zoe.sees("2", "#count")
    eve.send("PRIVMSG #general :shall we?")
    msgid = eve.hears("shall we?").split("msgid=")[1].split(";")[0].split()[0]
    zoe.sees("shall we?")
    eve.send(f"@+draft/react=👍;+draft/reply={msgid};+reply={msgid} TAGMSG #general")
    zoe.sees("👍 1", ".reactions")
    eve.send(f"@+draft/reply={msgid};+reply={msgid} PRIVMSG #general :yes, let us")
    zoe.sees("Eve: shall we?", ".quote")
    eve.send("CAP REQ draft/message-redaction", f"REDACT #general {msgid}")
    zoe.sees("This message was removed.")
    assert not any("👍" in words for words in zoe.all(".reactions"))


def test_what_others_write_is_never_markup(make_room, guest, wire, browser):
    room = make_room(network="<img src=x onerror=alert(1)>")
    eve = wire(room.port, "<b>Eve")
    eve.send("TOPIC #general :<script>document.title='owned'</script>")
    zoe = guest(room.port, "Zoë")
    zoe.sees("<script>", "#topic")
    for nasty in (
        "<img src=x onerror=\"document.title='owned'\">",
        "javascript:alert(1) data:text/html,<script>alert(1)</script>",
        'https://x.example/"onmouseover="alert(1)',
        "\x02bold\x02 \x0304,07colour\x03 \x1b[2J",
        "&lt;script&gt; </li></ol><script>document.title='owned'</script>",
    ):
        eve.send(f"PRIVMSG #general :{nasty}")
    eve.send("PRIVMSG #general :the end")
    zoe.sees("the end")
    assert zoe.find("header h1").text == "<img src=x onerror=alert(1)>"
    assert zoe.all("#members li") == ["<b>Eve, host", "Zoë (you)"]
    assert zoe.script("return document.querySelectorAll('#log script, #log img, #log b, header img').length") == 0
    links = zoe.script("return [...document.querySelectorAll('#log a')].map((link) => link.getAttribute('href'))")
    assert links == ["https://x.example/"]
    zoe.sees("bold colour [2J")
    assert "owned" not in zoe.script("return document.title")
    inline = (
        "const one = document.createElement('script'); one.textContent = 'window.owned = 1'; document.body.append(one)"
    )
    assert zoe.script(f"{inline}; return window.owned") is None
    assert any("Content Security Policy" in line["message"] for line in browser.get_log("browser"))


def test_a_password_is_asked_for_or_comes_with_the_code_and_leaves_the_address(make_room, guest):
    room = make_room(password="sesame")
    zoe = guest(room.port, "Zoë")
    zoe.sees("This room has a password.", "#problem")
    zoe.find("#password").send_keys("tea")
    zoe.find("#entry button").click()
    zoe.sees("That is not this room's password.", "#problem")
    zoe.find("#password").send_keys("sesame")
    zoe.find("#entry button").click()
    zoe.sees("1", "#count")
    ben = guest(room.port, "Ben", "#channel=%23tea&password=sesame&fp=abc")
    ben.sees("1", "#count")
    assert "sesame" not in ben.script("return location.href")
    assert ben.script("return document.getElementById('open').href") == (
        f"parlor://join/127.0.0.1:{room.port}/tea?fp=abc#sesame"
    )


def test_parlor_itself_can_be_had_where_the_host_offers_it(make_room, guest, tmp_path):
    offered = tmp_path / "parlor 1.0.tar.gz"
    offered.write_bytes(b"all of Parlor" * 1000)
    assert guest(make_room().port).all("#get") == []
    zoe = guest(make_room(files=FilesTable(application=str(offered))).port)
    assert zoe.find("#get").get_attribute("href").endswith("/files/application/parlor%201.0.tar.gz")
    fetched = zoe.script(
        "const got = new XMLHttpRequest(); got.open('GET', document.getElementById('get').href, false); got.send();"
        "return [got.status, got.responseText.length, got.getResponseHeader('Content-Disposition')]"
    )
    assert fetched[:2] == [200, 13_000]
    assert "attachment" in fetched[2]


def test_a_name_that_is_taken_gets_a_number_and_a_bad_one_is_said_to_be(make_room, guest):
    room = make_room()
    guest(room.port, "Ben").sees("1", "#count")
    other = guest(room.port, "Ben")
    other.sees("Ben2 (you)", "#members li")
    third = guest(room.port, "#Ben")
    third.sees("name", "#problem")
    third.enter("Bert")
    third.sees("Bert (you)", "#members li")


def test_on_a_telephone_the_people_are_behind_a_button(make_room, guest, browser):
    room = make_room()
    zoe = guest(room.port, "Zoë")
    size = {"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    zoe.sees("1", "#count")
    assert not zoe.find("#people").is_displayed()
    zoe.find("#show-people").click()
    assert zoe.find("#people").is_displayed()
    zoe.find("#show-people").click()
    zoe.say("w" * 300)
    zoe.sees("www")
    assert zoe.script("return document.documentElement.scrollWidth <= innerWidth")


def test_the_page_is_dark_where_the_system_is(make_room, guest, browser):
    room = make_room()
    zoe = guest(room.port, "Zoë")
    look = "return getComputedStyle(document.body).backgroundColor"
    light = zoe.script(look)
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    assert (light, zoe.script(look)) == ("rgb(255, 255, 255)", "rgb(28, 29, 34)")


def test_a_room_that_comes_back_has_its_guests_back_and_nothing_twice(make_room, guest, tmp_path):
    folder = str(tmp_path / "room")
    room = make_room(data_dir=folder)
    zoe = guest(room.port, "Zoë")
    zoe.sees("1", "#count")
    zoe.say("before")
    zoe.sees("before", ".message:not(.waiting) .text")
    room.stop()
    zoe.sees("The host closed the room.", "#banner")
    zoe.say("while away")
    zoe.sees("Not sent.", ".failed")
    make_room(data_dir=folder, port=room.port)
    wait_until(lambda: not zoe.find("#banner").is_displayed(), timeout=PATIENCE)
    zoe.find(".failed button").click()
    zoe.sees("while away", ".message:not(.waiting) .text")
    assert [words for words in zoe.all(".text") if words in ("before", "while away")] == ["before", "while away"]


def test_who_has_to_be_let_in_waits_for_the_host(make_room, guest, wire):
    room = make_room()
    eve = wire(room.port, "Eve")
    eve.send("MODE #general +i")
    eve.hears("MODE #general +i")
    zoe = guest(room.port, "Zoë")
    zoe.sees("You are waiting to be let in.", "#banner")
    eve.hears(" 710 ")
    eve.send("INVITE Zoë #general")
    zoe.sees("Zoë (you)", "#members li")
    assert not zoe.find("#banner").is_displayed()
    ben = guest(room.port, "Ben")
    eve.hears(" 710 ")
    eve.send("UNINVITE Ben #general")
    ben.sees("The host said no.", "#problem")


def test_a_guest_of_another_channel_comes_by_the_door_of_the_room(make_room, guest, wire):
    """While the first channel asks for a key or an invitation, all others are behind it."""
    room = make_room()
    eve = wire(room.port, "Eve")
    eve.send("TOPIC #general :the door", "JOIN #tea", "MODE #general +k sesame")
    eve.hears("+k sesame")
    zoe = guest(room.port, "Zoë", "#channel=%23tea")
    zoe.sees("This room has a password.", "#problem")
    zoe.find("#password").send_keys("sesame")
    zoe.find("#entry button").click()
    zoe.sees("Zoë (you)", "#members li")
    assert zoe.all("#members li") == ["Eve, moderator", "Zoë (you)"]
    eve.send("PRIVMSG #tea :with milk?")
    zoe.sees("with milk?")
    eve.send("MODE #general -k sesame", "MODE #general +i")
    eve.hears("+i")
    ben = guest(room.port, "Ben", "#channel=%23tea")
    ben.sees("You are waiting to be let in.", "#banner")
    eve.hears(" 710 ")
    eve.send("INVITE Ben #general")
    ben.sees("with milk?")
    assert ben.all("#topic") == [""]
    eve.send("MODE #tea +i")
    eve.hears("MODE #tea +i")
    ann = guest(room.port, "Ann", "#channel=%23tea")
    ann.sees("You are waiting to be let in.", "#banner")
    eve.hears(" 710 ")
    eve.send("INVITE Ann #tea")
    ann.sees("Ann (you)", "#members li")


@pytest.mark.parametrize(
    ("reads", "button", "known", "locale"),
    [
        ("de-DE,en", "Als Gast beitreten", "Zoë (du)", "de-DE"),
        ("fr,es-MX,en", "Entrar como invitado", "Zoë (tú)", "es-MX"),
        ("zh-CN", "以访客身份加入", "Zoë（你）", "zh-CN"),
        ("fr", "Join as a guest", "Zoë (you)", "en"),
    ],
)
def test_the_page_speaks_the_language_of_who_reads_it(make_room, guest, browser, reads, button, known, locale):
    room = make_room(password="sesame")
    zoe = guest(room.port)
    agent = zoe.script("return navigator.userAgent")
    browser.execute_cdp_cmd("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": reads})
    zoe.script("location.reload()")
    zoe.sees(button, "#entry button")
    zoe.enter("Zoë")
    wait_until(lambda: zoe.find("#locked").is_displayed(), timeout=PATIENCE)
    zoe.find("#password").send_keys("sesame")
    zoe.find("#entry button").click()
    zoe.sees(known, "#members li")
    zoe.say("here I am")
    zoe.sees("here I am")
    form = "{ weekday: 'long', day: 'numeric', month: 'long' }"
    assert zoe.all(".day") == [zoe.script(f"return new Intl.DateTimeFormat('{locale}', {form}).format(new Date())")]


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101"
    "00b138f6140000000049454e44ae426082"
)


def test_a_correction_takes_the_place_of_what_it_corrects_if_the_same_person_made_it(make_room, guest, wire):
    room = make_room()
    eve, mallory = wire(room.port, "Eve"), wire(room.port, "Mallory")
    eve.send("PRIVMSG #general :tea at fvie")
    msgid = eve.hears("tea at fvie").split("msgid=")[1].split(";")[0].split()[0]
    zoe = guest(room.port, "Zoë")
    zoe.sees("tea at fvie")
    corrects = f"+draft/reply={msgid};+reply={msgid};+parlor.app/corrects={msgid}"
    mallory.send(f"@{corrects} PRIVMSG #general :tea is cancelled")
    zoe.sees("Eve: tea at fvie", ".quote")
    eve.send(f"@{corrects} PRIVMSG #general :tea at five")
    zoe.sees("tea at five edited", ".text")
    assert zoe.all(".text") == ["tea at five edited", "tea is cancelled"]
    again = guest(room.port, "Ben")
    again.sees("tea is cancelled")
    assert again.all(".text") == ["tea at five edited", "tea is cancelled"]
    eve.send("CAP REQ draft/message-redaction", f"REDACT #general {msgid}")
    zoe.sees("This message was removed.", ".text")


def test_a_message_of_several_lines_is_one(make_room, guest, wire):
    room = make_room()
    eve = wire(room.port, "Eve")
    zoe = guest(room.port, "Zoë")
    zoe.sees("2", "#count")
    eve.send("CAP REQ :batch draft/multiline", "BATCH +1 draft/multiline #general")
    eve.send("@batch=1 PRIVMSG #general :one", "@batch=1 PRIVMSG #general :two", "BATCH -1")
    zoe.sees("one\ntwo", ".text")
    ben = guest(room.port, "Ben")
    ben.sees("one\ntwo", ".text")
    assert len(ben.all(".message")) == 1


def test_files_have_their_names_and_pictures_are_seen(make_room, guest, wire, browser, tmp_path):
    kept = tmp_path / "files"
    kept.mkdir()
    digest = hashlib.sha256(PIXEL).hexdigest()
    (kept / digest).write_bytes(PIXEL)
    room = make_room(data_dir=str(tmp_path))
    eve = wire(room.port, "Eve")
    address = f"https://127.0.0.1:{room.port}/files"
    gone = "0" * 64
    eve.send(
        f"PRIVMSG #general :{address}/{digest}/a%20dot.png#size={len(PIXEL)}&picture=1x1",
        f"PRIVMSG #general :https://evil.example/files/{gone}/cat.png#size=12345&picture=4000x100",
        f"PRIVMSG #general :{address}/{digest}/%E2%80%AEfdp.exe#size=2500000",
    )
    zoe = guest(room.port, "Zoë")
    zoe.sees("fdp.exe 2.5 MB", ".text")
    wait_until(lambda: zoe.script("return [...document.images].map((image) => image.naturalWidth)") == [1])
    assert zoe.all(".text") == [f"a dot.png {len(PIXEL)} bytes", "cat.png 12 kB", "fdp.exe 2.5 MB"]
    places = zoe.script("return [...document.querySelectorAll('.text > a')].map((link) => link.href)")
    assert all(place.startswith(f"{address}/") for place in places)
    assert [gone in line["message"] for line in browser.get_log("browser")] == [True]  # it was asked for here, in vain
