package io.securechat.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of modes, as they stand on the wire: {@code +ov-k ada bob *} (RFC 2812 §3.2.3). */
final class Modes {
    /** Changes with an argument in one command: {@code MODES}. */
    static final int MAX_WITH_ARGUMENT = 20;

    /**
     * One change of a channel's mode.
     *
     * @param set whether the mode is set or unset
     * @param argument a mask, nick, key or number; null where the mode takes none, and for a list that is only to be shown
     */
    record Change(boolean set, ChannelMode mode, @Nullable String argument) {}

    /**
     * What a client asks for.
     *
     * @param unknown letters that are no mode's
     */
    record Request(List<Change> changes, List<Character> unknown) {}

    private Modes() {}

    /**
     * Takes the parameters behind the channel's name apart. A mode that lacks the argument it needs, and one with an argument
     * too many, is left out.
     */
    static Request parse(List<String> params) {
        List<Change> changes = new ArrayList<>();
        List<Character> unknown = new ArrayList<>();
        int next = 1;
        int withArgument = 0;
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
            if (argument != null && ++withArgument > MAX_WITH_ARGUMENT) {
                continue;
            }
            boolean needs = takes && mode.kind() != ChannelMode.Kind.LIST && !(mode == ChannelMode.KEY && !set);
            if (argument != null || !needs) {
                changes.add(new Change(set, mode, argument));
            }
        }
        return new Request(changes, unknown);
    }

    /** The parameters that stand for some changes. */
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
