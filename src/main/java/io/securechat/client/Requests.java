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
        String label = newLabel();
        open.put(label, answer);
        connection.accept(new Message(Map.of("label", label), null, question.command(), question.params()));
        later.in(PATIENCE, () -> answer(label, Batch.NONE));
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
