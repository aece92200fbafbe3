package io.securechat.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Attacks of one malicious client. Each row limits its connections, and its {@link Assault} limits its time. */
enum Attack {
    /** Messages at the highest possible rate from all connections that one person may have. */
    FLOOD(assault -> flood(assault, assault.members(100))),

    /** The same from guests, who share a certificate. */
    GUEST_FLOOD(assault -> flood(assault, assault.guests(100))),

    /** WHO for all users, without reading the answers. */
    WHO(assault -> {
        List<Stranger> guests = assault.guests(700);
        guests.forEach(Stranger::stopReading);
        assault.repeat(guests, 200, guest -> guest.say("WHO *\r\n".repeat(20)));
    }),

    /** Repeated renaming of a full room. */
    RENAME(assault -> {
        String[] name = {"#renamed"};
        Stranger founder = assault.members(1).get(0);
        founder.say("JOIN " + name[0] + "\r\n");
        assault.guests(300).forEach(guest -> guest.say("JOIN " + name[0] + "\r\n"));
        int[] number = {0};
        assault.repeat(List.of(founder), 200, by -> {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                String next = "#renamed" + number[0]++;
                lines.append("RENAME ").append(name[0]).append(' ').append(next).append("\r\n");
                name[0] = next;
            }
            by.say(lines.toString());
        });
    }),

    /** TCP connections that never begin a TLS handshake, or never continue it. */
    HALF_OPEN(assault -> {
        byte[] recordHeader = {22, 3, 1, 2, 0, 1};
        for (int i = 0; assault.goesOn(); i++) {
            assault.touch(i % 2 == 0 ? new byte[0] : recordHeader);
        }
    }),

    /** TCP connections that send something other than TLS, one after the other. */
    GARBAGE(assault -> {
        while (assault.goesOn()) {
            assault.touch("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        }
    }),

    /** Guesses of the operators' password. */
    OPER(assault -> assault.repeat(assault.members(10), 50, guesser -> guesser.say("OPER boss guess\r\n".repeat(20)))),

    /** Searches for a text that every message contains. */
    SEARCH(assault ->
            assault.repeat(assault.members(10), 50, one -> one.say("SEARCH from=says1;text=a\r\n".repeat(5)))),

    /** Rooms that are created and left. */
    ROOMS(assault -> {
        int[] number = {0};
        assault.repeat(assault.members(5), 20, one -> {
            String rooms =
                    IntStream.range(0, 40).mapToObj(i -> "#made" + number[0]++).collect(Collectors.joining(","));
            one.say("JOIN " + rooms + "\r\nPART " + rooms + "\r\n");
        });
    }),

    /** Everything that a client can make the server remember. */
    FILL(assault -> {
        int[] number = {0};
        assault.repeat(assault.members(5), 20, one -> {
            int n = number[0]++;
            one.say("MONITOR + m" + n + "\r\nMARKREAD n" + n + " timestamp=2030-01-01T00:00:00.000Z\r\n"
                    + "METADATA * SET k" + n + " :" + "v".repeat(300) + "\r\nMETADATA * SUB k" + n + "\r\n"
                    + "JOIN #kept" + n + "\r\nMODE #kept" + n + " +b m" + n + "!*@*\r\n");
        });
    }),

    /** Requests for history, without reading the answers. */
    HISTORY(assault -> {
        List<Stranger> readers = assault.members(50);
        readers.forEach(Stranger::stopReading);
        assault.repeat(readers, 100, one -> one.say("CHATHISTORY LATEST #lobby * 100\r\n".repeat(5)));
    }),

    /** Guests who connect and disconnect, each under another nick. */
    CHURN(assault -> {
        while (assault.goesOn()) {
            assault.guests(32).forEach(Stranger::leave);
        }
    });

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
    private final Consumer<Assault> play;

    Attack(Consumer<Assault> play) {
        this.play = play;
    }

    void run(Assault assault) {
        play.accept(assault);
    }

    private static void flood(Assault assault, List<Stranger> who) {
        who.forEach(one -> one.say("JOIN #flood\r\n"));
        String lines = "PRIVMSG #flood :all work and no play makes a dull attack\r\n".repeat(40);
        assault.repeat(who, 50, one -> one.say(lines));
    }

    /** The name in options and results. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
