package io.securechat.cli.control;

import io.securechat.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The answer of {@link StatusCommand} as a screen for people. */
public final class StatusScreen {
    /** Sessions that fit on one screen with the rest. */
    public static final int SESSIONS = 20;

    private static final List<String> HEADER =
            List.of("NICK", "ACCOUNT", "ADDRESS", "CONNECTED", "IDLE", "QUEUE", "LINES", "ROOMS", "ID");

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private final List<ControlClient.Line> lines;

    public StatusScreen(List<ControlClient.Line> lines) {
        this.lines = lines;
    }

    /**
     * Shows the screen.
     *
     * @param most sessions, at most
     * @param out receives the lines
     */
    public void show(int most, Consumer<String> out) {
        Consumer<String> safe = line -> out.accept(SafeText.printable(line));
        of("server").forEach(server -> server(server, safe));
        of("journal").forEach(journal -> journal(journal, safe));
        of("log")
                .forEach(log -> safe.accept("log           level " + log.text("level") + ", "
                        + count(log, "dropped", "line") + " dropped"));
        certificates(safe);
        sessions(most, safe);
    }

    private static void server(ControlClient.Line server, Consumer<String> out) {
        out.accept("server        " + server.text("name") + ", " + server.text("version") + ", process "
                + server.text("pid") + ", up " + age(server.number("up")) + ", on " + server.text("host") + " port "
                + server.text("port"));
        long handshakes = Math.max(0, server.number("connections") - server.number("sessions"));
        out.accept("connections   " + count(server, "sessions", "session") + " of " + count(server, "users", "user")
                + ", " + count(server, "operators", "operator") + ", " + count(server, "rooms", "room")
                + (handshakes == 0 ? "" : ", " + handshakes + " in a handshake or closing"));
    }

    private static void journal(ControlClient.Line journal, Consumer<String> out) {
        out.accept("journal       " + store(journal));
        String writable = Boolean.TRUE.equals(journal.fields().get("writable")) ? "" : "NOT WRITABLE, ";
        out.accept("              " + writable + journal.text("waiting") + " waiting to be stored, "
                + journal.text("refused") + " refused since the start"
                + (journal.number("unindexed") == 0 ? "" : ", " + journal.text("unindexed") + " not indexed yet"));
    }

    private static String store(ControlClient.Line journal) {
        String since = journal.text("since");
        String messages = journal.text("uri") + " has " + count(journal, "messages", "message")
                + (since.isEmpty() ? "" : " since " + day(since));
        if (journal.fields().containsKey("missing")) {
            return messages + ", BUT ITS FILE IS MISSING";
        }
        return journal.fields().containsKey("bytes")
                ? messages + ", " + size(journal.number("bytes")) + ", " + size(journal.number("free"))
                        + " free on disk"
                : messages;
    }

    /** All that expire soon, or else the next one to expire. */
    private void certificates(Consumer<String> out) {
        List<String> ends = new ArrayList<>();
        List<ControlClient.Line> all = of("certificate").toList();
        all.stream()
                .filter(StatusScreen::isSoon)
                .forEach(end -> ends.add(end.text("what") + ends(end) + "; " + end.text("remedy")));
        if (ends.isEmpty()) {
            all.stream()
                    .findFirst()
                    .ifPresent(first -> ends.add("the next to expire: " + first.text("what") + ends(first)));
        }
        of("session")
                .filter(StatusScreen::isSoon)
                .map(session -> "certificate " + session.text("subject") + ends(session))
                .distinct()
                .forEach(ends::add);
        for (String end : ends) {
            out.accept("certificates  " + end);
        }
    }

    private void sessions(int most, Consumer<String> out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        of("session")
                .sorted(Comparator.comparingLong((ControlClient.Line session) -> -session.number("sendQueue"))
                        .thenComparing(session -> session.text("nick")))
                .limit(most)
                .map(StatusScreen::row)
                .forEach(rows::add);
        if (rows.size() == 1) {
            return;
        }
        int[] widths = IntStream.range(0, HEADER.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        out.accept("");
        for (List<String> row : rows) {
            out.accept(IntStream.range(0, row.size())
                    .mapToObj(column -> row.get(column)
                            + " ".repeat(widths[column] - row.get(column).length()))
                    .collect(Collectors.joining("  "))
                    .stripTrailing());
        }
        long hidden = of("session").count() - (rows.size() - 1);
        if (hidden > 0) {
            out.accept("and " + hidden + " more: --all shows all of them");
        }
    }

    private static List<String> row(ControlClient.Line session) {
        boolean registered = Boolean.TRUE.equals(session.fields().get("registered"));
        boolean operator = Boolean.TRUE.equals(session.fields().get("operator"));
        String guest = registered ? "(guest)" : "(not registered)";
        return List.of(
                session.text("nick") + (operator ? " (operator)" : ""),
                session.fields().containsKey("account") ? session.text("account") : guest,
                session.text("address"),
                age(session.number("connected")),
                age(session.number("idle")),
                size(session.number("sendQueue")),
                session.text("lines"),
                session.text("rooms"),
                session.text("connection"));
    }

    private Stream<ControlClient.Line> of(String type) {
        return lines.stream().filter(line -> line.text(StatusCommand.TYPE).equals(type));
    }

    private static boolean isSoon(ControlClient.Line line) {
        return Boolean.TRUE.equals(line.fields().get("soon"));
    }

    private static String ends(ControlClient.Line line) {
        return " expires " + day(line.text("until"));
    }

    private static String day(String instant) {
        return instant.substring(0, Math.min(instant.length(), "2026-01-01".length()));
    }

    private static String count(ControlClient.Line line, String field, String noun) {
        long number = line.number(field);
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** Returns a time in its largest unit. */
    static String age(long seconds) {
        if (seconds < 2 * MINUTE) {
            return seconds + " s";
        } else if (seconds < 2 * HOUR) {
            return seconds / MINUTE + " min";
        }
        return seconds < 2 * DAY ? seconds / HOUR + " h" : seconds / DAY + " d";
    }

    /** Returns a number of bytes in its largest unit. */
    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit > 0 && size < 10 ? "%.1f %s" : "%.0f %s", size, UNITS[unit]);
    }
}
