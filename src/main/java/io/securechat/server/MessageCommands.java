package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Party;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Saying something to a channel or to a person. */
final class MessageCommands {
    static final List<Command> ROWS = List.of(
            new Command("PRIVMSG", 0, "<target>{,<target>} <text>", "Says something.", MessageCommands::privmsg)
                    .when(Command.When.WHILE_APPENDING),
            new Command(
                            "NOTICE",
                            0,
                            "<target>{,<target>} <text>",
                            "Says something that must not be answered automatically, not even by an error.",
                            MessageCommands::notice)
                    .when(Command.When.WHILE_APPENDING),
            new Command(
                            "BATCH",
                            1,
                            "+<reference> draft/multiline <target> | -<reference>",
                            "Begins and ends a message of several lines (IRCv3 multiline).",
                            MessageCommands::batch)
                    .when(Command.When.WHILE_APPENDING),
            new Command(
                    "TAGMSG",
                    1,
                    "<target>{,<target>}",
                    "Sends client-only tags without a text (IRCv3 message-tags).",
                    MessageCommands::tagmsg));

    /** What a client calls a message, so that it can send it again and yet say it only once. */
    static final String NONCE_TAG = "securechat.io/nonce";

    /** Tags that are of no interest a moment later: a message of these alone is not kept. */
    private static final Set<String> PASSING_TAGS = Set.of("+typing", "+draft/typing");

    private static final Pattern NONCE = Pattern.compile("[!-~]{1,64}");

    private MessageCommands() {}

    private static void privmsg(Session session, Message message, Reply reply) {
        if (isOfBatch(session, message)) {
            return;
        }
        checkNonce(session, message);
        speak(session, message, reply, reply::add);
    }

    private static void notice(Session session, Message message, Reply reply) {
        if (isOfBatch(session, message)) {
            return;
        }
        checkNonce(session, message);
        try {
            speak(session, message, reply, refusal -> {});
        } catch (Refusal ignored) {
            // RFC 2812 §3.3.2: a NOTICE is never answered.
        }
    }

    /** Whether a line belongs to a batch, to which it then is added. */
    private static boolean isOfBatch(Session session, Message message) {
        String reference = message.tags().get("batch");
        if (reference != null) {
            OpenBatch.of(session, reference).add(message);
        }
        return reference != null;
    }

    private static void speak(Session session, Message message, Reply reply, Consumer<Refusal> refused) {
        if (message.params().isEmpty()) {
            throw new Refusal(Numeric.ERR_NORECIPIENT, message.command());
        }
        String text = message.params().size() < 2 ? "" : message.params().get(1);
        if (text.isEmpty()) {
            throw new Refusal(Numeric.ERR_NOTEXTTOSEND);
        }
        String source = session.user().source();
        forEachTarget(session, message, refused, target -> {
            String head = ":" + source + " " + message.command() + " " + target.name() + " :";
            String fitting = Utf8.cut(text, Message.MAX_BODY - 2 - Utf8.length(head));
            say(session, message, message.command(), target, fitting, reply);
        });
    }

    private static void say(Session session, Message message, String verb, Target target, String text, Reply reply) {
        say(session, message, clientTags(session, message), verb, target, text, reply);
    }

    /** @param message where the nonce is */
    private static void say(
            Session session,
            Message message,
            Map<String, String> tags,
            String verb,
            Target target,
            String text,
            Reply reply) {
        User from = session.user();
        Room room = target.room();
        if (room != null && isCtcp(text) && !room.mayCtcp(from)) {
            throw new Refusal(Numeric.ERR_CANNOTSENDTOCHAN, target.name());
        }
        Entry.Draft draft = new Entry.Draft(
                verb,
                target.place(),
                from.party(),
                from.source(),
                from.account(),
                target.name(),
                text,
                tags,
                nonce(session, message, target),
                0);
        session.chat().delivery().say(session, draft, target, reply);
    }

    /** Whether a text is for the receiver's program: /me is for people. */
    private static boolean isCtcp(String text) {
        return text.startsWith("\u0001") && !text.startsWith("\u0001ACTION");
    }

    private static void batch(Session session, Message message, Reply reply) {
        String reference = message.params().get(0);
        if (reference.startsWith("+")) {
            checkNonce(session, message);
            OpenBatch.open(session, message, reply);
            return;
        }
        OpenBatch batch = OpenBatch.of(session, reference.startsWith("-") ? reference.substring(1) : "");
        batch.close((verb, text, joints) -> {
            Map<String, String> tags = new HashMap<>(clientTags(session, batch.opening()));
            tags.putAll(EntryLines.jointsTag(joints));
            say(session, batch.opening(), tags, verb, target(session, batch.target()), text, batch.reply());
        });
    }

    private static void tagmsg(Session session, Message message, Reply reply) {
        Map<String, String> tags = clientTags(session, message);
        if (tags.isEmpty()) {
            return;
        }
        checkNonce(session, message);
        boolean passing = PASSING_TAGS.containsAll(tags.keySet());
        forEachTarget(session, message, reply::add, target -> {
            if (passing) {
                Outgoing tagmsg = session.user()
                        .does("TAGMSG " + target.name(), Capability.MESSAGE_TAGS)
                        .clientTags(tags)
                        .at(session.chat().now());
                session.chat().delivery().send(tagmsg, session, target, reply);
            } else {
                say(session, message, Entry.TAGMSG, target, "", reply);
            }
        });
    }

    private interface Action {
        void on(Target target);
    }

    /** Does something for each target; one that is refused does not keep the others from it. */
    private static void forEachTarget(Session session, Message message, Consumer<Refusal> refused, Action action) {
        for (String name : Targets.of(message.params().get(0))) {
            try {
                action.on(target(session, name));
            } catch (Refusal refusal) {
                refused.accept(refusal);
            }
        }
    }

    /** Where a name says, if the session's user may speak there. */
    private static Target target(Session session, String name) {
        User from = session.user();
        Target target = session.chat().targets().find(from, name);
        if (target == null) {
            throw new Refusal(
                    TargetFinder.isOfChannel(name) ? Numeric.ERR_NOSUCHCHANNEL : Numeric.ERR_NOSUCHNICK, name);
        }
        Room room = target.room();
        if (room != null && !room.maySpeak(from)) {
            throw room.isVisibleTo(from)
                    ? new Refusal(Numeric.ERR_CANNOTSENDTOCHAN, target.name())
                    : new Refusal(Numeric.ERR_NOSUCHCHANNEL, name);
        }
        return target;
    }

    /** The client-only tags of a message, if the session has message-tags. */
    private static Map<String, String> clientTags(Session session, Message message) {
        if (message.tags().isEmpty() || !Capability.MESSAGE_TAGS.in(session.capabilities())) {
            return Map.of();
        }
        Map<String, String> tags = new HashMap<>(message.tags());
        tags.keySet().removeIf(key -> !key.startsWith("+"));
        return tags;
    }

    private static void checkNonce(Session session, Message message) {
        String nonce = nonce(session, message);
        if (nonce != null && !NONCE.matcher(nonce).matches()) {
            throw Refusal.fail(message.command(), "INVALID_NONCE", "A nonce has 1 to 64 visible ASCII characters");
        }
    }

    private static @Nullable String nonce(Session session, Message message) {
        return Capability.NONCE.in(session.capabilities()) ? message.tags().get(NONCE_TAG) : null;
    }

    /** A nonce that is the client's own: nobody else's can be the same, and for another target it is another one. */
    private static @Nullable String nonce(Session session, Message message, Target target) {
        String nonce = nonce(session, message);
        if (nonce == null) {
            return null;
        }
        Party party = session.user().party();
        // A guest that connects again is another party, but has the same certificate.
        String scope = party.guest() ? session.peer().fingerprint() : party.key();
        return scope + ' ' + nonce + ' ' + Names.fold(target.name());
    }
}
