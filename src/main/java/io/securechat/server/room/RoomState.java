package io.securechat.server.room;

import io.securechat.history.Entry;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Mask;
import io.securechat.server.mode.MaskLists;
import io.securechat.server.mode.Modes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stored form of a room: lines in IRC's grammar. */
final class RoomState {
    private RoomState() {}

    /** The state of a room without its members. */
    static List<Message> lines(Room room) {
        List<Message> lines = new ArrayList<>();
        lines.add(Message.of(
                "ROOM", room.name(), room.place().key(), time(room.created()), Long.toString(room.beganAfter())));
        lines.add(Message.of("MODE", room.modes().params(true).toArray(String[]::new)));
        Room.Topic topic = room.topic();
        if (topic != null) {
            lines.add(Message.of("TOPIC", topic.setBy(), time(topic.setAt()), topic.text()));
        }
        for (ChannelMode mode : ChannelMode.values()) {
            if (mode.kind() == ChannelMode.Kind.LIST) {
                for (MaskLists.Listed listed : room.modes().masks().of(mode)) {
                    lines.add(Message.of(
                            "MASK",
                            String.valueOf(mode.letter()),
                            listed.mask().text(),
                            listed.setBy(),
                            time(listed.setAt())));
                }
            }
        }
        room.metadata().forEach((key, value) -> lines.add(Message.of("METADATA", key, value)));
        room.operators().forEach(party -> lines.add(Message.of("OPERATOR", party.key())));
        if (room.emptySince() != 0) {
            lines.add(Message.of("EMPTY", Long.toString(room.emptySince())));
        }
        return lines;
    }

    /**
     * Reads a room without members; returns null if the lines are about none. Lines of unknown kinds are ignored.
     *
     * @param lobby the lobby's name, or null
     */
    static @Nullable Room room(List<Message> lines, @Nullable String lobby, Supplier<RoomAudience> attendance) {
        Room room = null;
        for (Message line : lines) {
            List<String> words = line.params();
            if (line.command().equals("ROOM")) {
                String name = words.get(0);
                boolean lasting = lobby != null && Names.same(name, lobby);
                Instant created = time(words.get(2));
                // Earlier versions stored only the time.
                long beganAfter = words.size() > 3 ? Long.parseLong(words.get(3)) : Entry.lastIdBefore(created);
                room = new Room(name, Place.ofKey(words.get(1)), lasting, created, beganAfter, attendance.get());
            } else if (room != null) {
                apply(line.command(), words, room);
            }
        }
        return room;
    }

    private static void apply(String command, List<String> words, Room room) {
        switch (command) {
            case "MODE" -> Modes.parse(words).changes().forEach(change -> apply(change, room));
            case "TOPIC" -> room.topic(new Room.Topic(words.get(2), words.get(0), time(words.get(1))));
            case "MASK" -> {
                ChannelMode list = ChannelMode.of(words.get(0).charAt(0));
                Mask mask = Mask.of(words.get(1));
                if (list != null && mask != null) {
                    room.modes().masks().add(list, new MaskLists.Listed(mask, words.get(2), time(words.get(3))));
                }
            }
            case "METADATA" -> room.metadata().set(words.get(0), words.get(1));
            case "EMPTY" -> room.emptySince(Long.parseLong(words.get(0)));
            case "OPERATOR" -> room.addOperator(Party.ofKey(words.get(0)));
            default -> {}
        }
    }

    private static void apply(Modes.Change change, Room room) {
        String argument = change.argument();
        if (change.mode() == ChannelMode.KEY) {
            room.modes().key(argument);
        } else if (change.mode() == ChannelMode.LIMIT && argument != null) {
            room.modes().limit(Integer.parseInt(argument));
        } else {
            room.modes().set(change.mode(), change.set());
        }
    }

    private static String time(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    private static Instant time(String word) {
        return Instant.ofEpochMilli(Long.parseLong(word));
    }
}
