package io.securechat.client;

import io.securechat.Problem;
import io.securechat.client.Batches.Batch;
import io.securechat.client.Outbox.Item;
import io.securechat.client.Speech.Way;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gets what the user says to the server, each message once, and tells what becomes of it. A message stays in the outbox until
 * the server has confirmed or refused it; one to a room goes out when the user is in that room.
 */
final class Dispatch {
    /** After this time without a confirmation the user is told that a message is on its way. */
    private static final Duration SOON = Duration.ofMillis(500);

    /** Confirmed messages leave the file a little later, together. */
    private static final Duration BRIEFLY = Duration.ofMillis(200);

    /** What is older is not sent without being said again: who reads it would take it for an answer to something else. */
    private static final Duration FRESH = Duration.ofDays(1);

    /** A line has room for so much text however long names are. */
    private static final int LEAST_ROOM = 64;

    private final Outbox outbox = new Outbox();
    private final Set<String> rooms = new HashSet<>();
    private final Conversation chat;
    private final Consumer<Message> connection;
    private final Later later;
    private final Consumer<Event> screen;
    private final boolean telling;

    private Store store = Store.NOWHERE;
    /** Those of the last connection, where there is none at present. */
    private Features features = Features.NONE;

    private boolean connected;
    /** What waits for a connection, and the user is to be told of when it is safe that it will not be forgotten. */
    private final List<Item> kept = new ArrayList<>();

    private boolean changed;
    private boolean saving;
    private int waiting;
    private int failed;

    /** Where messages survive the end of the program. */
    interface Store extends AutoCloseable {
        Store NOWHERE = new Store() {};

        /**
         * What was there at the beginning.
         *
         * @throws Problem if it cannot be read
         */
        default List<Message> read() {
            return List.of();
        }

        /**
         * Replaces what is there.
         *
         * @throws Problem if it cannot be written
         */
        default void write(List<Message> messages) {}

        @Override
        default void close() {}
    }

    /**
     * Sends nothing yet.
     *
     * @param telling whether the user is told of messages that are on their way for long
     */
    Dispatch(Conversation chat, Consumer<Message> connection, Later later, Consumer<Event> screen, boolean telling) {
        this.chat = chat;
        this.connection = connection;
        this.later = later;
        this.screen = screen;
        this.telling = telling;
    }

    /** Keeps messages in a store from now on, and sends those that are there. */
    void use(Store opened) {
        store = opened;
        try {
            List<Message> left = opened.read();
            left.forEach(this::takeUp);
        } catch (Problem e) {
            warn(e);
        }
    }

    private void takeUp(Message record) {
        Item item = Item.of(record);
        if (item != null && outbox.add(item) && isFresh(item)) {
            tell(item);
        }
    }

    private boolean isFresh(Item item) {
        return item.typed().isAfter(chat.now().minus(FRESH));
    }

    /** The server has welcomed the user. */
    void connected(Features offered) {
        features = offered;
        connected = true;
        for (Item item : outbox.items()) {
            if (!isFresh(item)) {
                fail(item, "typed more than a day ago, and not sent; say it again if it still matters");
            } else if (item.sent && !features.nonces()) {
                fail(item, "perhaps not delivered, for the connection was lost");
            }
        }
    }

    /** The user has come into a room. */
    void entered(String room) {
        rooms.add(Names.fold(room));
    }

    void left(String room) {
        rooms.remove(Names.fold(room));
    }

    /** The connection is lost. What a server can tell from a new message waits for the next one; the rest may have arrived. */
    void lost() {
        connected = false;
        rooms.clear();
        for (Item item : outbox.items()) {
            if (item.underway && !features.nonces()) {
                fail(item, "perhaps not delivered, for the connection was lost");
            } else {
                item.underway = false;
                tell(item);
            }
        }
    }

    /** Takes a message that is to be sent, with the next {@link #post}. */
    void say(Message message) {
        changed = true;
        outbox.add(message, chat.now()).ifPresentOrElse(this::taken, () -> {
            failed++;
            screen.accept(undelivered(message, "too many messages are waiting", ""));
        });
    }

    private void taken(Item item) {
        if (connected) {
            later.in(SOON, () -> tell(item));
        } else {
            kept.add(item);
        }
    }

    /** Sends what can be sent, after it is safe that it will not be forgotten. */
    void post() {
        List<Item> ready = outbox.items().stream().filter(this::isReady).toList();
        ready.forEach(item -> item.sent = true);
        if (changed || !ready.isEmpty()) {
            save();
        }
        kept.forEach(this::tell); // not before: what is shown as waiting must survive the end of the program
        kept.clear();
        for (Item item : ready) {
            item.underway = true;
            send(item);
        }
    }

    private boolean isReady(Item item) {
        return connected
                && !item.underway
                && (!Names.isChannelLike(item.target()) || rooms.contains(Names.fold(item.target())));
    }

    private void send(Item item) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (features.labels()) {
            tags.put("label", item.label());
        }
        if (features.nonces()) {
            tags.put(Capability.NONCE.wireName(), item.label());
        }
        Message message = item.message();
        List<Message> lines =
                LongMessage.split(new Message(tags, null, message.command(), message.params()), room(item.target()));
        if (lines.size() > 1 && !features.multiline().allow(Utf8.length(message.trailing()), lines.size() - 2)) {
            fail(item, "too long for one message to this server");
            return;
        }
        lines.forEach(connection);
        if (!features.echoes() && !features.labels()) {
            safe(item);
            chat.received(chat.asMine(message)).forEach(screen);
        }
    }

    /** Bytes of a message that fit into one line, as the server will relay it. */
    int room(String target) {
        return Math.max(
                LEAST_ROOM, Message.MAX_BODY - chat.relayedSource() - Utf8.length("PRIVMSG " + target + " :\r\n"));
    }

    /** How large messages of several lines may be at present. */
    MultilineLimits multiline() {
        return features.multiline();
    }

    /**
     * Takes what the server says to a message; false if it says it to something else.
     *
     * @param lines are given what else the user is to see of it
     */
    boolean answered(Batch answer, Consumer<Message> lines) {
        Item item = outbox.labelled(answer.label()).orElse(null);
        if (item == null || answer.label().isEmpty()) {
            return false;
        }
        boolean echoed = false;
        for (Message line : answer.lines()) {
            boolean echo = line.command().equals("PRIVMSG") && chat.isMe(line.nick());
            if (Replies.isRefusal(line)) {
                refused(item, line);
            } else if (echo && !echoed) {
                safe(item);
                echoed = true;
                chat.received(line, Way.SAFE).forEach(screen);
            } else {
                lines.accept(line);
            }
        }
        if (outbox.items().contains(item)) {
            safe(item); // there is no echo, but no refusal either
            chat.received(chat.asMine(item.message()), Way.SAFE).forEach(screen);
        }
        return true;
    }

    /** The server relays something that the user has said, without a label: perhaps what waits for that. */
    void echoed(Message echo) {
        if (!features.labels()) {
            outbox.echoed(echo).ifPresent(this::safe);
        }
    }

    /** The server refuses something, without a label; false if that is no message. */
    boolean refused(Message refusal) {
        if (features.labels() || !Replies.isRefusal(refusal)) {
            return false;
        }
        Item item = outbox.refused(refusal.paramOrEmpty(1)).orElse(null);
        if (item != null) {
            refused(item, refusal);
        }
        return item != null;
    }

    /** Takes back the last message to a place where the server does not have it yet; false if there is no such message. */
    boolean withdraw(String target) {
        Item last = null;
        for (Item item : outbox.items()) {
            last = Names.same(item.target(), target) ? item : last;
        }
        if (last == null) {
            return false;
        } else if (last.sent) {
            screen.accept(chat.failed("your last message is on its way", "it can be taken back when it has arrived"));
        } else {
            outbox.remove(last);
            save();
            count();
            screen.accept(chat.info("your message was taken back before it was sent"));
        }
        return true;
    }

    private void refused(Item item, Message refusal) {
        String reason = chat.received(refusal).stream()
                .filter(event -> event instanceof Event.Failed)
                .map(event -> ((Event.Failed) event).text())
                .findFirst()
                .orElse(refusal.trailing());
        fail(item, reason);
    }

    /** The user shall know that a message is not safe yet. */
    private void tell(Item item) {
        if (telling && !item.told && outbox.items().contains(item)) {
            item.told = true;
            count();
            screen.accept(new Event.Sending(
                    chat.now(), chat.place(item.target()), item.message().trailing(), item.label()));
        }
    }

    private void safe(Item item) {
        outbox.remove(item);
        saveSoon();
        count();
    }

    private void fail(Item item, String reason) {
        failed++;
        outbox.remove(item);
        saveSoon();
        count();
        screen.accept(undelivered(item.message(), reason, item.label()));
    }

    private Event undelivered(Message message, String reason, String label) {
        return new Event.Undelivered(
                chat.now(), chat.place(message.paramOrEmpty(0)), message.trailing(), reason, label);
    }

    /** Tells how many wait; before the line that explains it, with which a terminal draws its prompt anew. */
    private void count() {
        int told = (int) outbox.items().stream().filter(item -> item.told).count();
        if (told != waiting) {
            waiting = told;
            screen.accept(new Event.Waiting(chat.now(), told));
        }
    }

    private void saveSoon() {
        if (!saving) {
            saving = true;
            later.in(BRIEFLY, this::save);
        }
    }

    private void save() {
        saving = false;
        changed = false;
        try {
            store.write(outbox.items().stream().map(Item::record).toList());
        } catch (Problem e) {
            store.close();
            store = Store.NOWHERE;
            warn(e);
        }
    }

    /** Tells the user which rooms they must go into so that what they have said there can be sent. */
    void remind() {
        outbox.items().stream()
                .map(Item::target)
                .filter(target -> Names.isChannelLike(target) && !rooms.contains(Names.fold(target)))
                .distinct()
                .forEach(room -> screen.accept(
                        chat.info("what you have said in " + room + " waits until you are there: /join " + room)));
    }

    void warn(Problem e) {
        screen.accept(chat.warned(String.valueOf(e.getMessage()), e.hint()));
    }

    /** How many messages were not confirmed, now or ever. */
    int undelivered() {
        return failed + outbox.items().size();
    }

    /** The user leaves: what is still here goes out another time, or never. */
    void close() {
        int left = outbox.items().size();
        if (telling && left > 0) {
            screen.accept(chat.warned(
                    left == 1 ? "one message of yours is not sent" : left + " messages of yours are not sent",
                    store == Store.NOWHERE ? "nothing keeps them" : "they are when you join again within a day"));
        }
        save();
        store.close();
        store = Store.NOWHERE;
    }
}
