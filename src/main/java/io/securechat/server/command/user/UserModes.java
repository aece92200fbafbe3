package io.securechat.server.command.user;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MODE with a nick: shows and changes a user's own modes (RFC 2812 §3.1.5, modern.ircdocs.horse). */
public final class UserModes {
    private final People people;

    public UserModes(People people) {
        this.people = people;
    }

    /** Handles a MODE whose target is not a channel. */
    public void mode(Session session, Message message, Reply reply) {
        String target = message.params().get(0);
        User user = people.find(target);
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

    /** Makes the changes that the user may make, and announces them to the user's sessions. */
    private void change(User user, String letters, Reply reply) {
        Changes changes = new Changes(user);
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
        changes.announce(reply);
        if (unknown) {
            reply.add(Numeric.ERR_UMODEUNKNOWNFLAG);
        }
        if (forbidden) {
            reply.add(Numeric.ERR_NOPRIVILEGES);
        }
    }

    /** Makes a user an operator of the server, and announces that to the user's sessions if it is a change. */
    public void makeOperator(User user, Reply reply) {
        Changes changes = new Changes(user);
        changes.set(UserMode.OPERATOR, true);
        changes.announce(reply);
    }

    /** Changes of a user's modes, which are announced in one line. */
    private final class Changes {
        private final User user;
        private final StringBuilder text = new StringBuilder();
        private @Nullable Boolean sign;

        Changes(User user) {
            this.user = user;
        }

        void set(UserMode mode, boolean on) {
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

        void announce(Reply reply) {
            if (!text.isEmpty()) {
                reply.announce(List.of(user.audience()), user.does("MODE " + user.nick() + " " + text));
            }
        }
    }
}
