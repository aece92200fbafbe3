package io.securechat.client.connection;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The registration of a connection, from CAP LS to the welcome. One per attempt. */
public final class Registration {
    private static final String EXTERNAL = "EXTERNAL";

    /** ERR_NICKLOCKED to ERR_SASLALREADY; some are sent by other servers only. */
    private static final Pattern SASL_FAILURE = Pattern.compile("90[24567]");

    /** Capabilities that this client does not use. */
    public static final Set<Capability> UNUSED = EnumSet.of(
            Capability.EVENT_PLAYBACK,
            Capability.EXTENDED_MONITOR,
            Capability.METADATA,
            Capability.METADATA_3,
            Capability.NO_IMPLICIT_NAMES,
            Capability.PRE_AWAY,
            Capability.SETNAME);

    private final String wanted;
    private final boolean certified;
    private final boolean checking;
    private final Set<Capability> requested = EnumSet.noneOf(Capability.class);
    private final Set<Capability> enabled = EnumSet.noneOf(Capability.class);
    private final Map<Capability, String> values = new EnumMap<>(Capability.class);
    private String welcomed = "";
    private String account = "";
    private String nickOfAccount = "";
    private String accountRefusal = "";

    /**
     * Creates a registration that has sent nothing.
     *
     * @param wanted the nick to request
     * @param certified true if the user's certificate carries a name, which SASL EXTERNAL makes the account
     */
    public Registration(String wanted, boolean certified) {
        this(wanted, certified, false);
    }

    private Registration(String wanted, boolean certified, boolean checking) {
        this.wanted = wanted;
        this.certified = certified;
        this.checking = checking;
    }

    /**
     * Returns a registration that is done when the server has accepted the certificate, the name and the account, before it would
     * welcome the user: nobody sees it.
     */
    public static Registration check(String wanted, boolean certified) {
        return new Registration(wanted, certified, true);
    }

    /** Returns the lines to send first. */
    List<Message> opening() {
        List<Message> capabilitiesAndName = List.of(Message.of("CAP", "LS", "302"), Message.of("NICK", wanted));
        return checking
                ? capabilitiesAndName
                : Stream.concat(capabilitiesAndName.stream(), Stream.of(Message.of("USER", wanted, "0", "*", wanted)))
                        .toList();
    }

    /** Ends the negotiation; the server's answers to all earlier lines have been received. */
    private List<Message> end() {
        if (checking) {
            welcomed = Message.isMiddle(nickOfAccount) && !nickOfAccount.equals("*") ? nickOfAccount : wanted;
            return List.of();
        }
        return List.of(Message.of("CAP", "END"));
    }

    /**
     * Returns the lines that answer a line from the server.
     *
     * @throws NickRefused if the nick is in use or invalid
     * @throws ServerError if the server refuses the user
     */
    public List<Message> received(Message m) throws NickRefused, ServerError {
        return switch (m.command()) {
            case "CAP" -> capabilities(m);
            case "AUTHENTICATE" -> List.of(Message.of("AUTHENTICATE", "+"));
            case "ERROR" -> throw new ServerError(m, false);
            default -> numeric(m);
        };
    }

    private List<Message> numeric(Message m) throws NickRefused {
        Numeric numeric = Numeric.of(m.command());
        boolean unknown =
                numeric == Numeric.ERR_UNKNOWNCOMMAND && m.paramOrEmpty(1).equals("AUTHENTICATE");
        if (unknown || SASL_FAILURE.matcher(m.command()).matches()) {
            accountRefusal = m.trailing();
            return end();
        }
        if (numeric == Numeric.RPL_WELCOME) {
            welcomed = Message.isMiddle(m.paramOrEmpty(0)) ? m.paramOrEmpty(0) : wanted;
        } else if (numeric == Numeric.RPL_LOGGEDIN) {
            account = m.paramOrEmpty(2);
            nickOfAccount = m.paramOrEmpty(1).replaceFirst("!.*", "");
        } else if (numeric == Numeric.RPL_SASLSUCCESS) {
            return end();
        } else if (numeric == Numeric.ERR_NICKNAMEINUSE) {
            throw new NickRefused(NickRefused.reason(wanted, m));
        } else if (numeric == Numeric.ERR_ERRONEUSNICKNAME) {
            throw new NickRefused("the server does not accept the name '" + wanted + "'");
        }
        return List.of();
    }

    private List<Message> capabilities(Message m) {
        switch (m.paramOrEmpty(1)) {
            case "LS" -> {
                words(m).forEach(this::offered);
                if (m.params().size() > 3) { // "*": more of them follow
                    return List.of();
                }
                String request = requested.stream().map(Capability::wireName).collect(Collectors.joining(" "));
                return request.isEmpty() ? end() : List.of(Message.of("CAP", "REQ", request));
            }
            case "ACK" -> {
                words(m).map(Capability::of).filter(Objects::nonNull).forEach(enabled::add);
                return enabled.contains(Capability.SASL) ? List.of(Message.of("AUTHENTICATE", EXTERNAL)) : end();
            }
            case "NAK" -> {
                return end();
            }
            default -> {
                return List.of();
            }
        }
    }

    /** Requests a capability if it is useful, such as {@code account-tag} or {@code sasl=PLAIN,EXTERNAL}. */
    private void offered(String offer) {
        String[] parts = offer.split("=", 2);
        Capability capability = Capability.of(parts[0]);
        boolean external = parts.length == 1
                || List.of(parts[1].toUpperCase(Locale.ROOT).split(",", -1)).contains(EXTERNAL);
        if (capability != null
                && !UNUSED.contains(capability)
                && (capability != Capability.SASL || (certified && external))) {
            requested.add(capability);
            values.put(capability, parts.length == 1 ? "" : parts[1]);
        }
    }

    private static Stream<String> words(Message m) {
        return Stream.of(m.trailing().split(" ", -1));
    }

    /** Returns whether the server has welcomed the user. */
    boolean isDone() {
        return !welcomed.isEmpty();
    }

    /** The requested nick. */
    public String wanted() {
        return wanted;
    }

    /** The nick that the server has given, usually the requested one. */
    public String nick() {
        return welcomed;
    }

    /** The user's account, or empty. */
    public String account() {
        return account;
    }

    /** The server's reason for not giving the user an account; empty if it did, or SASL was not tried. */
    public String accountRefusal() {
        return accountRefusal;
    }

    /** The features of the connection. */
    public Features features() {
        return new Features(enabled, values);
    }
}
