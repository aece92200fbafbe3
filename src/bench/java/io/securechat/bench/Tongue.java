package io.securechat.bench;

import org.jspecify.annotations.Nullable;

/** Protocols of the servers, as far as clients of the benchmark need them. */
enum Tongue {
    IRC {
        @Override
        String greeting(String name, @Nullable String capabilities) {
            String nick = "NICK " + name + "\r\nUSER " + name + " 0 * :benchmark\r\n";
            return capabilities == null ? nick : "CAP REQ :" + capabilities + "\r\n" + nick + "CAP END\r\n";
        }

        @Override
        Step step(String line) {
            if (line.startsWith("PING ")) {
                return new Step(State.UNCHANGED, "PONG " + line.substring(5) + "\r\n");
            }
            return switch (command(line)) {
                case "001" -> new Step(State.WELCOME, "JOIN " + ROOM + "\r\n");
                case "366" -> new Step(State.JOINED, "");
                case "ERROR" -> new Step(State.REFUSED, "");
                case "CAP" -> new Step(line.contains(" NAK ") ? State.REFUSED : State.UNCHANGED, "");
                default -> NOTHING;
            };
        }

        @Override
        String prefix() {
            return "PRIVMSG " + ROOM + " :";
        }
    },

    NAIVE {
        @Override
        String greeting(String name, @Nullable String capabilities) {
            return name + "\r\n";
        }

        @Override
        Step step(String line) {
            return line.startsWith(WELCOME) ? new Step(State.JOINED, "") : NOTHING;
        }

        @Override
        String prefix() {
            return "";
        }
    };

    static final String WELCOME = "Welcome, ";
    private static final String ROOM = "#bench";
    private static final Step NOTHING = new Step(State.UNCHANGED, "");

    /** The progress of a client. */
    enum State {
        UNCHANGED,
        WELCOME,
        JOINED,
        REFUSED
    }

    /** The meaning of a line, and the answer to it, which may be empty. */
    record Step(State state, String answer) {}

    /** Returns the first lines of a client. */
    abstract String greeting(String name, @Nullable String capabilities);

    /** Interprets a line that is not a message. */
    abstract Step step(String line);

    /** Returns the beginning of the line of a message. */
    abstract String prefix();

    private static String command(String line) {
        int start = line.startsWith(":") ? line.indexOf(' ') + 1 : 0;
        int end = line.indexOf(' ', start);
        return line.substring(start, end < 0 ? line.length() : end);
    }
}
