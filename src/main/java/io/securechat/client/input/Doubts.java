package io.securechat.client.input;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Utterance.Quote;
import io.securechat.client.text.Sanitizer;
import io.securechat.client.window.Windows;
import io.securechat.irc.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds lines that may not mean what the user thought, because something has changed while they typed. */
final class Doubts {
    /** Time in which a user who answers may not have noticed that somebody else has written. */
    private static final Duration TYPING = Duration.ofSeconds(30);

    /** Time in which a user cannot have read a message. */
    private static final Duration READING = Duration.ofMillis(1500);

    /** Time in which a user may not have noticed that a command has failed. */
    private static final Duration NOTICING = Duration.ofSeconds(2);

    private static final int MAX_QUOTED = 40;

    static final String NO_TARGET = "no room is chosen: /switch lists the open ones, /join #tea joins one";

    private final Conversation chat;
    private final Windows windows;
    private String failed = "";
    private Instant failedAt = Instant.MIN;

    Doubts(Conversation chat, Windows windows) {
        this.chat = chat;
        this.windows = windows;
    }

    /** A command that was to choose another room has failed. */
    void failed(String command) {
        failed = command;
        failedAt = chat.now();
    }

    /** Returns the question to ask before a line is carried out; empty if there is no doubt. */
    Optional<String> question(String text, String place) {
        if (!text.startsWith("/") || text.startsWith("//")) {
            return windows.strangers().contains(place)
                    ? stranger(place)
                    : isRecent(failedAt, NOTICING)
                            ? Optional.of(failed + " has failed: send this to " + Sanitizer.name(place) + "? y/N ")
                            : Optional.empty();
        }
        List<String> words = Input.words(text.substring(1));
        List<Command> commands = words.isEmpty()
                ? List.of()
                : Commands.beginningWith(words.get(0).toLowerCase(Locale.ROOT));
        if (commands.size() != 1 || words.size() < 2) {
            return Optional.empty();
        }
        return switch (commands.get(0).name()) {
            case "reply" -> reply(place);
            case "me" -> windows.strangers().contains(place) ? stranger(place) : Optional.empty();
            case "msg" -> stranger(Input.words(words.get(1)));
            case "answer" -> about("answer ", place, Input.words(words.get(1)).get(0));
            case "react" -> {
                List<String> parameters = Input.words(words.get(1));
                yield about("react to ", place, parameters.size() > 1 ? parameters.get(0) : "");
            }
            default -> Optional.empty();
        };
    }

    /** Returns the reason why a line has to stay in the input line for now, if there is one. */
    Optional<String> reason(String text, boolean online) {
        if (chat.target().isEmpty() && isMessage(text)) {
            return Optional.of(NO_TARGET);
        }
        return online ? Optional.empty() : offline(text);
    }

    /** Returns whether a text is a message, not a command. */
    private static boolean isMessage(String text) {
        boolean command = text.equals("quit") || (text.startsWith("/") && !text.startsWith("//"));
        return !text.isBlank() && (!command || Paste.lines(text).size() > 1);
    }

    /** A private message to a guest must not wait for the connection: the name may be somebody else's then. */
    private Optional<String> offline(String text) {
        return receiver(text)
                .filter(name -> !Names.isChannelLike(name) && !isVerified(name))
                .map(name -> "you are offline, and somebody else may be " + Sanitizer.nick(name)
                        + " when you are back: send it then");
    }

    private boolean isVerified(String name) {
        return chat.isVerified(name) || windows.strangers().isVerified(name);
    }

    /** Returns the room or the user that a line is sent to, if it is a message. */
    private Optional<String> receiver(String text) {
        if (isMessage(text)) {
            return chat.target();
        }
        List<String> words = text.startsWith("/") ? Input.words(text.substring(1)) : List.of();
        List<Command> commands = words.size() < 2
                ? List.of()
                : Commands.beginningWith(words.get(0).toLowerCase(Locale.ROOT));
        return switch (commands.size() == 1 ? commands.get(0).name() : "") {
            case "msg" -> Input.words(words.get(1)).stream().findFirst();
            case "reply" ->
                chat.target().filter(place -> !Names.isChannelLike(place)).or(windows.callers()::last);
            case "me", "answer" -> chat.target();
            default -> Optional.empty();
        };
    }

    private Optional<String> stranger(List<String> nameAndText) {
        return nameAndText.size() > 1 && windows.strangers().contains(nameAndText.get(0))
                ? stranger(nameAndText.get(0))
                : Optional.empty();
    }

    private static Optional<String> stranger(String nick) {
        String name = Sanitizer.nick(nick);
        return Optional.of(name + " has left, and may be somebody else now: send this? y/N ");
    }

    private Optional<String> reply(String place) {
        return Names.isChannelLike(place) && isRecent(windows.callers().since(), TYPING)
                ? windows.callers().last().map(caller -> "send this to " + Sanitizer.nick(caller) + "? y/N ")
                : Optional.empty();
    }

    private Optional<String> about(String verb, String place, String nick) {
        return isRecent(windows.lastShown(), READING)
                ? chat.last(place, nick).filter(Quote::isKnown).map(quote -> verb + beginning(quote) + "? y/N ")
                : Optional.empty();
    }

    private static String beginning(Quote quote) {
        String text = Sanitizer.text(quote.text());
        String shown = text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "…" : text;
        return Sanitizer.nick(quote.nick()) + ": \"" + shown.replace('\n', ' ') + "\"";
    }

    private boolean isRecent(Instant time, Duration period) {
        return time.plus(period).isAfter(chat.now());
    }
}
