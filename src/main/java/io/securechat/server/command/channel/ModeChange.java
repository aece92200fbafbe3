package io.securechat.server.command.channel;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.chat.Chat;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Mask;
import io.securechat.server.mode.MaskLists;
import io.securechat.server.mode.Modes;
import io.securechat.server.mode.Status;
import io.securechat.server.room.Room;
import io.securechat.server.session.Reply;
import io.securechat.server.session.User;
import io.securechat.server.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One MODE command to a channel: shows lists, makes changes, and announces those that took effect. */
public final class ModeChange {
    /** Bytes of a channel's key: {@code KEYLEN}. */
    public static final int MAX_KEY = 32;

    private static final Predicate<String> KEY =
            Pattern.compile("[!-~&&[^,:]][!-~&&[^,]]{0," + (MAX_KEY - 1) + "}").asMatchPredicate();

    private static final Predicate<String> LIMIT =
            Pattern.compile("[1-9]\\d{0,8}").asMatchPredicate();

    private final Chat chat;
    private final User user;
    private final Room room;
    private final Reply reply;
    private final List<Modes.Change> done = new ArrayList<>();

    ModeChange(Chat chat, Room room, Reply reply) {
        this.chat = chat;
        this.user = reply.session().user();
        this.room = room;
        this.reply = reply;
    }

    /** @param params the parameters after the channel's name */
    void make(List<String> params) {
        Modes.Request request = Modes.parse(params);
        for (char letter : request.unknown()) {
            reply.add(Numeric.ERR_UNKNOWNMODE, letter);
        }
        for (Modes.Change wanted : request.changes()) {
            if (wanted.isQuestion()) {
                reply.attempt(() -> show(wanted.mode()));
            }
        }
        reply.attempt(() -> request.changes().stream()
                .filter(wanted -> !wanted.isQuestion())
                .forEach(this::make));
        if (!done.isEmpty()) {
            chat.rooms().changed(room);
            audit();
            announce();
        }
    }

    private void make(Modes.Change wanted) {
        if (!room.isRunBy(user)) {
            throw new Refusal(room.has(user) ? Numeric.ERR_CHANOPRIVSNEEDED : Numeric.ERR_NOTONCHANNEL, room.name());
        }
        reply.attempt(() -> {
            String argument = wanted.argument() == null ? "" : wanted.argument();
            switch (wanted.mode().kind()) {
                case FLAG -> flag(wanted);
                case STATUS -> status(wanted, argument);
                case LIST -> list(wanted, argument);
                case ALWAYS -> key(wanted, argument);
                case WHEN_SET -> limit(wanted, argument);
            }
        });
    }

    private void flag(Modes.Change wanted) {
        if (room.modes().set(wanted.mode(), wanted.set())) {
            done.add(wanted);
        }
    }

    private void status(Modes.Change wanted, String nick) {
        User member = chat.people().find(nick);
        if ((member == null || !room.has(member)) && dismiss(wanted, nick)) {
            done.add(wanted);
            return;
        }
        if (member == null) {
            throw new Refusal(Numeric.ERR_NOSUCHNICK, nick);
        }
        if (!room.has(member)) {
            throw new Refusal(Numeric.ERR_USERNOTINCHANNEL, member.nick(), room.name());
        }
        Status status = Status.of(wanted.mode());
        if (status != null && room.status(member, status, wanted.set())) {
            room.becomeVisible(member, chat.now());
            done.add(wanted.with(member.nick()));
        }
    }

    /** Removes an absent account from the channel's operators; returns whether it was one. */
    private boolean dismiss(Modes.Change wanted, String account) {
        return wanted.mode() == ChannelMode.OPERATOR && !wanted.set() && room.removeOperators(account);
    }

    private void list(Modes.Change wanted, String typed) {
        Mask mask = Mask.of(typed);
        if (mask == null) {
            throw invalid(wanted, typed, "Not a valid mask");
        }
        MaskLists masks = room.modes().masks();
        ChannelMode list = wanted.mode();
        if (!wanted.set()) {
            MaskLists.Listed listed = masks.remove(list, mask);
            if (listed != null) {
                done.add(wanted.with(listed.mask().text()));
            }
        } else if (!masks.has(list, mask)) {
            if (masks.isFull()) {
                throw new Refusal(
                        Numeric.ERR_BANLISTFULL, room.name(), wanted.mode().letter());
            }
            masks.add(list, new MaskLists.Listed(mask, user.source(), chat.now()));
            done.add(wanted.with(mask.text()));
        }
    }

    private void key(Modes.Change wanted, String key) {
        if (!wanted.set()) {
            if (room.modes().key() != null) {
                room.modes().key(null);
                done.add(wanted.with("*"));
            }
        } else if (!KEY.test(key)) {
            throw invalid(wanted, "*", "A key has 1 to " + MAX_KEY + " visible ASCII characters and no comma");
        } else if (!key.equals(room.modes().key())) {
            room.modes().key(key);
            done.add(wanted);
        }
    }

    private void limit(Modes.Change wanted, String number) {
        if (wanted.set() && !LIMIT.test(number)) {
            throw invalid(wanted, number, "A limit is a whole number above 0");
        }
        int limit = wanted.set() ? Integer.parseInt(number) : 0;
        if (limit != room.modes().limit()) {
            room.modes().limit(limit);
            done.add(wanted);
        }
    }

    private Refusal invalid(Modes.Change wanted, String argument, String why) {
        return new Refusal(
                Numeric.ERR_INVALIDMODEPARAM, room.name(), wanted.mode().letter(), argument, why);
    }

    /** Members may see the bans; only operators may see the exceptions. */
    private void show(ChannelMode list) {
        if (!room.has(user) && !room.isRunBy(user)) {
            throw new Refusal(Numeric.ERR_NOTONCHANNEL, room.name());
        }
        if (list != ChannelMode.BAN && !room.isRunBy(user)) {
            throw new Refusal(Numeric.ERR_CHANOPRIVSNEEDED, room.name());
        }
        switch (list) {
            case EXCEPTION -> show(list, Numeric.RPL_EXCEPTLIST, Numeric.RPL_ENDOFEXCEPTLIST);
            case INVITE_EXCEPTION -> show(list, Numeric.RPL_INVEXLIST, Numeric.RPL_ENDOFINVEXLIST);
            default -> show(list, Numeric.RPL_BANLIST, Numeric.RPL_ENDOFBANLIST);
        }
    }

    private void show(ChannelMode list, Numeric row, Numeric end) {
        for (MaskLists.Listed listed : room.modes().masks().of(list)) {
            reply.add(
                    row,
                    room.name(),
                    listed.mask().text(),
                    listed.setBy(),
                    listed.setAt().getEpochSecond());
        }
        reply.add(end, room.name());
    }

    /** Changes as the audit log has them: without the channel's key. */
    private void audit() {
        List<Modes.Change> changes = done.stream()
                .map(change -> change.mode().kind() == ChannelMode.Kind.ALWAYS ? change.with("*") : change)
                .toList();
        for (String text : Modes.texts(changes, Message.MAX_BODY)) {
            reply.session()
                    .audit("MODE")
                    .addKeyValue("room", room.name())
                    .addKeyValue("changes", text)
                    .log();
        }
    }

    private void announce() {
        String head = "MODE " + room.name() + " ";
        int space = Message.MAX_BODY - 2 - Utf8.length(":" + user.source() + " " + head);
        for (String text : Modes.texts(done, space)) {
            reply.announce(List.of(room.audience()), user.does(head + text));
        }
    }
}
