package io.securechat.client;

import io.securechat.client.Input.Command;
import io.securechat.irc.Message;
import java.util.List;
import java.util.stream.Stream;

/** What the user types about rooms: coming and going, and what operators of a room do. */
final class RoomCommands {
    static final List<Command> ROWS = List.of(
            new Command("who", "[ROOM]", "who is in the room", RoomCommands::who),
            new Command("topic", "[TEXT]", "show or set the topic", RoomCommands::topic),
            new Command("join", "ROOM [KEY]", "go into a room, such as #tea", RoomCommands::join),
            new Command("part", "[ROOM]", "leave a room", RoomCommands::part),
            new Command("rooms", "", "all rooms", RoomCommands::rooms),
            new Command("invite", "NAME [ROOM]", "ask somebody to come in", RoomCommands::invite),
            new Command("kick", "NAME [REASON]", "remove somebody from the room", RoomCommands::kick),
            new Command("ban", "[NAME]", "keep somebody out of the room, or show who is", RoomCommands::ban),
            new Command("unban", "NAME", "let somebody in again", RoomCommands::unban),
            new Command(
                    "op", "NAME", "make somebody an operator of the room", (in, who) -> status(in, "op", "+o", who)),
            new Command("deop", "NAME", "and no longer", (in, who) -> status(in, "deop", "-o", who)),
            new Command(
                    "voice", "NAME", "let somebody speak who else cannot", (in, who) -> status(in, "voice", "+v", who)),
            new Command("devoice", "NAME", "and no longer", (in, who) -> status(in, "devoice", "-v", who)),
            new Command(
                    "lock",
                    "[KEY]",
                    "let in only who knows the key; without one, only who is invited",
                    RoomCommands::lock),
            new Command("unlock", "", "let in everybody again", RoomCommands::unlock));

    private RoomCommands() {}

    private static void who(Input in, String asked) {
        if (asked.isEmpty()) {
            in.inRoom(room -> in.send("NAMES", room));
        } else {
            in.withRoom(asked, room -> in.send("NAMES", room));
        }
    }

    private static void topic(Input in, String text) {
        in.inRoom(room -> {
            String topic = in.chat().topic(room);
            if (!text.isEmpty()) {
                in.send("TOPIC", room, text);
            } else {
                in.info(topic.isEmpty() ? "there is no topic; to set one: /topic TEXT" : "the topic is: " + topic);
            }
        });
    }

    private static void join(Input in, String rest) {
        List<String> words = Input.words(rest);
        if (words.isEmpty()) {
            in.usage("join");
            return;
        }
        in.withRoom(words.get(0), room -> {
            if (in.chat().enter(room)) {
                in.info("you speak in " + room + " now");
            } else if (words.size() == 1) {
                in.send("JOIN", room);
            } else if (isWord(in, "key", words.get(1))) {
                in.send("JOIN", room, words.get(1));
            }
        });
    }

    private static void part(Input in, String asked) {
        if (asked.isEmpty()) {
            in.inRoom(room -> in.send("PART", room));
        } else if (in.chat().isIn(asked)) {
            in.send("PART", asked);
        } else {
            in.fail("you are not in " + asked, "");
        }
    }

    private static void rooms(Input in, String ignored) {
        in.send("LIST");
    }

    private static void invite(Input in, String rest) {
        List<String> words = Input.words(rest);
        if (words.isEmpty()) {
            in.usage("invite");
        } else if (in.isNick(words.get(0)) && words.size() == 1) {
            in.inRoom(room -> in.send("INVITE", words.get(0), room));
        } else if (words.size() > 1) {
            in.withRoom(words.get(1), room -> in.send("INVITE", words.get(0), room));
        }
    }

    private static void kick(Input in, String rest) {
        List<String> words = Input.words(rest);
        if (words.isEmpty()) {
            in.usage("kick");
        } else if (in.isNick(words.get(0))) {
            in.inRoom(room -> in.send(
                    Stream.concat(Stream.of("KICK", room), words.stream()).toArray(String[]::new)));
        }
    }

    private static void ban(Input in, String name) {
        if (name.isEmpty()) {
            in.inRoom(room -> in.send("MODE", room, "b"));
        } else if (isWord(in, "name", name)) {
            in.inRoom(room -> in.send("MODE", room, "+b", mask(name)));
        }
    }

    private static void unban(Input in, String name) {
        if (name.isEmpty()) {
            in.usage("unban");
        } else if (isWord(in, "name", name)) {
            in.inRoom(room -> in.send("MODE", room, "-b", mask(name)));
        }
    }

    /** Whom a name means in a list of bans; a mask, as those who know IRC may type it, stays what it is. */
    private static String mask(String name) {
        return name.matches(".*[!@*?].*") ? name : name + ModeWords.ANY_HOST;
    }

    private static void status(Input in, String command, String change, String name) {
        if (name.isEmpty()) {
            in.usage(command);
        } else if (in.isNick(name)) {
            in.inRoom(room -> in.send("MODE", room, change, name));
        }
    }

    private static void lock(Input in, String key) {
        if (key.isEmpty()) {
            in.inRoom(room -> in.send("MODE", room, "+i"));
        } else if (isWord(in, "key", key)) {
            in.inRoom(room -> in.send("MODE", room, "+k", key));
        }
    }

    private static void unlock(Input in, String ignored) {
        in.inRoom(room -> in.send("MODE", room, "-ik", "*"));
    }

    private static boolean isWord(Input in, String what, String word) {
        boolean valid = Message.isMiddle(word) && word.indexOf(',') < 0;
        if (!valid) {
            in.fail(
                    "'" + word + "' cannot be a " + what,
                    "it has no spaces and commas, and does not begin with a colon");
        }
        return valid;
    }
}
