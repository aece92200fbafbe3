package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numeric replies as sentences. What only programs need, such as 005 and the counts of users, is left out. */
final class Replies {
    private static final Pattern REFUSAL = Pattern.compile("[45]\\d\\d");

    /** The reason sent for a user who gives none; AWAY without a reason would mean that they are back. */
    static final String DEFAULT_AWAY = "away";

    private boolean motdShown;
    private boolean banShown;

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
            case RPL_NOWAWAY -> info(at, "you are away, and who writes to you is told; /back when you are back");
            case RPL_WHOISUSER ->
                info(at, name + " is " + m.paramOrEmpty(2) + "@" + m.paramOrEmpty(3) + " (" + m.trailing() + ")");
            case RPL_WHOISCHANNELS -> info(at, name + " is in " + m.trailing().strip());
            case RPL_WHOISIDLE -> info(at, name + " said nothing for " + duration(m.paramOrEmpty(2)));
            case RPL_WHOISCERTFP, RPL_WHOISHOST, RPL_WHOISSECURE -> info(at, name + " " + m.trailing());
            case RPL_WHOISACCOUNT -> info(at, name + " " + m.trailing() + " " + m.paramOrEmpty(2));
            case RPL_LIST -> info(at, name + ": " + m.paramOrEmpty(2) + topic(m.trailing()));
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
            case ERR_NOSUCHNICK -> failed(at, "there is no " + name + " here", "/who tells who is");
            case ERR_NOSUCHCHANNEL -> failed(at, "there is no room " + name, "/join makes one: /join #tea");
            case ERR_CANNOTSENDTOCHAN -> failed(at, "not sent to " + name + ": " + m.trailing(), "");
            case ERR_NOTONCHANNEL -> failed(at, "you are not in " + name, "/join " + name);
            case ERR_RESTRICTED -> failed(at, "you keep your name: " + m.trailing(), "");
            case ERR_NICKNAMEINUSE -> failed(at, NickRefused.reason(name, m), "choose another name: /nick NAME");
            case ERR_ERRONEUSNICKNAME -> failed(at, "'" + name + "' cannot be a name", Names.NICK_RULE);
            case ERR_BADCHANMASK ->
                failed(
                        at,
                        "the room name '" + name + "' is not available: " + m.trailing(),
                        "choose another one, such as #tea");
            case ERR_TOOMANYCHANNELS -> failed(at, "you are in too many rooms for " + name, "leave one: /part ROOM");
            case ERR_USERNOTINCHANNEL -> failed(at, name + " is not in " + m.paramOrEmpty(2), "/who tells who is");
            case ERR_USERONCHANNEL -> failed(at, name + " is in " + m.paramOrEmpty(2) + " already", "");
            case ERR_PASSWDMISMATCH -> failed(at, "that is not the password", "/oper PASSWORD");
            case ERR_CHANNELISFULL -> failed(at, name + " is full", "try again later");
            case ERR_INVITEONLYCHAN ->
                failed(at, name + " is only for those who are invited", "ask somebody there: /msg NAME TEXT");
            case ERR_BANNEDFROMCHAN ->
                failed(at, "you are banned from " + name, "ask one of its operators: /msg NAME TEXT");
            case ERR_BADCHANNELKEY -> failed(at, name + " is locked with a key", "/join " + name + " KEY");
            case ERR_BANLISTFULL -> failed(at, "there are too many bans in " + name, "/unban NAME");
            case ERR_CHANOPRIVSNEEDED ->
                failed(at, "only operators of " + name + " can do that", "/who tells who they are: those with an @");
            case ERR_NOPRIVILEGES -> failed(at, "only operators of the server can do that", "");
            case ERR_NOOPERHOST -> failed(at, "you are none of this server's operators", "");
            case ERR_INVALIDMODEPARAM -> failed(at, "'" + m.paramOrEmpty(3) + "' cannot be that: " + m.trailing(), "");
            default -> unknown(at, m);
        };
    }

    /** A numeric without a sentence of its own: a refusal is shown in the server's words, a reply is left out. */
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

    /** Whether the server refuses something: FAIL (IRCv3 standard-replies), or a numeric from 400 to 599. */
    static boolean isRefusal(Message m) {
        return m.command().equals("FAIL") || REFUSAL.matcher(m.command()).matches();
    }

    /** That somebody is away, with the reason if there is one. */
    static String away(String reason) {
        return reason.equals(DEFAULT_AWAY) ? "is away" : "is away: " + reason;
    }

    /** Whom a ban is about, and who has set it where that is told. */
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
        return List.of(new Event.Info(at, text));
    }

    private static List<Event> failed(Instant at, String text, String hint) {
        return List.of(new Event.Failed(at, text, hint));
    }
}
