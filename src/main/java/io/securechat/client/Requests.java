package io.securechat.client;

import io.securechat.client.Batches.Batch;
import io.securechat.irc.Message;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What the server is asked, and whom the answer is for: it is known by its label (IRCv3 labeled-response). */
final class Requests {
    /** The question may stand behind much that the user has said, which a server takes slowly. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What waits for an answer waits no longer than this. */
    static final Duration SOON = Duration.ofSeconds(30);

    private static final int LABEL_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Consumer<Batch>> open = new HashMap<>();
    private final Consumer<Message> connection;
    private final Later later;

    Requests(Consumer<Message> connection, Later later) {
        this.connection = connection;
        this.later = later;
    }

    /** A label that nothing else has, in this program or in another one. */
    static String newLabel() {
        byte[] random = new byte[LABEL_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * Sends a question.
     *
     * @param answer is given what the server says to it, {@link Batch#NONE} if that is nothing for too long; it is not called
     *     when the connection is lost meanwhile
     */
    void ask(Message question, Consumer<Batch> answer) {
        send(question, answer);
    }

    private String send(Message question, Consumer<Batch> answer) {
        String label = newLabel();
        open.put(label, answer);
        connection.accept(new Message(Map.of("label", label), null, question.command(), question.params()));
        later.in(PATIENCE, () -> answer(label, Batch.NONE));
        return label;
    }

    /**
     * The same, for an answer that other things wait for.
     *
     * @param late is run when the answer has not come {@link #SOON}; it may still come
     */
    void ask(Message question, Consumer<Batch> answer, Runnable late) {
        String label = send(question, answer);
        later.in(SOON, () -> {
            if (open.containsKey(label)) {
                late.run();
            }
        });
    }

    /** Hands an answer to whom it is for; false if it is none. */
    boolean answered(Batch batch) {
        return !batch.label().isEmpty() && answer(batch.label(), batch);
    }

    private boolean answer(String label, Batch batch) {
        Consumer<Batch> answer = open.remove(label);
        if (answer != null) {
            answer.accept(batch);
        }
        return answer != null;
    }

    /** Nothing that was asked will be answered any more. */
    void clear() {
        open.clear();
    }
}
