package io.securechat.server.mode;

import io.securechat.irc.Message;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Channel modes on the wire: {@code +ov-k ada bob *} (RFC 2812 §3.2.3). */
public final class Modes {
    /** The limit of changes with an argument in one command: {@code MODES}. */
    public static final int MAX_WITH_ARGUMENT = Message.MAX_PARAMS - 2;

    /**
     * One change of a channel's mode.
     *
     * @param set whether the mode is set or unset
     * @param argument a mask, nick, key or number; null if the mode has none, and to show a list
     */
    public record Change(
            boolean set, ChannelMode mode, @Nullable String argument) {
        /** Returns whether a list is to be shown, not changed. */
        public boolean isQuestion() {
            return mode.kind() == ChannelMode.Kind.LIST && argument == null;
        }

        /** The change with the argument in the server's spelling. */
        public Change with(String argument) {
            return new Change(set, mode, argument);
        }
    }

    /**
     * A client's request.
     *
     * @param unknown letters of no mode
     */
    public record Request(List<Change> changes, Set<Character> unknown) {}

    private Modes() {}

    /** Parses the parameters after the channel's name. A mode without its required argument is omitted. */
    public static Request parse(List<String> params) {
        List<Change> changes = new ArrayList<>();
        Set<Character> unknown = new LinkedHashSet<>();
        int next = 1;
        boolean set = true;
        for (char letter : params.get(0).toCharArray()) {
            if (letter == '+' || letter == '-') {
                set = letter == '+';
                continue;
            }
            ChannelMode mode = ChannelMode.of(letter);
            if (mode == null) {
                unknown.add(letter);
                continue;
            }
            boolean takes = switch (mode.kind()) {
                case FLAG -> false;
                case WHEN_SET -> set;
                case LIST, ALWAYS, STATUS -> true;
            };
            String argument = takes && next < params.size() ? params.get(next++) : null;
            boolean needs = takes && mode.kind() != ChannelMode.Kind.LIST && !(mode == ChannelMode.KEY && !set);
            Change change = new Change(set, mode, argument);
            if ((argument != null || !needs) && !(change.isQuestion() && changes.contains(change))) {
                changes.add(change);
            }
        }
        return new Request(changes, unknown);
    }

    /**
     * The parameters for some changes, in as few lines as possible.
     *
     * @param bytes the length of the parameters of one line; a single change may be longer
     */
    public static List<String> texts(List<Change> changes, int bytes) {
        List<String> texts = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= changes.size(); to++) {
            if (to == changes.size() || Utf8.length(text(changes.subList(from, to + 1))) > bytes) {
                texts.add(text(changes.subList(from, to)));
                from = to;
            }
        }
        return texts;
    }

    /** The parameters for some changes. */
    static String text(List<Change> changes) {
        StringBuilder letters = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        char sign = 0;
        for (Change change : changes) {
            char needed = change.set() ? '+' : '-';
            if (sign != needed) {
                sign = needed;
                letters.append(sign);
            }
            letters.append(change.mode().letter());
            if (change.argument() != null) {
                arguments.append(' ').append(change.argument());
            }
        }
        return letters.append(arguments).toString();
    }
}
