package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.ServerTime;
import io.securechat.irc.Utf8;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Messages of the user that the server has not confirmed, in their order. It belongs to one thread. */
final class Outbox {
    static final int MAX_MESSAGES = 500;
    static final int MAX_BYTES = 256 << 10;

    private static final String TIME = "time";
    private static final String SENT = "sent";

    private final List<Item> items = new ArrayList<>();
    private int bytes;

    /** A message that has not been confirmed. */
    static final class Item {
        private final Message message;
        private final String label;
        private final Instant typed;

        /** Whether the server may have it already, from this connection or from an earlier one. */
        boolean sent;

        /** Whether it is under way on this connection. */
        boolean underway;

        /** Whether the user was told that it is not safe yet. */
        boolean told;

        private Item(Message message, String label, Instant typed) {
            this.message = message;
            this.label = label;
            this.typed = typed;
        }

        /** The bare message, without tags. */
        Message message() {
            return message;
        }

        /** What it is called between this program and the server, both as a label and as a nonce. */
        String label() {
            return label;
        }

        Instant typed() {
            return typed;
        }

        String target() {
            return message.paramOrEmpty(0);
        }

        /** The message with what else there is to know of it, to be kept in a file. */
        Message record() {
            Map<String, String> tags = new LinkedHashMap<>();
            tags.put(Message.LABEL, label);
            tags.put(TIME, ServerTime.format(typed));
            if (sent) {
                tags.put(SENT, "");
            }
            return new Message(tags, null, message.command(), message.params());
        }

        /** From a record; null if it is none. */
        static @Nullable Item of(Message record) {
            String label = record.tags().getOrDefault(Message.LABEL, "");
            Instant typed = ServerTime.parse(record.tags().getOrDefault(TIME, ""));
            if (label.isEmpty()
                    || typed == null
                    || !record.command().equals("PRIVMSG")
                    || record.params().size() != 2) {
                return null;
            }
            Item item = new Item(new Message(Map.of(), null, record.command(), record.params()), label, typed);
            item.sent = record.tags().containsKey(SENT);
            return item;
        }

        private int bytes() {
            return Utf8.length(message.trailing());
        }
    }

    /** Adds a message that is to be sent; empty if there are too many already. */
    Optional<Item> add(Message message, Instant now) {
        Item item = new Item(message, Requests.newLabel(), now);
        return add(item) ? Optional.of(item) : Optional.empty();
    }

    /** Adds a message from an earlier run; false if there are too many already. */
    boolean add(Item item) {
        if (items.size() >= MAX_MESSAGES || bytes + item.bytes() > MAX_BYTES) {
            return false;
        }
        bytes += item.bytes();
        return items.add(item);
    }

    void remove(Item item) {
        if (items.remove(item)) {
            bytes -= item.bytes();
        }
    }

    /** All messages, the earliest first. */
    List<Item> items() {
        return List.copyOf(items);
    }

    /** What has a label, if it is a message that is here. */
    Optional<Item> labelled(String label) {
        return first(item -> item.label.equals(label));
    }

    /** What the server has relayed, where it does not tell by a label. It may be from another device of the user. */
    Optional<Item> echoed(Message echo) {
        String text = echo.trailing();
        return first(item -> isUnderwayTo(item, echo.paramOrEmpty(0))
                && item.message.trailing().equals(text));
    }

    /** What the server has refused, where it does not tell by a label. */
    Optional<Item> refused(String target) {
        return first(item -> isUnderwayTo(item, target));
    }

    private static boolean isUnderwayTo(Item item, String target) {
        return item.underway && Names.same(item.target(), target);
    }

    private Optional<Item> first(Predicate<Item> condition) {
        return items.stream().filter(condition).findFirst();
    }
}
