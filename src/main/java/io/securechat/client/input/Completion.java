package io.securechat.client.input;

import io.securechat.client.console.Suggestion;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event.Person;
import io.securechat.client.history.RecentMessages;
import io.securechat.client.history.SearchDate;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.text.Emoji;
import io.securechat.client.text.Sanitizer;
import io.securechat.client.window.Windows;
import io.securechat.irc.Names;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Completion of the last word of an input line, by what the command or the message takes there. */
final class Completion {
    /** Suggestions for one word; of more, the first are shown. */
    private static final int MAX = 100;

    /** Letters of a shortcode before emoji are suggested, so that smileys are left alone. */
    private static final int SHORTCODE = 2;

    private static final Map<String, String> FILTERS = new LinkedHashMap<>();

    static {
        FILTERS.put("from:", "messages of a user");
        FILTERS.put("in:", "a room, a private conversation, or * for everywhere");
        FILTERS.put("after:", "of a day and later");
        FILTERS.put("before:", "earlier than a day");
    }

    private final Conversation chat;
    private final RecentMessages recent;
    private final Windows windows;
    private final Settings settings;

    Completion(Conversation chat, RecentMessages recent, Windows windows, Settings settings) {
        this.chat = chat;
        this.recent = recent;
        this.windows = windows;
        this.settings = settings;
    }

    /** Returns the suggestions, the likeliest first. */
    List<Suggestion> of(String line) {
        List<String> words = List.of(line.split(" +", -1));
        String last = words.get(words.size() - 1);
        boolean command = line.startsWith("/") && !line.startsWith("//");
        if (words.size() == 1) {
            return command ? commands(last) : few(text(last, ": "));
        } else if (!command) {
            return few(text(last, " "));
        }
        List<Command> found = Commands.beginningWith(words.get(0).substring(1).toLowerCase(Locale.ROOT));
        return found.size() == 1 ? few(suggestions(found.get(0), words)) : List.of();
    }

    /** Returns the first ones. A name that is not harmless on a terminal is not suggested. */
    private static List<Suggestion> few(Stream<Suggestion> all) {
        return all.filter(suggestion -> Sanitizer.text(suggestion.text()).equals(suggestion.text()))
                .limit(MAX)
                .toList();
    }

    private static List<Suggestion> commands(String typed) {
        String name = Names.fold(typed.substring(1));
        return Commands.groups().entrySet().stream()
                .flatMap(group -> group.getValue().stream()
                        .flatMap(command -> command.names()
                                .filter(each -> each.startsWith(name))
                                .limit(1)
                                .map(each -> new Suggestion("/" + each + " ", command.help(), group.getKey()))))
                .toList();
    }

    private Stream<Suggestion> suggestions(Command command, List<String> words) {
        String last = words.get(words.size() - 1);
        return switch (command.words(words.size() - 2)) {
            case TEXT -> text(last, " ");
            case PEOPLE -> people(last, others());
            case MEMBERS -> people(last, others().filter(Set.copyOf(members())::contains));
            case ROOMS -> rooms(last, chat.rooms());
            case WINDOWS ->
                windows.names().stream()
                        .filter(name -> begins(name, last) || begins(name, "#" + last))
                        .map(name -> new Suggestion(name + " ", windows.label(name), ""));
            case ALL_ROOMS ->
                rooms(
                        last,
                        Stream.of(chat.rooms(), chat.listed())
                                .flatMap(List::stream)
                                .distinct()
                                .toList());
            case TOPICS -> topics(last);
            case SEARCH -> search(last);
            case REACTIONS ->
                Stream.concat(
                        words.size() == 2 ? people(last, others()) : Stream.of(),
                        last.isEmpty() ? Stream.of() : emoji(last.startsWith(":") ? last : ":" + last));
            case SETTINGS -> settings(words.get(words.size() - 2), last);
            case IGNORED -> people(last, settings.placesWith(Setting.IGNORE).stream());
            case NONE -> Stream.of();
        };
    }

    private Stream<Suggestion> text(String word, String end) {
        if (word.startsWith("#")) {
            return rooms(word, chat.rooms());
        } else if (word.startsWith(":")) {
            return word.length() > SHORTCODE ? emoji(word) : Stream.of();
        } else if (word.startsWith("@")) {
            return people(word.substring(1), others()).map(name -> Suggestion.of("@" + name.text()));
        }
        return others().filter(nick -> begins(nick, word)).map(nick -> Suggestion.of(nick + end));
    }

    /** All nicks but the user's own: those who spoke last in the current place, its members, then those of other rooms. */
    private Stream<String> others() {
        String place = chat.target().orElse("");
        Collection<String> present = chat.nicks();
        return Stream.of(
                        recent.speakers(place).stream().filter(present::contains),
                        members().stream(),
                        present.stream().sorted(String.CASE_INSENSITIVE_ORDER))
                .flatMap(nicks -> nicks)
                .distinct()
                .filter(nick -> !chat.isMe(nick));
    }

    private List<String> members() {
        return chat.members(chat.room().orElse("")).stream().map(Person::nick).toList();
    }

    private static Stream<Suggestion> people(String word, Stream<String> nicks) {
        return nicks.filter(nick -> begins(nick, word)).map(nick -> Suggestion.of(nick + " "));
    }

    /** Rooms may be typed without their {@code #}. */
    private static Stream<Suggestion> rooms(String word, List<String> rooms) {
        String name = Names.isChannelLike(word) ? word : "#" + word;
        return rooms.stream()
                .filter(room -> begins(room, name))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(room -> Suggestion.of(room + " "));
    }

    /** Commands may be typed with their slash. */
    private static Stream<Suggestion> topics(String word) {
        String slash = word.startsWith("/") ? "/" : "";
        Stream<Suggestion> topics = Help.topics().stream().map(topic -> new Suggestion(topic + " ", "", "Topics"));
        Stream<Suggestion> commands = Commands.groups().entrySet().stream()
                .flatMap(group -> group.getValue().stream()
                        .map(command -> new Suggestion(slash + command.name() + " ", command.help(), group.getKey())));
        return Stream.concat(slash.isEmpty() ? topics : Stream.of(), commands)
                .filter(suggestion -> begins(suggestion.text(), word));
    }

    private Stream<Suggestion> search(String word) {
        int colon = word.indexOf(':');
        String filter = word.substring(0, colon + 1).toLowerCase(Locale.ROOT);
        String value = word.substring(colon + 1);
        Stream<Suggestion> values = switch (filter) {
            case "from:" -> people(value, Stream.concat(others(), Stream.of(chat.nick())));
            case "in:" ->
                Stream.concat(
                        rooms(value, chat.rooms()),
                        value.isEmpty() ? Stream.of("* ").map(Suggestion::of) : people(value, others()));
            case "after:", "before:" ->
                SearchDate.words().stream().filter(day -> begins(day, value)).map(day -> Suggestion.of(day + " "));
            default -> Stream.of();
        };
        return filter.isEmpty()
                ? FILTERS.entrySet().stream()
                        .filter(each -> begins(each.getKey(), word))
                        .map(each -> new Suggestion(each.getKey(), each.getValue(), ""))
                : values.map(each -> Suggestion.of(filter + each.text()));
    }

    /** Suggests the keys, or the values of the key before. */
    private Stream<Suggestion> settings(String before, String word) {
        if (before.startsWith("/")) {
            return settings.list().stream()
                    .filter(row -> begins(row.key(), word))
                    .map(row -> new Suggestion(row.key() + " ", row.help(), ""));
        }
        return Setting.find(before.substring(before.lastIndexOf('.') + 1)).stream()
                .flatMap(setting -> setting.choices().stream())
                .filter(value -> begins(value, word))
                .map(value -> Suggestion.of(value + " "));
    }

    private static Stream<Suggestion> emoji(String word) {
        return Emoji.beginningWith(word).entrySet().stream()
                .map(emoji -> new Suggestion(emoji.getValue() + " ", emoji.getKey(), ""));
    }

    private static boolean begins(String name, String typed) {
        return Names.fold(name).startsWith(Names.fold(typed));
    }
}
