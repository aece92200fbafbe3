#!/usr/bin/env python3
"""Makes the pictures of docs/MANUAL.md from real sessions of the client, in a terminal of tmux.

    docs/screens/make.py [--jar target/securechat.jar] [--to docs/screens] [--java java]

Build the jar first. Needs tmux, and no network.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path
from xml.sax.saxutils import escape

PATIENCE = 50
COLUMNS, ROWS = 80, 24
LOBBY = "#lobby"

# A dark palette with the contrast that WCAG asks for: the 16 colors of a terminal.
BACKGROUND, FOREGROUND = "#16181d", "#d7dae0"
BASIC = ["#3b3f4a", "#f0716b", "#7fc97a", "#e0b95c", "#71a7f7", "#cf92e8", "#5cc5d0", "#d7dae0",
         "#8a909e", "#ff928c", "#9be096", "#f2cf7e", "#94bdfb", "#dfb0f2", "#82dde6", "#ffffff"]


class Terminal:
    """A real terminal with a shell: types into it, and reads its screen."""

    def __init__(self, folder):
        self.socket = folder / "tmux"
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("SECURECHAT_", "XDG_", "JAVA_TOOL", "TMUX"))}
        self.environment.update(HOME=str(folder), LC_ALL="C.UTF-8", PATH=f"{folder}:{os.environ['PATH']}")
        self.folder = folder
        self.tmux("-f", "/dev/null", "-u", "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS),
                  "env PS1='$ ' TERM=screen-256color sh")
        self.await_text("$")

    def tmux(self, *arguments):
        command = ["tmux", "-S", str(self.socket), *arguments]
        return subprocess.run(command, env=self.environment, cwd=self.folder, check=True, text=True,
                              capture_output=True, encoding="utf-8").stdout

    def type(self, text, enter=True):
        self.tmux("send-keys", "-l", "--", text)
        if enter:
            self.press("Enter")

    def press(self, key):
        self.tmux("send-keys", key)

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def colored(self):
        return self.tmux("capture-pane", "-e", "-p")

    def await_text(self, text):
        deadline = time.monotonic() + PATIENCE
        while text not in self.screen():
            if time.monotonic() > deadline:
                sys.exit(f"error: the screen never showed '{text}'")
            time.sleep(0.05)

    def close(self):
        self.tmux("kill-server")


class Friend:
    """Another user: `join --json`, which takes commands and prints events."""

    def __init__(self, stage, name, rooms):
        options = ["--cert", f"{name}.crt"] if stage.authority else ["--name", name]
        for room in rooms:
            options += ["--room", room]
        self.process = stage.start("join", "--json", "--input", "json", "--port", stage.port, *options)
        self.count = 0
        missing = set(rooms)
        while missing:
            missing.discard(self.await_event(lambda event: event["type"] == "entered")["room"])

    def do(self, command, **fields):
        self.count += 1
        number = str(self.count)
        self.process.stdin.write(json.dumps({"command": command, "id": number, **fields}) + "\n")
        self.process.stdin.flush()
        result = self.await_event(lambda event: event["type"] in ("done", "refused", "error")
                                  and event.get("id") == number)
        if result["type"] != "done":
            sys.exit(f"error: {result}")

    def say(self, text, room=LOBBY):
        self.do("say", text=text, room=room)

    def await_event(self, wanted):
        for line in self.process.stdout:
            event = json.loads(line)
            if wanted(event):
                return event
        sys.exit("error: a friend's connection ended")


class Stage:
    """A server in a folder of its own, and what runs beside it."""

    def __init__(self, java, jar, folder, authority):
        self.java, self.folder, self.authority = java, folder, authority
        self.processes = []
        (folder / "securechat.jar").symlink_to(jar)
        # The login name is that of the story.
        wrapper = folder / "java"
        wrapper.write_text(f'#!/bin/sh\nexec "{java}" -Duser.name=ada "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        if authority:
            for arguments in ["ca"], ["server"], ["user", "ada"], ["user", "bob"], ["user", "cai"]:
                self.start("gencert", *arguments).communicate()
        server = self.start("serve", *([] if authority else ["--dev"]), "--port", "0")
        for line in server.stdout:
            found = re.search(r"listening on \S+:(\d+)", line)
            if found:
                self.port = found.group(1)
            if "is ready" in line:
                break
        else:
            sys.exit("error: the server did not start")
        self.terminal = Terminal(folder)

    def start(self, *arguments):
        environment = {**self.environment(), "HOME": str(self.folder / "friends")}
        process = subprocess.Popen([self.java, "-jar", "securechat.jar", *arguments], cwd=self.folder, text=True,
                                   encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.processes.append(process)
        return process

    @staticmethod
    def environment():
        return {name: value for name, value in os.environ.items()
                if not name.startswith(("SECURECHAT_", "XDG_", "JAVA_TOOL"))}

    def settings(self, text):
        configuration = self.folder / ".config" / "securechat"
        configuration.mkdir(parents=True)
        (configuration / "join.conf").write_text(text.format(port=self.port, folder=self.folder), encoding="utf-8")

    def close(self):
        self.terminal.close()
        for process in reversed(self.processes):
            process.terminate()
            process.wait()


def first_minute(stage):
    """Ada joins the lobby of a development server, and bob arrives."""
    ada = stage.terminal
    stage.settings("port = {port}\n")
    ada.type("java -jar securechat.jar join")
    ada.await_text("Username [ada]:")
    ada.press("Enter")
    ada.await_text("#lobby ada>")
    bob = Friend(stage, "bob", [LOBBY])
    ada.await_text("bob joined")
    bob.say("hello ada! the kettle is on")
    ada.await_text("kettle")
    ada.type("hello bob, give me two minutes")
    ada.await_text("two minutes ✓")
    bob.do("react", message=last_message(bob), emoji="👍")
    ada.await_text("👍")
    bob.say("the menu is at https://example.org/tea")
    ada.await_text("example.org")
    ada.type("/topic tea at four")
    ada.await_text("tea at four")
    ada.type("/who")
    ada.await_text("2 people")
    ada.type("coming, bob", enter=False)
    ada.await_text("coming, bob")


def last_message(friend):
    return friend.await_event(lambda event: event["type"] == "message" and event["from"] == "ada")["id"]


def rooms(stage):
    """Ada works in #dev, while something happens in #ops, in #tea and in a private conversation."""
    ada = stage.terminal
    bob = Friend(stage, "bob", ["#dev", "#ops", "#tea"])
    cai = Friend(stage, "cai", ["#dev", "#ops", "#tea"])
    stage.settings("[work]\nhost = localhost:{port}\ncert = {folder}/ada.crt\ntrust-ca = {folder}/ca.crt\n"
                   "rooms = #dev, #ops, #tea\n")
    ada.type("java -jar securechat.jar join work")
    ada.await_text("ada>")
    ada.type("/switch dev")
    ada.await_text("#dev ada>")
    cai.say("the build is green again", "#dev")
    ada.await_text("green again")
    ada.type("good, I start the release")
    ada.await_text("release ✓")
    bob.say("disk 80% full on box 3", "#ops")
    bob.say("ada, may I restart box 3?", "#ops")
    ada.await_text("restart box 3?")
    for text in "who wants cake?", "me", "lemon or carrot?":
        cai.say(text, "#tea")
    cai.do("say", to="ada", text="lunch at one?")
    ada.await_text("lunch at one?")
    ada.press("M-a")
    ada.await_text("#ops ada>")
    ada.type("yes, go ahead")
    ada.await_text("go ahead ✓")
    bob.say("thanks, done in a minute", "#ops")
    ada.await_text("done in a minute")
    ada.press("M-0")
    ada.await_text("#dev ada>")
    cai.say("@ada the changelog has a typo in line 4", "#dev")
    ada.await_text("typo")
    ada.type("thanks, corrected", enter=False)
    ada.await_text("thanks, corrected")


def search(stage):
    """Ada searches all rooms, and looks at what was said around a result."""
    ada = stage.terminal
    bob = Friend(stage, "bob", [LOBBY, "#ops"])
    cai = Friend(stage, "cai", [LOBBY, "#ops"])
    bob.say("the boiler in the kitchen is cold again")
    cai.say("not again")
    bob.say("I have called the plumber", "#ops")
    bob.say("he says that the boiler needs a new valve", "#ops")
    cai.say("how long does that take?", "#ops")
    bob.say("until Thursday", "#ops")
    bob.say("boilers are the worst")
    cai.say("take the kettle")
    stage.settings("[work]\nhost = localhost:{port}\ncert = {folder}/ada.crt\ntrust-ca = {folder}/ca.crt\n"
                   "rooms = #ops\n")
    ada.type("java -jar securechat.jar join --no-history work")
    ada.await_text("ada>")
    ada.type("/switch lobby")
    ada.await_text("#lobby ada>")
    ada.type("/clear")
    ada.type("/search boiler from:bob in:* after:today")
    ada.await_text("the boiler in the kitchen")
    ada.type("/context 2")
    ada.await_text("until Thursday")


SCENES = {"first-minute": (first_minute, False), "rooms": (rooms, True), "search": (search, True)}


class Style:
    """The graphic rendition of a cell, changed by SGR sequences."""

    def __init__(self):
        self.color = self.background = None
        self.flags = set()

    def apply(self, parameters):
        codes = [int(code or 0) for code in parameters.split(";")]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.__init__()
            elif code in (1, 2, 3, 4, 7):
                self.flags.add(code)
            elif code == 22:
                self.flags -= {1, 2}
            elif code in (23, 24, 27):
                self.flags.discard(code - 20)
            elif code in (38, 48):
                self.set(code == 48, indexed(codes))
            elif code in (39, 49):
                self.set(code == 49, None)
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.set(False, BASIC[code - 30 if code < 90 else code - 82])
            elif 40 <= code <= 47:
                self.set(True, BASIC[code - 40])

    def set(self, background, color):
        if background:
            self.background = color
        else:
            self.color = color

    def attributes(self):
        color, background = self.color, self.background
        if 7 in self.flags:
            color, background = background or BACKGROUND, color or FOREGROUND
        result = f' fill="{color}"' if color else ""
        result += ' font-weight="bold"' if 1 in self.flags else ""
        result += ' opacity=".6"' if 2 in self.flags else ""
        result += ' font-style="italic"' if 3 in self.flags else ""
        result += ' text-decoration="underline"' if 4 in self.flags else ""
        return result, background


def indexed(codes):
    """Takes the color behind 38 or 48: one of 256, or red, green and blue."""
    if codes.pop(0) == 2:
        red, green, blue = codes[:3]
        del codes[:3]
        return f"#{red:02x}{green:02x}{blue:02x}"
    number = codes.pop(0)
    if number < 16:
        return BASIC[number]
    if number > 231:
        return f"#{8 + 10 * (number - 232):02x}" + f"{8 + 10 * (number - 232):02x}" * 2
    levels = [0, 95, 135, 175, 215, 255]
    number -= 16
    return "#" + "".join(f"{levels[number // step % 6]:02x}" for step in (36, 6, 1))


def width(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def runs(line, style):
    """The pieces of a line with one style each: column, text, attributes, background."""
    column = 0
    line = re.sub(r"\x1b\]8;[^\x1b]*(?:\x1b\\|\x07)", "", line)
    for piece in re.split(r"(\x1b\[[\d;]*m|[\x0e\x0f])", line):
        if piece.startswith("\x1b["):
            style.apply(piece[2:-1])
        elif piece and piece not in "\x0e\x0f":
            yield (column, piece, *style.attributes())
            column += width(piece)


def svg(screen, title):
    cell, row, margin = 8.4, 19, 14
    lines = screen.rstrip().split("\n")
    page_width, page_height = round(COLUMNS * cell + 2 * margin), len(lines) * row + 2 * margin
    shapes, texts, style = [], [], Style()
    for number, line in enumerate(lines):
        top = margin + number * row
        for column, text, attributes, background in runs(line, style):
            x = round(margin + column * cell, 1)
            length = round(width(text) * cell, 1)
            if background:
                shapes.append(f'<rect x="{x}" y="{top}" width="{length}" height="{row}" fill="{background}"/>')
            if text.strip():
                start = len(text) - len(text.lstrip(" "))
                body = text.strip(" ")
                x, length = round(x + start * cell, 1), round(width(body) * cell, 1)
                texts.append(f'<text x="{x}" y="{top + 14}" textLength="{length}"{attributes}>{escape(body)}</text>')
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page_width} {page_height}" width="{page_width}"'
        f' height="{page_height}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>',
        *shapes,
        f'<g fill="{FOREGROUND}" font-size="14" xml:space="preserve" font-family="ui-monospace, SFMono-Regular, Menlo,'
        ' Consolas, \'DejaVu Sans Mono\', \'Liberation Mono\', monospace">',
        *texts, "</g>", "</svg>", ""])


def give_up(*_):
    raise TimeoutError(f"no answer in {PATIENCE} seconds")


def main():
    parser = argparse.ArgumentParser(description="Makes the pictures of docs/MANUAL.md.")
    parser.add_argument("--jar", type=Path, default=Path("target/securechat.jar"))
    parser.add_argument("--to", type=Path, default=Path(__file__).parent)
    parser.add_argument("--java", default=shutil.which("java"))
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(SCENES))
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, give_up)
    for name in options.scenes or SCENES:
        signal.alarm(PATIENCE)
        play, authority = SCENES[name]
        folder = Path(tempfile.mkdtemp(prefix="screens-"))
        stage = Stage(options.java, options.jar.resolve(), folder, authority)
        try:
            play(stage)
            picture = svg(stage.terminal.colored(), play.__doc__)
            (options.to / f"{name}.svg").write_text(picture, encoding="utf-8")
        except (TimeoutError, SystemExit):
            print(stage.terminal.screen(), file=sys.stderr)
            raise
        finally:
            stage.close()
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
