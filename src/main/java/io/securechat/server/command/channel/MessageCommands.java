package io.securechat.server.command.channel;

import io.securechat.history.Entry;
import io.securechat.history.Party;
import io.securechat.irc.Capability;
import io.securechat.irc.ClientTag;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.command.TargetList;
import io.securechat.server.message.Delivery;
import io.securechat.server.message.EntryLines;
import io.securechat.server.message.Target;
import io.securechat.server.message.TargetFinder;
import io.securechat.server.room.Room;
import io.securechat.server.session.OpenBatch;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Messages to channels and users. */
public final class MessageCommands {
    /** The tag with a client's own id for a message, which lets it repeat the message without duplicating it. */
    static final String NONCE_TAG = "securechat.io/nonce";

    /** Tags that matter only for a moment: a TAGMSG of these alone is not stored. */
    private static final Set<String> TRANSIENT_TAGS = Set.of(ClientTag.TYPING.wireName(), ClientTag.TYPING.otherName());

    private static final Pattern NONCE = Pattern.compile("[!-~]{1,64}");

    private final Chat chat;
    private final TargetFinder targets;
    private final Delivery delivery;

    public MessageCommands(Chat chat) {
        this.chat = chat;
        this.targets = chat.targets();
        this.delivery = chat.delivery();
    }

    public List<Command> rows() {
        return List.of(
                new Command("PRIVMSG", 0, "<target>{,<target>} <text>", "Sends a message.", this::privmsg)
                        .when(Command.When.WHILE_APPENDING),
                new Command(
                                "NOTICE",
                                0,
                                "<target>{,<target>} <text>",
                                "Sends a message that never causes an automatic answer, not even an error.",
                                this::notice)
                        .when(Command.When.WHILE_APPENDING),
                new Command(
                                "BATCH",
                                1,
                                "+<reference> draft/multiline <target> | -<reference>",
                                "Begins or ends a message of several lines (IRCv3 multiline).",
                                this::batch)
                        .when(Command.When.WHILE_APPENDING),
                new Command(
                        "TAGMSG",
                        1,
                        "<target>{,<target>}",
                        "Sends client-only tags without text (IRCv3 message-tags).",
                        this::tagmsg));
    }

    private void privmsg(Session session, Message message, Reply reply) {
        if (!addToBatch(session, message)) {
            checkNonce(session, message);
            send(session, message, reply, reply::add);
        }
    }

    private void notice(Session session, Message message, Reply reply) {
        if (addToBatch(session, message)) {
            return;
        }
        checkNonce(session, message);
        try {
            send(session, message, reply, refusal -> {});
        } catch (Refusal ignored) {
            // RFC 2812 §3.3.2: a NOTICE is never answered.
        }
    }

    /** Adds a line to the batch that it names; returns false if it names none. */
    private static boolean addToBatch(Session session, Message message) {
        String reference = message.tags().get("batch");
        if (reference != null) {
            OpenBatch.of(session, reference).add(message);
        }
        return reference != null;
    }

    private void send(Session session, Message message, Reply reply, Consumer<Refusal> refused) {
        if (message.params().isEmpty()) {
            throw new Refusal(Numeric.ERR_NORECIPIENT, message.command());
        }
        String text = message.paramOrEmpty(1);
        if (text.isEmpty()) {
            throw new Refusal(Numeric.ERR_NOTEXTTOSEND);
        }
        String source = session.user().source();
        Map<String, String> tags = clientTags(session, message);
        forEachTarget(session, message, refused, target -> {
            String head = ":" + source + " " + message.command() + " " + target.name() + " :";
            String fitting = Utf8.cut(text, Message.MAX_BODY - 2 - Utf8.length(head));
            say(message, message.command(), target, fitting, tags, reply);
        });
    }

    /** @param message the one with the nonce */
    private void say(Message message, String verb, Target target, String text, Map<String, String> tags, Reply reply) {
        Session session = reply.session();
        Room room = target.room();
        if (room != null && isCtcp(text) && !room.mayCtcp(session.user())) {
            throw new Refusal(Numeric.ERR_CANNOTSENDTOCHAN, target.name());
        }
        delivery.say(verb, target, text, tags, nonce(session, message, target), reply);
    }

    /** Returns whether a text is a CTCP request to the receiver's client; ACTION is not one. */
    private static boolean isCtcp(String text) {
        return text.startsWith("\u0001") && !text.startsWith("\u0001ACTION");
    }

    private void batch(Session session, Message message, Reply reply) {
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
            say(batch.opening(), verb, target(session, batch.target()), text, tags, batch.reply());
        });
    }

    private void tagmsg(Session session, Message message, Reply reply) {
        Map<String, String> tags = clientTags(session, message);
        if (tags.isEmpty()) {
            return;
        }
        checkNonce(session, message);
        boolean stored = !TRANSIENT_TAGS.containsAll(tags.keySet());
        forEachTarget(session, message, reply::add, target -> {
            if (stored) {
                say(message, Entry.TAGMSG, target, "", tags, reply);
            } else {
                Outgoing tagmsg = session.user()
                        .does("TAGMSG " + target.name(), Capability.MESSAGE_TAGS)
                        .clientTags(tags)
                        .at(chat.now());
                delivery.send(tagmsg, target, reply);
            }
        });
    }

    /** Runs an action for each target; a refusal does not stop the others. */
    private void forEachTarget(Session session, Message message, Consumer<Refusal> refused, Consumer<Target> action) {
        for (String name : TargetList.of(message.params().get(0))) {
            try {
                action.accept(target(session, name));
            } catch (Refusal refusal) {
                refused.accept(refusal);
            }
        }
    }

    /** @throws Refusal if there is no such target, or the session's user may not send messages there */
    private Target target(Session session, String name) {
        User from = session.user();
        Target target = targets.find(from, name);
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

    /** The nonce within the scope of its client and target, so that it cannot collide with another's. */
    private static @Nullable String nonce(Session session, Message message, Target target) {
        String nonce = nonce(session, message);
        if (nonce == null) {
            return null;
        }
        Party party = session.user().party();
        // A guest that reconnects is another party, but has the same certificate.
        String scope = party.guest() ? session.peer().fingerprint() : party.key();
        return scope + ' ' + nonce + ' ' + Names.fold(target.name());
    }
}
