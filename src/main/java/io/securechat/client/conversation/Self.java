package io.securechat.client.conversation;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.util.regex.Matcher;

/** The user as the server knows them: their nick, and the source of their messages. */
final class Self {
    /** Bytes of {@code !user@host} to expect before the server has shown the user's own. */
    private static final int UNKNOWN_SOURCE = 100;

    private String nick = "";
    private String source = "";
    private String requested = "";

    /** The nick, empty before the first welcome. */
    String nick() {
        return nick;
    }

    boolean is(String name) {
        return Names.same(nick, name);
    }

    void welcomed(String given) {
        nick = given;
        source = "";
    }

    /** The server shows the source of the user's messages. */
    void seenAs(String shown) {
        source = shown;
    }

    /** The client requests a nick. */
    void requested(String name) {
        requested = name;
    }

    /**
     * The user has a new nick.
     *
     * @return true if the client requested it, false if the server chose it
     */
    boolean renamed(String to) {
        nick = to;
        source = source.replaceFirst("^[^!]*", Matcher.quoteReplacement(to));
        return Names.same(requested, to);
    }

    /** Bytes that the server puts in front of a message of the user when it relays it, including {@code :} and space. */
    int relayedSource() {
        return 2 + (source.isEmpty() ? Utf8.length(nick) + UNKNOWN_SOURCE : Utf8.length(source));
    }

    /** Returns a message of the user as a server with echo-message sends it back. */
    Message echo(Message message) {
        return new Message(message.tags(), source.isEmpty() ? nick : source, message.command(), message.params());
    }
}
