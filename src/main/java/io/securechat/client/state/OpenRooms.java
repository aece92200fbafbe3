package io.securechat.client.state;

import io.securechat.Problem;
import io.securechat.irc.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The rooms and private conversations that are open, in order, and the current one. They are open again after the next start. Each
 * change is saved at once; a second client of the same account changes only what it opens or closes itself.
 */
public final class OpenRooms {
    static final int MAX_ROOMS = 200;

    /** Marks the current room, behind its name. */
    private static final String CURRENT = " *";

    private final StateFile file;

    /** @param warning receives a problem with the file, once */
    public OpenRooms(Account account, Consumer<Problem> warning) {
        file = new StateFile(account.file("rooms"), OpenRooms::isValid, warning);
    }

    private static boolean isValid(String line) {
        return Names.isChannel(name(line)) || Names.isNick(name(line));
    }

    /** Returns the names of all, the first opened first. */
    public List<String> names() {
        return file.read().stream().map(OpenRooms::name).toList();
    }

    /** Returns the name of the current one; empty if there is none. */
    public Optional<String> current() {
        return file.read().stream()
                .filter(line -> line.endsWith(CURRENT))
                .map(OpenRooms::name)
                .findFirst();
    }

    /** A room or private conversation is open. */
    public void opened(String name) {
        file.update(lines -> with(lines, name));
    }

    /** They stand in this order from now on; those that are not named come last. */
    public void order(List<String> names) {
        List<String> folded = names.stream().map(Names::fold).toList();
        file.update(lines -> lines.stream()
                .sorted(Comparator.comparingInt(line -> {
                    int index = folded.indexOf(Names.fold(name(line)));
                    return index < 0 ? Integer.MAX_VALUE : index;
                }))
                .toList());
    }

    public void closed(String name) {
        file.update(lines -> lines.stream().filter(is(name).negate()).toList());
    }

    /** One of them is the current one. */
    public void current(String name) {
        file.update(lines -> with(lines, name).stream()
                .map(line -> is(name).test(line) ? name(line) + CURRENT : name(line))
                .toList());
    }

    /** A room or a user has a new name. */
    public void renamed(String from, String to) {
        if (isValid(to)) {
            file.update(lines -> lines.stream()
                    .map(line ->
                            is(from).test(line) ? to + line.substring(name(line).length()) : line)
                    .toList());
        }
    }

    /** Returns the lines with one for a name, as far as there is room for it. */
    private static List<String> with(List<String> lines, String name) {
        if (lines.stream().anyMatch(is(name)) || lines.size() >= MAX_ROOMS || !isValid(name)) {
            return lines;
        }
        List<String> longer = new ArrayList<>(lines);
        longer.add(name);
        return longer;
    }

    private static String name(String line) {
        return line.endsWith(CURRENT) ? line.substring(0, line.length() - CURRENT.length()) : line;
    }

    private static Predicate<String> is(String name) {
        return line -> Names.same(name(line), name);
    }
}
