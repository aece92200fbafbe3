#!/usr/bin/env python3
"""A bot that keeps a list for each room: "!add milk" adds to it, "!list" answers privately. Usage: bot.py [OPTION OF JOIN]...

JOIN is the command that joins a chat, by default "java -jar securechat.jar join".
"""
import itertools
import json
import os
import shlex
import subprocess
import sys

join = shlex.split(os.environ.get("JOIN", "java -jar securechat.jar join"))
chat = subprocess.Popen(
    join + ["--json", "--input", "json"] + sys.argv[1:],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1,
)
ids = itertools.count(1)
lists = {}


def send(command, **fields):
    chat.stdin.write(json.dumps({"command": command, "id": str(next(ids)), **fields}) + "\n")


for line in chat.stdout:
    event = json.loads(line)
    if event["type"] in ("refused", "error"):
        print(event["reason"], file=sys.stderr)
    elif event["type"] == "invited" and event["mine"]:
        send("join", room=event["room"])
    elif event["type"] == "message" and "room" in event and not event["mine"] and "history" not in event:
        items = lists.setdefault(event["room"], [])
        if event["text"].startswith("!add "):
            items.append(event["text"][len("!add "):])
            send("react", room=event["room"], message=event["id"], emoji="✅")
        elif event["text"] == "!list":
            text = "\n".join(items) or "nothing"
            send("say", to=event["from"], text=event["room"] + ":\n" + text)
sys.exit(chat.wait())
