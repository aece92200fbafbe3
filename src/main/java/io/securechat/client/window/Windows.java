package io.securechat.client.window;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent.Border;
import io.securechat.client.event.MessageEvent.Deleted;
import io.securechat.client.event.MessageEvent.Divider;
import io.securechat.client.event.MessageEvent.Elsewhere;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.state.OpenRooms;
import io.securechat.client.thread.Scheduler;
import io.securechat.irc.Names;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The open rooms and private conversations. Events of the current one are shown; those of the others are counted and held back
 * until the user switches to them. A mention or private message there is announced with one line.
 */
public final class Windows implements Consumer<Event> {
    /** Windows that a digit with Alt can switch to. */
    private static final int DIGITS = 9;

    private final Conversation chat;
    private final Consumer<Event> screen;
    private Consumer<Event> received = event -> {};
    private BiConsumer<String, Instant> displayed = (place, at) -> {};
    private final WindowList windows;
    private final Strangers strangers;
    private final Announcements announcements = new Announcements();
    private final Folding folding;
    private final int screenful;
    private final Settings settings;
    private boolean begun;
    private String current = "";
    private String previous = "";
    private final Callers callers;
    private Instant lastShown = Instant.MIN;
    private SessionEvent.Activity shown = new SessionEvent.Activity(Instant.EPOCH, "", List.of());

    /**
     * Creates a view without windows.
     *
     * @param screenful events that are shown of a window when the user switches to it; 0 to show everything at once
     * @param settings the muted and the followed rooms
     */
    public Windows(Conversation chat, Scheduler scheduler, int screenful, Settings settings, Consumer<Event> screen) {
        this.chat = chat;
        this.screenful = screenful;
        this.screen = screen;
        this.settings = settings;
        this.windows = new WindowList(chat::isIn);
        this.strangers = new Strangers(windows);
        this.callers = new Callers(chat::now);
        this.folding = new Folding(chat, scheduler, settings, this::display);
    }

    /** Sets the receiver of the place and the time of each message that is shown. */
    public void whenDisplayed(BiConsumer<String, Instant> receiver) {
        displayed = receiver;
    }

    /** Opens the windows of the last run again, and remembers those that are open from now on. */
    public void restore(OpenRooms last) {
        windows.restore(last);
    }

    /** Sets the receiver of all events in their order, wherever they are shown. */
    public void whenReceived(Consumer<Event> receiver) {
        received = receiver;
    }

    @Override
    public void accept(Event event) {
        received.accept(event.withPlace(new Place(event.where(), false)));
        if (screenful == 0) {
            display(event);
            return;
        }
        follow(event);
        String where = event.where();
        if (Names.same(where, chat.target().orElse("")) && !where.isEmpty()) {
            update();
        }
        if (where.isEmpty()) {
            ofNoPlace(event);
        } else if (Names.same(where, current) || isAnswer(event)) {
            folding.accept(event);
        } else if (settings.get(Setting.FOLLOW, where)) {
            display(event);
        } else {
            hold(event);
        }
        update();
    }

    /** Keeps the list of windows: names and number. */
    private void follow(Event event) {
        strangers.accept(event);
        callers.accept(event);
        if (event instanceof RoomEvent.Left left && left.mine()) {
            close(left.where());
        } else if (event instanceof RoomEvent.Renamed renamed) {
            rename(renamed.from(), renamed.where());
        } else if (event instanceof UserEvent.Renamed renamed) {
            rename(renamed.from(), renamed.to());
        } else if (event instanceof Deleted deleted) {
            windows.find(deleted.where()).ifPresent(window -> window.deleted(deleted.id()));
        } else if (event instanceof RoomEvent.Entered entered) {
            windows.open(entered.where());
        }
    }

    private void ofNoPlace(Event event) {
        boolean far = (event instanceof UserEvent.Quit quit && !quit.near())
                || (event instanceof UserEvent.Renamed renamed && !renamed.near())
                || (event instanceof UserEvent.Away away && !away.near());
        if (settings.get(Setting.FOLLOW) || !far) {
            folding.accept(event);
        }
    }

    /** Returns whether an event is for the user in whatever window: a search result, the echo of their message, their removal. */
    private static boolean isAnswer(Event event) {
        return (event instanceof Spoken spoken
                        && (spoken.utterance().origin() == Origin.FOUND
                                || spoken.utterance().origin() == Origin.CONFIRMED))
                || (event instanceof RoomEvent.Left left && left.mine());
    }

    private void hold(Event event) {
        if ((event instanceof RoomEvent.Entered && folding.isReturn(event)) || isTraffic(event)) {
            return;
        }
        Window window = windows.open(event.where());
        if (window.hold(event, screenful, settings.get(Setting.MUTE, event.where()))
                && event instanceof Spoken spoken
                && isLive(spoken)) {
            boolean next =
                    next().filter(name -> Names.same(name, window.name())).isPresent();
            announcements
                    .of(window.number, event.at())
                    .ifPresent(time -> screen.accept(new Elsewhere(time, spoken, next ? "Alt-a" : key(window))));
        }
    }

    /** Returns whether an event is about a user who comes and goes; later it is no news. */
    private static boolean isTraffic(Event event) {
        return event instanceof RoomEvent.Joined
                || (event instanceof RoomEvent.Left left
                        && !left.mine()
                        && left.by().isEmpty());
    }

    private static boolean isLive(Spoken spoken) {
        return spoken.utterance().origin() == Origin.LIVE;
    }

    private static String key(Window window) {
        return window.number <= DIGITS ? "Alt-" + window.number : "/switch " + window.number;
    }

    private void display(Event event) {
        screen.accept(event);
        if (event instanceof Spoken spoken && isRead(spoken)) {
            displayed.accept(spoken.where(), event.at());
            lastShown = spoken.utterance().mine() ? lastShown : chat.now();
        }
    }

    /** Returns whether a message is shown in its place, and not as an answer elsewhere. */
    private boolean isRead(Spoken spoken) {
        boolean here = screenful == 0 || Names.same(spoken.where(), current);
        return spoken.utterance().origin() != Origin.FOUND && (here || settings.get(Setting.FOLLOW, spoken.where()));
    }

    /** Takes the target of typed lines as the current window, and reports what has changed. */
    public void update() {
        if (screenful == 0) {
            return;
        }
        String target = chat.target().orElse("");
        if (!target.equals(current)) {
            switched(target);
        }
        report();
    }

    private void switched(String target) {
        folding.flush();
        String from = current;
        current = target;
        if (Names.isChannelLike(from) && !chat.isIn(from)) {
            close(from); // the user could not join it
        }
        previous = windows.find(from).isPresent() ? from : previous;
        Window window = target.isEmpty() ? null : windows.open(target);
        windows.enter(target);
        int unread = window == null ? 0 : window.unread();
        int hidden = window == null ? 0 : window.dropped();
        if (begun) {
            screen.accept(new SessionEvent.Switched(chat.now(), from, chat.place(target), unread, hidden));
        }
        begun = true;
        if (window != null) {
            window.take().stream()
                    .filter(event -> !isMissed(event)) // the rule tells how many are new
                    .forEach(event -> display(event.withPlace(chat.place(target))));
        }
    }

    private static boolean isMissed(Event event) {
        return event instanceof Divider divider && divider.border() == Border.MISSED;
    }

    private void report() {
        List<SessionEvent.Unread> unread = news().map(Window::status).toList();
        if (!current.equals(shown.current()) || !unread.equals(shown.unread())) {
            shown = new SessionEvent.Activity(chat.now(), current, unread);
            screen.accept(shown);
        }
    }

    private Stream<Window> news() {
        return windows.news().filter(window -> !Names.same(window.name(), current));
    }

    private void rename(String from, String to) {
        windows.rename(from, to);
        current = Names.same(current, from) ? to : current;
        previous = Names.same(previous, from) ? to : previous;
    }

    /** Closes a window, if it is open. */
    public void close(String name) {
        windows.close(name);
        previous = Names.same(previous, name) ? "" : previous;
    }

    /** The names of all windows, by number. */
    public Collection<String> names() {
        return windows.names();
    }

    /** Describes a window: its number, its name, and what is new. */
    public String label(String name) {
        Window window = windows.open(name);
        String news = window.unread() == 0 ? "" : " (" + window.unread() + (window.callsUser() ? "!" : "") + ")";
        return window.number + ":" + window.name() + news;
    }

    /** The window with a number. */
    public Optional<String> numbered(int number) {
        return windows.numbered(number).map(Window::name);
    }

    /** The window that calls for the user most, or else the first one with something new. */
    public Optional<String> next() {
        return news().map(Window::name).findFirst();
    }

    /** The window before the current one. */
    public Optional<String> previous() {
        return previous.isEmpty() ? Optional.empty() : Optional.of(previous);
    }

    /** The names that other users may have now. */
    public Strangers strangers() {
        return strangers;
    }

    /** The time when the last message of another user was shown. */
    public Instant lastShown() {
        return lastShown;
    }

    /** The senders of private messages. */
    public Callers callers() {
        return callers;
    }

    /** The user has read a place up to a time on another device. */
    public void readElsewhere(String place, Instant time) {
        windows.find(place).ifPresent(window -> window.readUpTo(time));
        update();
    }
}
