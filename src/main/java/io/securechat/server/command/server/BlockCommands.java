package io.securechat.server.command.server;

import io.securechat.irc.Message;
import io.securechat.server.block.Block;
import io.securechat.server.block.BlockList;
import io.securechat.server.block.Blocks;
import io.securechat.server.block.Target;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.user.People;
import io.securechat.server.wire.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** KLINE and UNKLINE: blocks by operators, for the whole server. */
final class BlockCommands {
    private static final Pattern LIKE_DURATION = Pattern.compile("[-+]?\\d+(?:\\.\\d+)?[A-Za-z]?");

    private final Chat chat;
    private final Blocks blocks;
    private final People people;

    BlockCommands(Chat chat) {
        this.chat = chat;
        this.blocks = chat.blocks();
        this.people = chat.people();
    }

    List<Command> rows() {
        return List.of(
                new Command(
                                "KLINE",
                                1,
                                "[<duration>] <account, fingerprint, address or network> [<reason>]",
                                "Disconnects an account, a certificate, an address or a network and keeps it out, for a"
                                        + " time such as 30m, 12h or 7d, or until UNKLINE; operators only.",
                                this::block)
                        .when(Command.When.OPERATOR),
                new Command(
                                "UNKLINE",
                                1,
                                "<account, fingerprint, address or network>",
                                "Lifts a KLINE; operators only.",
                                this::lift)
                        .when(Command.When.OPERATOR));
    }

    private void block(Session session, Message message, Reply reply) {
        List<String> words = message.params();
        Duration duration = words.size() > 1 ? Block.duration(words.get(0)).orElse(null) : null;
        if (duration == null
                && words.size() > 1
                && LIKE_DURATION.matcher(words.get(0)).matches()) {
            throw Refusal.fail(
                    "KLINE",
                    "INVALID_DURATION",
                    List.of(words.get(0)),
                    "Use a number with s, m, h, d or w, such as 30m, up to ten years");
        }
        int first = duration == null ? 0 : 1;
        String typed = words.get(first);
        Target target = target("KLINE", typed);
        refuseGuest(target, typed);
        Block block = Block.of(target, duration, chat.now(), session.nick(), message.paramOrEmpty(first + 1));
        if (BlockList.EMPTY.with(block).find(session.peer(), chat.now()) != null) {
            throw Refusal.fail("KLINE", "CANNOT_BLOCK", List.of(typed), "That would block yourself");
        }
        change("KLINE", typed, list -> list.with(block), "blocked " + block.describe(), reply);
    }

    private void lift(Session session, Message message, Reply reply) {
        String typed = message.params().get(0);
        Target target = target("UNKLINE", typed);
        if (blocks.list().find(target, chat.now()) == null) {
            throw Refusal.fail("UNKLINE", "NOT_BLOCKED", List.of(typed), "It is not blocked; see STATS k");
        }
        change(
                "UNKLINE",
                typed,
                list -> list.without(target),
                "no longer blocked, by " + session.nick() + ": " + target,
                reply);
    }

    private static Target target(String command, String typed) {
        return Target.parse(typed)
                .orElseThrow(() -> Refusal.fail(command, "INVALID_TARGET", List.of(typed), Target.RULE));
    }

    /** A guest has no account: its name says nothing about who will have it next. */
    private void refuseGuest(Target target, String nick) {
        User user = target.kind() == Target.Kind.ACCOUNT ? people.find(nick) : null;
        if (user != null && user.identity() == null) {
            throw Refusal.fail(
                    "KLINE",
                    "CANNOT_BLOCK",
                    List.of(nick),
                    "A guest's name is free for others; block the certificate or the address that WHOIS shows");
        }
    }

    private void change(String command, String typed, UnaryOperator<BlockList> change, String what, Reply reply) {
        reply.await(
                blocks.change(change),
                changed -> {
                    reply.session()
                            .audit(command)
                            .addKeyValue("target", typed)
                            .addKeyValue("change", what)
                            .log();
                    chat.sessions().dismissBlocked(); // before the answer
                    reply.add("NOTICE", reply.session().nick(), "*** " + what);
                    people.notice(what);
                },
                failure -> Refusal.fail(command, "CANNOT_BLOCK", List.of(typed), failure.getMessage()));
    }
}
