package io.securechat.server.command.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.command.Command;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.settings.Settings;
import io.securechat.server.wire.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Capability negotiation (IRCv3). */
final class CapCommands {
    private static final Pattern VERSION_302 = Pattern.compile("0*(30[2-9]|3[1-9]\\d|[4-9]\\d\\d|[1-9]\\d{3,})");

    private final Settings settings;
    private final Registrar registrar;

    CapCommands(Settings settings, Registrar registrar) {
        this.settings = settings;
        this.registrar = registrar;
    }

    List<Command> rows() {
        return List.of(new Command(
                        "CAP",
                        1,
                        "LS [302] | LIST | REQ :<capability>{ <capability>} | END",
                        "Negotiates capabilities.",
                        this::cap)
                .when(Command.When.ALWAYS));
    }

    private void cap(Session session, Message message, Reply reply) {
        String subcommand = message.params().get(0).toUpperCase(Locale.ROOT);
        switch (subcommand) {
            case "LS" -> {
                session.registration().negotiating(true);
                String version = message.param(1);
                boolean modern = version != null && VERSION_302.matcher(version).matches();
                if (modern) {
                    session.knowsCap302();
                }
                addList(
                        subcommand,
                        all -> true,
                        modern ? Capability::advertisement : Capability::wireName,
                        modern,
                        reply);
            }
            case "LIST" ->
                addList(
                        subcommand,
                        capability -> capability.in(session.capabilities()),
                        Capability::wireName,
                        session.isCap302(),
                        reply);
            case "REQ" -> {
                session.registration().negotiating(true);
                request(message.params().size() > 1 ? message.trailing() : "", reply);
            }
            case "END" -> {
                session.registration().negotiating(false);
                registrar.register(session, reply);
            }
            default ->
                throw new Refusal(Numeric.ERR_INVALIDCAPCMD, message.params().get(0));
        }
    }

    /**
     * Adds a list of capabilities.
     *
     * @param severalLines whether the client understands a list of several lines; otherwise the list is cut after the first
     */
    private void addList(
            String subcommand,
            Predicate<Capability> which,
            Function<Capability, String> form,
            boolean severalLines,
            Reply reply) {
        Session session = reply.session();
        String all = Arrays.stream(Capability.values()).filter(which).map(form).collect(Collectors.joining(" "));
        List<String> lines = Utf8.split(all, space(session, subcommand + " *"));
        int last = severalLines ? lines.size() - 1 : 0;
        for (int i = 0; i < last; i++) {
            reply.add("CAP", session.nick(), subcommand, "*", lines.get(i));
        }
        reply.add("CAP", session.nick(), subcommand, lines.isEmpty() ? "" : lines.get(last));
    }

    /** Bytes left for capabilities in a line. */
    private int space(Session session, String subcommand) {
        String head = ":" + settings.name() + " CAP " + session.nick() + " " + subcommand + " :";
        return Message.MAX_BODY - 2 - Utf8.length(head);
    }

    private void request(String request, Reply reply) {
        Session session = reply.session();
        Long changed = change(session, request);
        if (changed == null) {
            reply.add("CAP", session.nick(), "NAK", request);
            return;
        }
        session.capabilities(changed);
        int space = space(session, "ACK");
        List<String> lines = Utf8.length(request) <= space ? List.of(request) : Utf8.split(request, space);
        lines.forEach(line -> reply.add("CAP", session.nick(), "ACK", line));
    }

    /** Applies a request such as {@code server-time -echo-message} to a session's capabilities; returns null if it is invalid. */
    private static @Nullable Long change(Session session, String request) {
        long changed = session.capabilities();
        for (String word : request.trim().split(" +")) {
            boolean off = word.startsWith("-");
            Capability capability = Capability.of(off ? word.substring(1) : word);
            boolean implied = off && capability == Capability.CAP_NOTIFY && session.isCap302();
            if (capability != null && !implied) {
                changed = off ? changed & ~capability.bit() : changed | capability.bit();
            } else if (!word.isEmpty()) {
                return null;
            }
        }
        return changed;
    }
}
