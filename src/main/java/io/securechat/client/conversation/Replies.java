package io.securechat.client.conversation;

import io.securechat.client.connection.NickRefused;
import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts for numeric replies. Those for programs only, such as 005 and the counts of users, have none. */
public final class Replies {
    private static final Pattern REFUSAL = Pattern.compile("[45]\\d\\d");

    /** The reason sent for a user who gives none; AWAY without a reason would mean that they are back. */
    public static final String DEFAULT_AWAY = "away";

    /** Rooms of the server's lists that are remembered. */
    private static final int MAX_LISTED = 1000;

    private final LruMap<String> listed = new LruMap<>(MAX_LISTED);
    private boolean motdShown;
    private boolean banShown;

    /** The names of the rooms that the server has listed. */
    List<String> listed() {
        return List.copyOf(listed.values());
    }

    List<Event> of(Instant at, Numeric numeric, Message m) {
        String name = m.paramOrEmpty(1);
        return switch (numeric) {
            case RPL_MOTD -> motdShown ? List.of() : info(at, withoutDash(m.trailing()));
            case RPL_ENDOFMOTD -> {
                motdShown = true;
                yield List.of();
            }
            case RPL_AWAY -> info(at, name + " " + away(m.trailing()));
            case RPL_UNAWAY -> info(at, "you are back");
            case RPL_NOWAWAY -> info(at, "you are marked as away; /back ends it");
            case RPL_WHOISUSER ->
                info(at, name + " is " + m.paramOrEmpty(2) + "@" + m.paramOrEmpty(3) + " (" + m.trailing() + ")");
            case RPL_WHOISCHANNELS -> info(at, name + " is in " + m.trailing().strip());
            case RPL_WHOISIDLE -> info(at, name + " has been idle for " + duration(m.paramOrEmpty(2)));
            case RPL_WHOISCERTFP, RPL_WHOISHOST, RPL_WHOISSECURE -> info(at, name + " " + m.trailing());
            case RPL_WHOISACCOUNT -> info(at, name + " " + m.trailing() + " " + m.paramOrEmpty(2));
            case RPL_LIST -> {
                listed.put(Names.fold(name), name);
                yield info(at, name + ": " + m.paramOrEmpty(2) + topic(m.trailing()));
            }
            case RPL_WHOISOPERATOR -> info(at, name + " is an operator of this server");
            case RPL_WHOISBOT -> info(at, name + " is a bot");
            case RPL_INVITING -> info(at, "you have invited " + name + " to " + m.paramOrEmpty(2));
            case RPL_BANLIST -> {
                banShown = true;
                yield info(at, "banned from " + name + ": " + ban(m));
            }
            case RPL_ENDOFBANLIST -> {
                String end = banShown ? "nobody else" : "nobody";
                banShown = false;
                yield info(at, end + " is banned from " + name);
            }
            case RPL_YOUREOPER -> info(at, "you are an operator of this server now");
            case RPL_VERSION -> info(at, "the server is " + name);
            case ERR_NOMOTD -> List.of();
            case ERR_NOSUCHNICK -> failed(at, "no such user: " + name, "/who lists the members of a room");
            case ERR_NOSUCHCHANNEL -> failed(at, "no such room: " + name, "/join creates one: /join #tea");
            case ERR_CANNOTSENDTOCHAN -> failed(at, "not sent to " + name + ": " + m.trailing(), "");
            case ERR_NOTONCHANNEL -> failed(at, "you are not in " + name, "/join " + name);
            case ERR_RESTRICTED -> failed(at, "you cannot change your name: " + m.trailing(), "");
            case ERR_NICKNAMEINUSE -> failed(at, NickRefused.reason(name, m), "choose another name: /nick NAME");
            case ERR_ERRONEUSNICKNAME -> failed(at, "'" + name + "' is not a valid name", Names.NICK_RULE);
            case ERR_BADCHANMASK ->
                failed(
                        at,
                        "the room name '" + name + "' is not available: " + m.trailing(),
                        "choose another one, such as #tea");
            case ERR_TOOMANYCHANNELS -> failed(at, "you are in too many rooms for " + name, "leave one: /part ROOM");
            case ERR_USERNOTINCHANNEL ->
                failed(at, name + " is not in " + m.paramOrEmpty(2), "/who lists the members of a room");
            case ERR_USERONCHANNEL -> failed(at, name + " is already in " + m.paramOrEmpty(2), "");
            case ERR_PASSWDMISMATCH -> failed(at, "wrong password", "/oper PASSWORD");
            case ERR_CHANNELISFULL -> failed(at, name + " is full", "try again later");
            case ERR_INVITEONLYCHAN ->
                failed(at, name + " is invite-only", "ask a member for an invitation: /msg NAME TEXT");
            case ERR_BANNEDFROMCHAN ->
                failed(at, "you are banned from " + name, "ask one of its operators: /msg NAME TEXT");
            case ERR_BADCHANNELKEY -> failed(at, name + " is locked with a key", "/join " + name + " KEY");
            case ERR_BANLISTFULL -> failed(at, "too many bans in " + name, "/unban NAME");
            case ERR_CHANOPRIVSNEEDED ->
                failed(at, "only operators of " + name + " can do that", "/who shows them with an @");
            case ERR_NOPRIVILEGES -> failed(at, "only operators of the server can do that", "");
            case ERR_NOOPERHOST -> failed(at, "you are not an operator of this server", "");
            case ERR_INVALIDMODEPARAM -> failed(at, "'" + m.paramOrEmpty(3) + "' is not valid: " + m.trailing(), "");
            default -> unknown(at, m);
        };
    }

    /** Returns the event of a numeric without a text of its own: an error in the server's words, none for a reply. */
    List<Event> unknown(Instant at, Message m) {
        if (!isRefusal(m)) {
            return List.of();
        }
        String subject = m.params().stream()
                .limit(Math.max(0, m.params().size() - 1))
                .skip(1)
                .collect(Collectors.joining(" "));
        return failed(at, (subject.isEmpty() ? "" : subject + ": ") + m.trailing(), "");
    }

    /** Returns whether a line is an error: FAIL (IRCv3 standard-replies), or a numeric from 400 to 599. */
    public static boolean isRefusal(Message m) {
        return m.command().equals("FAIL") || REFUSAL.matcher(m.command()).matches();
    }

    /** Returns the code of an error: that of FAIL, or the name of a numeric. */
    public static String code(Message refusal) {
        Numeric numeric = Numeric.of(refusal.command());
        return refusal.command().equals("FAIL")
                ? refusal.paramOrEmpty(1)
                : numeric == null ? refusal.command() : numeric.name();
    }

    /** Returns the text for a user who is away, with the reason if there is one. */
    public static String away(String reason) {
        return reason.equals(DEFAULT_AWAY) ? "is away" : "is away: " + reason;
    }

    /** Returns the mask of a ban, and the nick of the operator who set it, if known. */
    private static String ban(Message m) {
        String mask = m.paramOrEmpty(2).replace(ModeWords.ANY_HOST, "");
        return m.params().size() > 3 ? mask + ", by " + Message.nickOf(m.paramOrEmpty(3)) : mask;
    }

    private static String withoutDash(String motd) {
        return motd.startsWith("- ") ? motd.substring(2) : motd;
    }

    private static String topic(String topic) {
        return topic.isEmpty() ? "" : ", " + topic;
    }

    private static String duration(String seconds) {
        try {
            Duration idle = Duration.ofSeconds(Long.parseLong(seconds));
            return idle.toHours() > 0
                    ? idle.toHours() + " h " + idle.toMinutesPart() + " min"
                    : idle.toMinutes() > 0 ? idle.toMinutes() + " min" : idle.toSeconds() + " s";
        } catch (NumberFormatException e) {
            return seconds;
        }
    }

    private static List<Event> info(Instant at, String text) {
        return List.of(new Notice.Info(at, text));
    }

    private static List<Event> failed(Instant at, String text, String hint) {
        return List.of(new Notice.Failed(at, text, hint));
    }
}
