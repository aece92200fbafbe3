package io.securechat.client.script;

import static io.securechat.client.script.Field.needed;
import static io.securechat.client.script.Field.optional;

import io.securechat.client.script.Field.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All commands of programs. */
public final class ScriptCommands {
    private static final Field ROOM = optional("room", Kind.ROOM);
    private static final Field TO = optional("to", Kind.NAME);
    private static final Field TEXT = needed("text", Kind.TEXT);
    private static final Field MESSAGE = needed("message", Kind.MESSAGE);
    private static final Field REASON = optional("reason", Kind.LINE);
    private static final Field LIMIT = optional("limit", Kind.NUMBER);

    /** The commands, in the order of the documentation. */
    public static final List<ScriptCommand> ALL = List.of(
            ScriptCommand.of("say", "Says a text in a room, or privately.", MessageActions::say, TEXT, ROOM, TO),
            ScriptCommand.of("action", "Says what you do, like /me.", MessageActions::action, TEXT, ROOM, TO),
            ScriptCommand.of(
                    "reply", "Says a text as the answer to a message.", MessageActions::reply, MESSAGE, TEXT, ROOM, TO),
            ScriptCommand.of(
                    "react",
                    "Reacts to a message.",
                    MessageActions::react,
                    MESSAGE,
                    needed("emoji", Kind.EMOJI),
                    ROOM,
                    TO),
            ScriptCommand.of(
                    "delete", "Deletes a message for everyone.", MessageActions::delete, MESSAGE, REASON, ROOM, TO),
            ScriptCommand.of(
                    "typing",
                    "Tells the others whether you are typing.",
                    MessageActions::typing,
                    needed("state", Kind.TYPING),
                    ROOM,
                    TO),
            ScriptCommand.of(
                    "history",
                    "Prints messages of a room or a private conversation: the latest, or those before or after a point.",
                    ArchiveActions::history,
                    optional("before", Kind.POINT),
                    optional("after", Kind.POINT),
                    LIMIT,
                    ROOM,
                    TO),
            ScriptCommand.of(
                    "search",
                    "Prints the messages that have all words of a text, from everywhere unless a place is named.",
                    ArchiveActions::search,
                    optional("text", Kind.TEXT),
                    optional("from", Kind.NAME),
                    optional("before", Kind.TIME),
                    optional("after", Kind.TIME),
                    LIMIT,
                    ROOM,
                    TO),
            ScriptCommand.of(
                    "join",
                    "Joins a room, or creates it.",
                    RoomActions::join,
                    needed("room", Kind.ROOM),
                    optional("key", Kind.WORD)),
            ScriptCommand.of("part", "Leaves a room.", RoomActions::part, needed("room", Kind.ROOM), REASON),
            ScriptCommand.of(
                    "topic",
                    "Sets the topic of a room, or prints it if there is no text.",
                    RoomActions::topic,
                    optional("text", Kind.LINE),
                    ROOM),
            ScriptCommand.of("names", "Prints the members of a room.", RoomActions::names, ROOM),
            ScriptCommand.of("who", "Same as names.", RoomActions::names, ROOM),
            ScriptCommand.of(
                    "invite", "Invites a user to a room.", RoomActions::invite, needed("name", Kind.NAME), ROOM),
            ScriptCommand.of(
                    "kick", "Removes a user from a room.", RoomActions::kick, needed("name", Kind.NAME), REASON, ROOM),
            ScriptCommand.of("away", "Marks you as away.", UserActions::away, optional("text", Kind.LINE)),
            ScriptCommand.of("back", "Marks you as back.", UserActions::back),
            ScriptCommand.of("nick", "Changes your name.", UserActions::nick, needed("name", Kind.NAME)),
            ScriptCommand.of("quit", "Leaves the server and ends the program.", UserActions::quit, REASON));

    private ScriptCommands() {}

    static Optional<ScriptCommand> find(String name) {
        return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /** Returns the names of all commands, for a program that uses none of them. */
    static String hint() {
        return ALL.stream().map(ScriptCommand::name).collect(Collectors.joining(", ", "use ", ""));
    }
}
