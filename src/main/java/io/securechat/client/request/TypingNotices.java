package io.securechat.client.request;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Notices that the user is writing (IRCv3 typing): one at the first letter, and further ones at most every 3 s. */
public final class TypingNotices {
    static final long INTERVAL = TimeUnit.SECONDS.toNanos(3);

    private final Consumer<Message> connection;
    private final LongSupplier nanoTime;
    private String place = "";
    private long last;

    public TypingNotices(Consumer<Message> connection, LongSupplier nanoTime) {
        this.connection = connection;
        this.nanoTime = nanoTime;
    }

    /**
     * The user has changed the text that they write.
     *
     * @param target the room or user that it goes to
     * @param text so far; a command is nobody's business
     */
    public void writing(String target, String text) {
        boolean same = Names.same(place, target);
        if (!same || text.isBlank()) {
            stop();
        }
        if (!text.isBlank() && !text.startsWith("/")) {
            long now = nanoTime.getAsLong();
            if (place.isEmpty() || now - last >= INTERVAL) {
                place = target;
                last = now;
                connection.accept(TaggedMessages.typing(target, "active"));
            }
        }
    }

    /** Tells the last place that the text will not come. */
    private void stop() {
        if (!place.isEmpty()) {
            connection.accept(TaggedMessages.typing(place, "done"));
            place = "";
        }
    }

    /** The text was sent to a place, which says as much as a notice. */
    public void sent(String target) {
        if (Names.same(place, target)) {
            place = "";
        }
    }

    public void connectionLost() {
        place = "";
    }
}
