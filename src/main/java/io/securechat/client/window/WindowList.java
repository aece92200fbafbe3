package io.securechat.client.window;

import io.securechat.client.state.OpenRooms;
import io.securechat.irc.Names;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The open windows, each with a number that it keeps. They are remembered for the next run. */
final class WindowList {
    /** Private conversations that are open at the same time; for one more, one without news or of a guest is closed. */
    static final int MAX_CONVERSATIONS = 200;

    private final Map<String, Window> windows = new LinkedHashMap<>();
    private final TreeSet<Integer> free = new TreeSet<>();
    private final Predicate<String> needed;
    private @Nullable OpenRooms memory;

    /** @param needed returns whether a window must stay open, such as that of a room that the user is in */
    WindowList(Predicate<String> needed) {
        this.needed = needed;
    }

    /** Opens the windows of the last run again, and remembers those that are open from now on. */
    void restore(OpenRooms last) {
        last.names().forEach(this::open);
        memory = last;
        windows.values().forEach(window -> last.opened(window.name()));
    }

    Optional<Window> find(String name) {
        return Optional.ofNullable(windows.get(Names.fold(name)));
    }

    /** Returns the window of a place, and opens it if there is none. */
    Window open(String name) {
        Window known = windows.get(Names.fold(name));
        if (known != null) {
            return known;
        }
        List<Window> spare = windows.values().stream()
                .filter(window -> !needed.test(window.name()))
                .toList();
        if (spare.size() >= MAX_CONVERSATIONS) {
            spare.stream()
                    .min(Comparator.comparing(Window::hasNews).thenComparing(Window::isVerified))
                    .ifPresent(window -> close(window.name()));
        }
        Integer number = free.pollFirst();
        Window opened = new Window(number == null ? windows.size() + 1 : number, name);
        windows.put(Names.fold(name), opened);
        if (memory != null) {
            memory.opened(name);
            if (number != null) {
                memory.order(names()); // it has taken the number of a closed one
            }
        }
        return opened;
    }

    void close(String name) {
        Window closed = windows.remove(Names.fold(name));
        if (closed != null) {
            free.add(closed.number);
            if (memory != null) {
                memory.closed(name);
            }
        }
    }

    /** A room or user has a new name. A window that is already open under that name is closed. */
    void rename(String from, String to) {
        Window window = windows.remove(Names.fold(from));
        if (window != null) {
            close(to);
            window.rename(to);
            windows.put(Names.fold(to), window);
            if (memory != null) {
                memory.renamed(from, to);
            }
        }
    }

    /** Remembers the window that the user is in, if it has a name. */
    void enter(String name) {
        if (memory != null && !name.isEmpty()) {
            memory.current(name);
        }
    }

    /** The names of all windows, by number. */
    List<String> names() {
        List<Window> sorted = windows.values().stream()
                .sorted(Comparator.comparingInt(window -> window.number))
                .toList();
        return sorted.stream().map(Window::name).toList();
    }

    Optional<Window> numbered(int number) {
        return windows.values().stream()
                .filter(window -> window.number == number)
                .findFirst();
    }

    /** The windows with something new, those that call for the user first. */
    Stream<Window> news() {
        return windows.values().stream()
                .filter(Window::hasNews)
                .sorted(Comparator.comparing((Window window) -> !window.callsUser())
                        .thenComparingInt(window -> window.number));
    }
}
