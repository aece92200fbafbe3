package io.securechat.client.request;

import io.securechat.client.request.Batches.Batch;
import io.securechat.client.thread.Scheduler;
import io.securechat.irc.Message;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Requests to the server, and the callbacks for their answers, matched by label (IRCv3 labeled-response). */
public final class Requests {
    /** Time without an answer after which a request has failed. It may be queued behind messages that the server throttles. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Time after which nothing else waits for an answer. */
    public static final Duration LATE = Duration.ofSeconds(30);

    private static final int LABEL_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Consumer<Batch>> open = new HashMap<>();
    private final Consumer<Message> connection;
    private final Scheduler scheduler;

    public Requests(Consumer<Message> connection, Scheduler scheduler) {
        this.connection = connection;
        this.scheduler = scheduler;
    }

    /** Returns a label that is unique across programs. */
    public static String newLabel() {
        byte[] random = new byte[LABEL_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * Sends a request.
     *
     * @param answer receives the answer, or {@link Batch#NONE} if there is none in time; it is not called after the connection
     *     is lost
     */
    public void ask(Message request, Consumer<Batch> answer) {
        send(request, answer);
    }

    private String send(Message request, Consumer<Batch> answer) {
        String label = newLabel();
        open.put(label, answer);
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        tags.put(Message.LABEL, label);
        connection.accept(new Message(tags, null, request.command(), request.params()));
        scheduler.schedule(PATIENCE, () -> answer(label, Batch.NONE));
        return label;
    }

    /**
     * Sends a request whose answer delays other things.
     *
     * @param late runs if there is no answer within {@link #LATE}; the answer may still come
     */
    public void ask(Message request, Consumer<Batch> answer, Runnable late) {
        String label = send(request, answer);
        scheduler.schedule(LATE, () -> {
            if (open.containsKey(label)) {
                late.run();
            }
        });
    }

    /** Passes an answer to its callback. Returns false if the batch answers no request. */
    public boolean answered(Batch batch) {
        return !batch.label().isEmpty() && answer(batch.label(), batch);
    }

    private boolean answer(String label, Batch batch) {
        Consumer<Batch> answer = open.remove(label);
        if (answer != null) {
            answer.accept(batch);
        }
        return answer != null;
    }

    /** Drops all requests: the connection is lost. */
    public void clear() {
        open.clear();
    }
}
