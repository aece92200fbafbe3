package io.securechat.client.conversation;

import io.securechat.irc.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * One mode of a MODE line.
 *
 * @param argument empty for a mode without one
 */
public record ModeChange(boolean on, char mode, String argument) {
    /** The modes of rooms that take an argument always, and the one that takes it only when set. */
    private static final String WITH_ARGUMENT = "beIkovqah";

    private static final char WITH_ARGUMENT_WHEN_SET = 'l';

    /** Returns all changes of a line, in order. */
    static List<ModeChange> of(Message m) {
        List<ModeChange> changes = new ArrayList<>();
        boolean on = true;
        int next = 2;
        for (char mode : m.paramOrEmpty(1).toCharArray()) {
            if (mode == '+' || mode == '-') {
                on = mode == '+';
            } else {
                boolean argued = WITH_ARGUMENT.indexOf(mode) >= 0 || (on && mode == WITH_ARGUMENT_WHEN_SET);
                changes.add(new ModeChange(on, mode, argued ? m.paramOrEmpty(next++) : ""));
            }
        }
        return changes;
    }
}
