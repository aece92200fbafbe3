#!/bin/sh
# A bot that answers "!time" where it is asked: in the room, or privately. Usage: bot.sh [OPTION OF JOIN]...
# It needs jq. JOIN is the command that joins a chat, by default "java -jar securechat.jar join".
set -eu
commands=$(mktemp -d)/commands
mkfifo "$commands"
trap 'rm -r "${commands%/*}"' EXIT
${JOIN:-java -jar securechat.jar join} --json --input json "$@" <"$commands" |
    jq --unbuffered -c 'select(.type == "message" and .text == "!time" and (.mine or .history | not))
        | {command: "say", text: (now | todate)} + if .room then {room} else {to: .from} end' >"$commands"
