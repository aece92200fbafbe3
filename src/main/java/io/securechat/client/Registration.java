package io.securechat.client;

import io.securechat.Problem;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The opening of a connection, from CAP LS to the welcome; one for each attempt. */
final class Registration {
    /** What this client understands. */
    private static final Set<Capability> WANTED = EnumSet.of(
            Capability.CAP_NOTIFY,
            Capability.ECHO_MESSAGE,
            Capability.MESSAGE_TAGS,
            Capability.MULTI_PREFIX,
            Capability.SERVER_TIME,
            Capability.USERHOST_IN_NAMES);

    private final String nick;
    private final Set<Capability> offered = EnumSet.noneOf(Capability.class);
    private final Set<Capability> enabled = EnumSet.noneOf(Capability.class);
    private String welcomed = "";

    Registration(String nick) {
        this.nick = nick;
    }

    /** What to send first. */
    List<Message> opening() {
        return List.of(
                Message.of("CAP", "LS", "302"), Message.of("NICK", nick), Message.of("USER", nick, "0", "*", nick));
    }

    /**
     * What to answer to a line from the server.
     *
     * @throws NickRefused if the nick is taken or the server does not like it
     * @throws Problem if the server refuses the user
     */
    List<Message> received(Message m) throws NickRefused {
        if (m.command().equals("CAP")) {
            return capabilities(m);
        }
        if (m.command().equals("ERROR")) {
            throw new Problem("the server refuses you: " + Sanitizer.text(m.trailing()), "ask whoever runs the server");
        }
        Numeric numeric = Numeric.of(m.command());
        if (numeric == Numeric.RPL_WELCOME) {
            welcomed = Conversation.orEmpty(m, 0);
        } else if (numeric == Numeric.ERR_NICKNAMEINUSE) {
            throw new NickRefused("the name " + nick + " is taken");
        } else if (numeric == Numeric.ERR_ERRONEUSNICKNAME) {
            throw new NickRefused("the server does not take '" + nick + "' for a name");
        }
        return List.of();
    }

    private List<Message> capabilities(Message m) {
        String list = m.trailing();
        switch (Conversation.orEmpty(m, 1)) {
            case "LS" -> {
                offered.addAll(parse(list));
                if (m.params().size() > 3) { // "*": more of them follow
                    return List.of();
                }
                offered.retainAll(WANTED);
                String request = offered.stream().map(Capability::wireName).collect(Collectors.joining(" "));
                return List.of(request.isEmpty() ? Message.of("CAP", "END") : Message.of("CAP", "REQ", request));
            }
            case "ACK" -> {
                enabled.addAll(parse(list));
                return List.of(Message.of("CAP", "END"));
            }
            case "NAK" -> {
                return List.of(Message.of("CAP", "END"));
            }
            default -> {
                return List.of();
            }
        }
    }

    private static Set<Capability> parse(String list) {
        Set<Capability> known = EnumSet.noneOf(Capability.class);
        for (String word : list.split(" ", -1)) {
            int value = word.indexOf('=');
            Capability capability = Capability.of(value < 0 ? word : word.substring(0, value));
            if (capability != null) {
                known.add(capability);
            }
        }
        return known;
    }

    /** Whether the server's welcome has come. */
    boolean isDone() {
        return !welcomed.isEmpty();
    }

    /** The nick that the server has given, mostly the one asked for. */
    String nick() {
        return welcomed;
    }

    /** Whether the server sends the user's own messages back. */
    boolean echoes() {
        return enabled.contains(Capability.ECHO_MESSAGE);
    }
}
