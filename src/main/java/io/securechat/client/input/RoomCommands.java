package io.securechat.client.input;

import io.securechat.client.conversation.ModeWords;
import io.securechat.irc.Message;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands about rooms: joining and leaving them, and those of a room's operators. */
final class RoomCommands {
    static final List<Command> ROWS = List.of(
            new Command("join", "ROOM [KEY]", "join or create a room, such as #tea", RoomCommands::join)
                    .complete(Words.ALL_ROOMS),
            new Command("part", "[ROOM [REASON]]", "leave a room", RoomCommands::part).alias("leave"),
            new Command("rooms", "", "list all rooms", RoomCommands::rooms).alias("list"),
            new Command("who", "[ROOM]", "list the members of a room", RoomCommands::who).alias("names", "w"),
            new Command("topic", "[TEXT]", "show, set or clear the topic", RoomCommands::topic)
                    .explain("/topic -clear clears it."),
            new Command("invite", "NAME [ROOM]", "invite a user to a room", RoomCommands::invite));

    static final List<Command> OPERATORS = List.of(
            new Command("kick", "NAME [REASON]", "remove a user from the room", RoomCommands::kick)
                    .complete(Words.MEMBERS),
            new Command("ban", "[NAME]", "ban a user from the room, or list the bans", RoomCommands::ban)
                    .complete(Words.MEMBERS),
            new Command("unban", "NAME", "lift a ban", RoomCommands::unban),
            status("op", "+o", "make a user an operator of the room"),
            status("deop", "-o", "remove a user's operator status"),
            status("voice", "+v", "let a user speak in a moderated room"),
            status("devoice", "-v", "remove a user's voice"),
            new Command("lock", "[KEY]", "require a key to join; without KEY, an invitation", RoomCommands::lock),
            new Command("unlock", "", "open the room to everyone", RoomCommands::unlock));

    /** Removes the topic. */
    private static final Pattern CLEAR = Pattern.compile("-clear|\"\"|''");

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
            if (CLEAR.matcher(text).matches()) {
                in.send("TOPIC", room, "");
            } else if (!text.isEmpty()) {
                in.send("TOPIC", room, text);
            } else {
                in.info(topic.isEmpty() ? "no topic is set; /topic TEXT sets one" : "the topic is: " + topic);
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
            if (words.size() > 1 && !isWord(in, "key", words.get(1))) {
                return;
            }
            if (in.chat().enter(room)) {
                return;
            } else if (words.size() == 1) {
                in.send("JOIN", room);
            } else {
                in.send("JOIN", room, words.get(1));
            }
        });
    }

    private static void part(Input in, String rest) {
        List<String> words = Input.words(rest);
        if (words.isEmpty()) {
            in.inRoom(room -> in.send("PART", room));
        } else if (!in.chat().isIn(words.get(0))) {
            in.fail("you are not in " + words.get(0), "/switch lists the rooms that you are in");
        } else {
            in.send(Stream.concat(Stream.of("PART"), words.stream()).toArray(String[]::new));
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

    /** Returns the mask of a name for a list of bans. A text that is a mask already stays as it is. */
    private static String mask(String name) {
        return name.matches(".*[!@*?].*") ? name : name + ModeWords.ANY_HOST;
    }

    private static Command status(String command, String change, String help) {
        return new Command(command, "NAME", help, (in, name) -> {
                    if (name.isEmpty()) {
                        in.usage(command);
                    } else if (in.isNick(name)) {
                        in.inRoom(room -> in.send("MODE", room, change, name));
                    }
                })
                .complete(Words.MEMBERS);
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
                    "'" + word + "' is not a valid " + what,
                    "it has no spaces or commas, and does not begin with a colon");
        }
        return valid;
    }
}
