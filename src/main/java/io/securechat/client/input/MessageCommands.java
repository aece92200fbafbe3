package io.securechat.client.input;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.history.MessageHistory;
import io.securechat.client.history.SearchQuery;
import io.securechat.client.request.TaggedMessages;
import io.securechat.client.text.Emoji;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The commands about messages: to send, find and delete them. */
public final class MessageCommands {
    static final List<Command> ROWS = List.of(
            new Command("me", "ACTION", "say what you are doing, as in /me waves", MessageCommands::me),
            new Command(
                            "msg",
                            "NAME [TEXT]",
                            "send a private message; without TEXT, open a private conversation",
                            MessageCommands::msg)
                    .alias("query"),
            new Command(
                    "history",
                    "[NUMBER]",
                    "show older messages of the room; repeat it to go further back",
                    MessageCommands::history),
            new Command(
                            "search",
                            "WORDS",
                            "find messages, the latest first; /more shows the next page",
                            MessageCommands::search)
                    .alias("more")
                    .complete(Words.SEARCH)
                    .explain(
                            "  WORDS           all of them; \"at last\" in quotation marks is a phrase",
                            "  from:bob        messages of a user",
                            "  in:#tea in:bob  of another room or a private conversation; in:* everywhere",
                            "  after:monday    of that day and later: today, yesterday, a day of the week,",
                            "                  2d (also 3h, 1w), 2026-11-24 or 2026-11-24T14:00",
                            "  before:today    earlier than that",
                            "Example: /search boiler from:bob in:* after:2d",
                            "/more shows the next page, /context 3 what was said around result 3.",
                            "The first letters of a word are enough: boil finds boiler."),
            new Command(
                    "context", "NUMBER", "show what was said around a result of a search", MessageCommands::context),
            new Command(
                    "mentions",
                    "",
                    "show the last messages that name you",
                    (in, ignored) -> in.actions().search().mentions()),
            new Command(
                    "answer",
                    "NAME TEXT",
                    "answer the last message of NAME in the room; others see its beginning, too",
                    MessageCommands::answer),
            new Command(
                            "react",
                            "[NAME] EMOJI",
                            "react to the last message in the room, or to the last one of NAME; with -EMOJI, take it back",
                            MessageCommands::react)
                    .complete(Words.REACTIONS)
                    .explain("Examples: /react :tada:    /react bob 👍    /react -👍"),
            new Command(
                    "show",
                    "[NUMBER]",
                    "show the whole of the last long message, or of the one with a number",
                    MessageCommands::show),
            new Command(
                    "delete", "", "delete your last message in the room for everyone", MessageCommands::deleteLast));

    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,2}");

    /** Bytes of {@code CTCP ACTION} around a text. */
    private static final int ACTION_FRAME = Utf8.length(Conversation.action(""));

    private MessageCommands() {}

    private static void me(Input in, String text) {
        if (text.isEmpty()) {
            in.usage("me");
            return;
        }
        in.inPlace(room -> {
            for (String piece : Utf8.split(text.replace("\0", ""), in.actions().bytesPerLine(room) - ACTION_FRAME)) {
                in.actions().send(Message.of("PRIVMSG", room, Conversation.action(piece)));
            }
        });
    }

    private static void msg(Input in, String rest) {
        List<String> words = Input.words(rest);
        if (words.isEmpty()) {
            in.usage("msg");
            return;
        } else if (words.size() == 1) {
            WindowCommands.open(in, words.get(0));
            return;
        }
        String target = words.get(0);
        if (Names.isChannel(target) && !in.chat().isIn(target)) {
            in.fail("you are not in " + target, "/join " + target);
        } else if (Names.isChannel(target) || in.isNick(target)) {
            in.say(target, words.get(1));
        }
    }

    private static void history(Input in, String count) {
        in.inPlace(room -> {
            if (count.isEmpty()) {
                in.actions().older(room, MessageHistory.DEFAULT_COUNT);
            } else if (COUNT.matcher(count).matches()) {
                in.actions().older(room, Integer.parseInt(count));
            } else {
                in.fail("'" + count + "' is not a number of messages from 1 to 999", "/history 50");
            }
        });
    }

    private static void search(Input in, String typed) {
        if (typed.isBlank()) {
            if (!in.actions().search().more()) {
                in.usage("search");
            }
            return;
        }
        try {
            in.actions()
                    .search()
                    .run(SearchQuery.parse(typed, in.chat().target().orElse(""), in.now()));
        } catch (IllegalArgumentException e) {
            in.fail(String.valueOf(e.getMessage()), "/search boiler from:bob after:yesterday");
        }
    }

    private static void context(Input in, String number) {
        if (COUNT.matcher(number).matches()) {
            in.actions().search().context(Integer.parseInt(number));
        } else if (number.isEmpty()) {
            in.usage("context");
        } else {
            in.fail("'" + number + "' is not the number of a result", "/context 1");
        }
    }

    private static void answer(Input in, String typed) {
        List<String> words = Input.words(typed);
        if (words.size() < 2) {
            in.usage("answer");
            return;
        }
        last(
                in,
                words.get(0),
                "answer",
                (place, id) -> in.actions().send(TaggedMessages.reply(place, words.get(1), id)));
    }

    /** Calls an action with the place that typed lines go to, and the identifier of the last message of a user there. */
    private static void last(Input in, String nick, String purpose, BiConsumer<String, String> action) {
        in.inPlace(place -> in.chat()
                .last(place, nick)
                .ifPresentOrElse(
                        message -> action.accept(place, message.id()),
                        () -> in.fail(
                                "there is no message" + (nick.isEmpty() ? "" : " of " + nick) + " to " + purpose, "")));
    }

    private static void react(Input in, String typed) {
        List<String> words = Input.words(typed);
        if (words.isEmpty()) {
            in.usage("react");
            return;
        }
        String nick = words.size() > 1 ? words.get(0) : "";
        String typedLast = words.get(words.size() - 1);
        boolean back = typedLast.length() > 1
                && typedLast.startsWith("-")
                && Emoji.named(typedLast).isEmpty();
        String name = back ? typedLast.substring(1) : typedLast;
        String emoji = Emoji.named(name).orElse(name);
        last(
                in,
                nick,
                "react to",
                (place, id) -> in.actions()
                        .send(
                                back
                                        ? TaggedMessages.unreact(place, id, emoji)
                                        : TaggedMessages.react(place, id, emoji)));
    }

    private static void show(Input in, String number) {
        if (number.isEmpty() || COUNT.matcher(number).matches()) {
            in.actions().unfold(number.isEmpty() ? 0 : Integer.parseInt(number));
        } else {
            in.fail("'" + number + "' is not the number of a long message", "/show 1");
        }
    }

    private static void deleteLast(Input in, String ignored) {
        in.inPlace(in.actions()::deleteLast);
    }
}
