package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MODE with a nick: a user's own modes, asked for and changed (RFC 2812 §3.1.5, modern.ircdocs.horse). */
final class UserModes {
    private UserModes() {}

    /** Carries out a MODE whose target is no channel. */
    static void mode(Session session, Message message, Reply reply) {
        String target = message.params().get(0);
        User user = session.chat().people().find(target);
        if (user == null) {
            throw new Refusal(Numeric.ERR_NOSUCHNICK, target);
        }
        if (user != session.user()) {
            throw new Refusal(Numeric.ERR_USERSDONTMATCH);
        }
        String changes = message.param(1);
        if (changes == null || changes.isEmpty()) {
            reply.add(Numeric.RPL_UMODEIS, UserMode.text(user.modes()));
        } else {
            change(user, changes, reply);
        }
    }

    /** Changes what the user may change, and tells the user's sessions what that was. */
    private static void change(User user, String letters, Reply reply) {
        Changes changes = new Changes(user, reply);
        boolean unknown = false;
        boolean forbidden = false;
        boolean on = true;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            UserMode mode = UserMode.of(letter);
            if (letter == '+' || letter == '-') {
                on = letter == '+';
            } else if (mode == null) {
                unknown = true;
            } else if (on && mode.isForOperators() && !user.is(UserMode.OPERATOR)) {
                forbidden = true;
            } else {
                changes.set(mode, on);
            }
        }
        changes.announce();
        if (unknown) {
            reply.add(Numeric.ERR_UMODEUNKNOWNFLAG);
        }
        if (forbidden) {
            reply.add(Numeric.ERR_NOPRIVILEGES);
        }
    }

    /** Makes a user an operator of the server; tells it so, unless it is one already. */
    static void makeOperator(User user, Reply reply) {
        Changes changes = new Changes(user, reply);
        changes.set(UserMode.OPERATOR, true);
        changes.announce();
    }

    /** What has been changed of a user's modes, to be told in one line. */
    private static final class Changes {
        private final User user;
        private final Reply reply;
        private final StringBuilder text = new StringBuilder();
        private @Nullable Boolean sign;

        Changes(User user, Reply reply) {
            this.user = user;
            this.reply = reply;
        }

        void set(UserMode mode, boolean on) {
            People people = reply.session().chat().people();
            if (!people.set(user, mode, on)) {
                return;
            }
            if (sign == null || sign != on) {
                text.append(on ? '+' : '-');
                sign = on;
            }
            text.append(mode.letter());
            if (mode == UserMode.OPERATOR && !on) {
                set(UserMode.SERVER_NOTICES, false);
            }
        }

        void announce() {
            if (!text.isEmpty()) {
                reply.announce(List.of(user.audience()), user.does("MODE " + user.nick() + " " + text));
            }
        }
    }
}
