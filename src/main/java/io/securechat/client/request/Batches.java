package io.securechat.client.request;

import io.securechat.Problem;
import io.securechat.client.connection.Connection;
import io.securechat.client.conversation.Replies;
import io.securechat.irc.Message;
import io.securechat.irc.Multiline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The open batches of a connection (IRCv3 batch), which are collected until they are complete. */
public final class Batches {
    private static final int MAX_OPEN = 100;

    /** Characters that open batches may have together; more than the largest page of history of our server. */
    private static final int MAX_CHARS = 16 << 20;

    private final Map<String, Open> open = new HashMap<>();
    private int chars;

    /**
     * A single line, or all lines of a batch and of the batches in it. A message of several lines counts as one.
     *
     * @param type of the batch, empty for a single line
     * @param label of the request it answers, or empty
     */
    public record Batch(String type, String label, List<Message> lines) {
        /** The absence of an answer. */
        static final Batch NONE = new Batch("", "", List.of());

        public boolean isNone() {
            return lines.isEmpty() && type.isEmpty();
        }

        /** Returns whether the server refuses the request, or does not answer. */
        public boolean isRefused() {
            return isNone() || lines.stream().anyMatch(Replies::isRefusal);
        }

        /** The identifier of the first message with one, or empty. */
        public String firstId() {
            return lines.stream()
                    .map(Batch::id)
                    .filter(id -> !id.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        /** The identifier of the last message, or empty. */
        public String lastId() {
            return lines.isEmpty() ? "" : id(lines.get(lines.size() - 1));
        }

        private static String id(Message line) {
            return line.tags().getOrDefault("msgid", "");
        }

        static Batch of(Message line) {
            return new Batch("", line.tags().getOrDefault("label", ""), List.of(line));
        }
    }

    /** An open batch. */
    private static final class Open {
        private final Message start;
        private final List<Message> lines = new ArrayList<>();
        private int chars;

        /** True if no line has come since the last call of {@link Batches#overdue}. */
        private boolean silent;

        Open(Message start) {
            this.start = start;
        }

        String outer() {
            return start.tags().getOrDefault("batch", "");
        }

        String type() {
            return start.paramOrEmpty(1);
        }
    }

    /**
     * Takes the next line from the server.
     *
     * @return the batch that is complete with it
     * @throws Problem if the open batches exceed their limits
     */
    public Optional<Batch> add(Message m) {
        Open in = open.get(m.tags().getOrDefault("batch", ""));
        String reference = m.command().equals("BATCH") ? m.paramOrEmpty(0) : "";
        if (reference.startsWith("+") && reference.length() > 1) {
            open.put(reference.substring(1), new Open(m));
            makeSure(open.size() <= MAX_OPEN);
            return Optional.empty();
        } else if (reference.startsWith("-")) {
            return Optional.ofNullable(open.remove(reference.substring(1))).flatMap(this::completed);
        } else if (in == null) {
            return Optional.of(Batch.of(m));
        }
        add(in, m);
        return Optional.empty();
    }

    private void add(Open batch, Message line) {
        int size = Connection.memory(line);
        batch.silent = false;
        batch.lines.add(line);
        batch.chars += size;
        chars += size;
        makeSure(chars <= MAX_CHARS);
    }

    public boolean isEmpty() {
        return open.isEmpty();
    }

    /**
     * Closes batches that have received no line since the last call.
     *
     * @return their lines, without a label: a part of an answer does not count as one
     */
    public List<Batch> overdue() {
        List<Batch> broken = new ArrayList<>();
        for (Map.Entry<String, Open> entry : Map.copyOf(open).entrySet()) {
            Open batch = entry.getValue();
            boolean outer =
                    open.values().stream().anyMatch(inner -> inner.outer().equals(entry.getKey()));
            if (batch.silent && !outer) {
                open.remove(entry.getKey());
                completed(batch)
                        .map(whole -> new Batch(whole.type(), "", whole.lines()))
                        .ifPresent(broken::add);
            }
            batch.silent = true;
        }
        return broken;
    }

    private Optional<Batch> completed(Open batch) {
        chars -= batch.chars;
        boolean multiline = batch.type().equals(Multiline.BATCH_TYPE);
        if (multiline && batch.lines.isEmpty()) {
            return Optional.empty();
        }
        List<Message> lines = multiline ? List.of(LongMessage.join(batch.start, batch.lines)) : batch.lines;
        @Nullable Open outer = open.get(batch.outer());
        if (outer != null) {
            lines.forEach(line -> add(outer, line));
            return Optional.empty();
        }
        String label = batch.start.tags().getOrDefault("label", "");
        return Optional.of(multiline ? Batch.of(lines.get(0)) : new Batch(batch.type(), label, List.copyOf(lines)));
    }

    private static void makeSure(boolean fits) {
        if (!fits) {
            throw new Problem(
                    "the server sends too much at once", "tell its operator; unsent messages are kept for a day");
        }
    }

    /** Drops all open batches: the connection is closed. */
    public void clear() {
        open.clear();
        chars = 0;
    }
}
