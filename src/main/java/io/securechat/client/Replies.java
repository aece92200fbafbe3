package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Numeric replies as sentences. What only programs need, such as 005 and the counts of users, is left out. */
final class Replies {
    private boolean motdShown;

    /** What a name must be, to tell a user whose name is not. */
    List<Event> of(Instant at, Numeric numeric, Message m) {
        String name = Conversation.orEmpty(m, 1);
        return switch (numeric) {
            case RPL_MOTD -> motdShown ? List.of() : info(at, withoutDash(m.trailing()));
            case RPL_ENDOFMOTD -> {
                motdShown = true;
                yield List.of();
            }
            case RPL_AWAY -> info(at, name + " is away: " + m.trailing());
            case RPL_UNAWAY, RPL_NOWAWAY -> info(at, m.trailing());
            case RPL_WHOISUSER ->
                info(
                        at,
                        name + " is " + Conversation.orEmpty(m, 2) + "@" + Conversation.orEmpty(m, 3) + " ("
                                + m.trailing() + ")");
            case RPL_WHOISCHANNELS -> info(at, name + " is in " + m.trailing().strip());
            case RPL_WHOISIDLE -> info(at, name + " said nothing for " + duration(Conversation.orEmpty(m, 2)));
            case RPL_WHOISCERTFP, RPL_WHOISSECURE -> info(at, name + " " + m.trailing());
            case RPL_WHOISACCOUNT -> info(at, name + " " + m.trailing() + " " + Conversation.orEmpty(m, 2));
            case RPL_LIST -> info(at, name + ": " + Conversation.orEmpty(m, 2) + topic(m.trailing()));
            case RPL_VERSION -> info(at, "the server is " + name);
            case ERR_NOMOTD -> List.of();
            case ERR_NOSUCHNICK -> failed(at, "there is no " + name + " here", "/who tells who is");
            case ERR_NOSUCHCHANNEL -> failed(at, "there is no room " + name, "/join makes one: /join #tea");
            case ERR_CANNOTSENDTOCHAN -> failed(at, "not sent to " + name + ": " + m.trailing(), "");
            case ERR_NOTONCHANNEL -> failed(at, "you are not in " + name, "/join " + name);
            case ERR_RESTRICTED -> failed(at, "you keep your name: " + m.trailing(), "");
            case ERR_NICKNAMEINUSE -> failed(at, "the name " + name + " is taken", "take another one: /nick NAME");
            case ERR_ERRONEUSNICKNAME -> failed(at, "'" + name + "' cannot be a name", Names.NICK_RULE);
            case ERR_BADCHANMASK -> failed(at, "'" + name + "' cannot be a room's name", "such as #tea");
            default -> unknown(at, m);
        };
    }

    /** A numeric without a sentence of its own: a refusal is shown in the server's words, a reply is left out. */
    List<Event> unknown(Instant at, Message m) {
        if (m.command().length() != 3
                || m.command().charAt(0) < '4'
                || m.command().charAt(0) > '5') {
            return List.of();
        }
        List<String> subject = m.params()
                .subList(Math.min(1, m.params().size()), Math.max(1, m.params().size()) - 1);
        return failed(at, (subject.isEmpty() ? "" : String.join(" ", subject) + ": ") + m.trailing(), "");
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
