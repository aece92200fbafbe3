package io.securechat.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What one ill-willed client may do to a server. Each row is bounded in connections by itself, and in time by its {@link Assault}. */
enum Attack {
    /** One person with as many connections as are let in says as much as possible. */
    FLOOD(assault -> flood(assault, assault.members(100))),

    /** The same with the certificate that all guests share. */
    GUEST_FLOOD(assault -> flood(assault, assault.guests(100))),

    /** Connections that ask for everybody, and do not read the answers. */
    WHO(assault -> {
        List<Stranger> guests = assault.guests(700);
        guests.forEach(Stranger::stopReading);
        assault.repeat(guests, 200, guest -> guest.say("WHO *\r\n".repeat(20)));
    }),

    /** A room full of people gets another name again and again. */
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

    /** TCP connections that never begin with TLS, or never go on with it. */
    HALF_OPEN(assault -> {
        byte[] recordHeader = {22, 3, 1, 2, 0, 1};
        for (int i = 0; assault.goesOn(); i++) {
            assault.touch(i % 2 == 0 ? new byte[0] : recordHeader);
        }
    }),

    /** TCP connections that begin with something else than TLS, one after the other. */
    GARBAGE(assault -> {
        while (assault.goesOn()) {
            assault.touch("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        }
    }),

    /** Guesses at the operators' password. */
    OPER(assault -> assault.repeat(assault.members(10), 50, guesser -> guesser.say("OPER boss guess\r\n".repeat(20)))),

    /** Searches for what is everywhere. */
    SEARCH(assault ->
            assault.repeat(assault.members(10), 50, one -> one.say("SEARCH from=says1;text=a\r\n".repeat(5)))),

    /** Rooms that are made and left. */
    ROOMS(assault -> {
        int[] number = {0};
        assault.repeat(assault.members(5), 20, one -> {
            String rooms =
                    IntStream.range(0, 40).mapToObj(i -> "#made" + number[0]++).collect(Collectors.joining(","));
            one.say("JOIN " + rooms + "\r\nPART " + rooms + "\r\n");
        });
    }),

    /** Whatever a client can have remembered. */
    FILL(assault -> {
        int[] number = {0};
        assault.repeat(assault.members(5), 20, one -> {
            int n = number[0]++;
            one.say("MONITOR + m" + n + "\r\nMARKREAD n" + n + " timestamp=2030-01-01T00:00:00.000Z\r\n"
                    + "METADATA * SET k" + n + " :" + "v".repeat(300) + "\r\nMETADATA * SUB k" + n + "\r\n"
                    + "JOIN #kept" + n + "\r\nMODE #kept" + n + " +b m" + n + "!*@*\r\n");
        });
    }),

    /** Old messages for those who do not read them. */
    HISTORY(assault -> {
        List<Stranger> readers = assault.members(50);
        readers.forEach(Stranger::stopReading);
        assault.repeat(readers, 100, one -> one.say("CHATHISTORY LATEST #lobby * 100\r\n".repeat(5)));
    }),

    /** Guests who come and go, each with another nick. */
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

    /** Its name in options and results. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
