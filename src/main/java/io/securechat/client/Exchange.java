package io.securechat.client;

import io.securechat.Problem;
import io.securechat.client.Batches.Batch;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.tls.Expiry;
import io.securechat.tls.TlsSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What goes back and forth: joins the parts that make events of what the server says, and messages of what the user wants. */
final class Exchange implements Input.Actions {
    private static final String MONITOR = "MONITOR=";
    private static final String PAGE_SIZE = "CHATHISTORY=";

    /** A batch in which nothing comes for so long, or twice as long, will not be completed. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** The names of who is in a room follow on coming into it, or never. */
    private static final Duration NAMES = Duration.ofSeconds(10);

    private static final int MAX_KEYS = 1000;

    private final Batches batches = new Batches();
    private final Set<Expiry> warnings = new HashSet<>();

    /** Keys of rooms as the user has told them, to come in again after a break. */
    private final Map<String, String> keys = new Recent<>(MAX_KEYS);

    private final Endpoint endpoint;
    private final Manner manner;
    private final Conversation chat;
    private final Consumer<Message> connection;
    private final Consumer<Event> screen;
    private final Consumer<String> leaving;
    private final LostName lostName;
    private final Requests requests;
    private final Markers markers;
    private final History history;
    private final Dispatch dispatch;
    private final Finder finder;
    private final Later later;

    private Features features = Features.NONE;
    private @Nullable TlsSession tls;
    private boolean connected;
    private boolean sweeping;

    /**
     * Sends nothing yet.
     *
     * @param leaving carries out that the user wants to leave, for a reason or none
     */
    Exchange(
            Endpoint endpoint,
            Manner manner,
            Conversation chat,
            Consumer<Message> connection,
            Later later,
            Consumer<Event> screen,
            Consumer<String> leaving) {
        this.endpoint = endpoint;
        this.manner = manner;
        this.chat = chat;
        this.connection = connection;
        this.screen = screen;
        this.leaving = leaving;
        this.later = later;
        lostName = new LostName(connection, chat::askFor);
        requests = new Requests(connection, later);
        markers = new Markers(connection, later);
        history = new History(chat, requests, markers, manner.screenful(), screen);
        dispatch = new Dispatch(chat, connection, later, history::received, manner.telling());
        finder = new Finder(chat, requests, screen);
    }

    /** The server has welcomed the user, for the first time or again. */
    void registered(Registration registration, TlsSession session) {
        boolean first = tls == null;
        connected = true;
        tls = session;
        features = registration.features();
        List<String> rooms = chat.rooms();
        lostName.registered(chat.nick(), registration);
        screen.accept(chat.registered(registration.nick(), registration.account()));
        tellName(registration);
        warn(session);
        if (first) {
            manner.state().ifPresent(directory -> open(directory, registration.nick()));
        }
        history.connected(features, !registration.account().isEmpty());
        if (rooms.isEmpty()) {
            manner.room().ifPresent(this::join);
        }
        rooms.forEach(this::join);
        dispatch.connected(features);
        dispatch.post();
    }

    private void open(Path directory, String nick) {
        try {
            dispatch.use(OutboxFile.open(StateDirectory.outbox(directory, endpoint, nick)));
        } catch (Problem e) {
            dispatch.warn(e);
        }
    }

    private void join(String room) {
        String key = keys.get(Names.fold(room));
        connection.accept(key == null ? Message.of("JOIN", room) : Message.of("JOIN", room, key));
    }

    /** Remembers what opens a room, for the next connection; nothing if it is empty. */
    private void key(String room, String key) {
        if (key.isEmpty()) {
            keys.remove(Names.fold(room));
        } else {
            keys.put(Names.fold(room), key);
        }
    }

    private void warn(TlsSession session) {
        Instant now = Instant.now();
        Expiry.soon(endpoint.identity(), session.chain(), endpoint.trust(), now).stream()
                .filter(warnings::add)
                .forEach(expiry -> screen.accept(chat.warned(expiry.sentence(now), expiry.remedy())));
    }

    private void tellName(Registration registration) {
        String name = registration.nick();
        if (!Names.same(name, registration.wanted())) {
            boolean certified = endpoint.claimedName()
                    .filter(claimed -> Names.same(claimed, name))
                    .isPresent();
            screen.accept(chat.info("your name here is " + name + ": "
                    + (certified ? "it is the name in your certificate" : "the server has chosen it")));
        }
        if (!registration.accountRefusal().isEmpty()) {
            screen.accept(chat.info("you are a guest here: " + registration.accountRefusal()));
        }
    }

    /**
     * The server says something.
     *
     * @throws Problem if it says more than there is room for
     */
    void received(Message message) {
        batches.add(message).ifPresent(this::received);
        sweepLater();
    }

    private void sweepLater() {
        if (!sweeping && !batches.isEmpty()) {
            sweeping = true;
            later.in(SILENCE, this::sweep);
        }
    }

    private void sweep() {
        sweeping = false;
        batches.overdue().forEach(this::received);
        sweepLater();
    }

    private void received(Batch batch) {
        if (requests.answered(batch) || dispatch.answered(batch, this::line)) {
            return;
        } else if (batch.type().equals("chathistory")) {
            history.playback(batch);
        } else {
            batch.lines().forEach(this::line);
        }
    }

    private void line(Message m) {
        boolean mine = chat.isMe(m.nick());
        if (lostName.received(m, mine)) {
            return;
        } else if (m.command().equals("MARKREAD")) {
            markers.told(m);
            return;
        } else if (Numeric.of(m.command()) == Numeric.RPL_ISUPPORT) {
            m.params().forEach(this::support);
        } else if (m.command().equals("PRIVMSG") && mine) {
            dispatch.echoed(m);
        } else if (dispatch.refused(m)) {
            return;
        }
        for (Event event : chat.received(m)) {
            if (event instanceof Event.Left left && left.mine()) {
                dispatch.left(left.where());
            } else if (event instanceof Event.Moved moved && chat.isIn(moved.where())) {
                dispatch.left(moved.from());
                dispatch.entered(moved.where());
                key(moved.where(), keys.getOrDefault(Names.fold(moved.from()), ""));
            } else if (event instanceof Event.Mode mode && mode.mode() == 'k' && chat.isIn(mode.where())) {
                key(mode.where(), mode.on() ? mode.argument() : "");
            }
            history.received(event);
        }
        if (m.command().equals("JOIN") && mine) {
            String room = m.paramOrEmpty(0);
            history.entered(room, chat.time(m));
            dispatch.entered(room);
            dispatch.post();
            later.in(NAMES, () -> chat.overdue(room).forEach(history::received));
        }
    }

    private void support(String token) {
        if (token.startsWith(MONITOR) && lostName.watch()) {
            screen.accept(chat.info("the name " + lostName.name().orElse("")
                    + " is still taken here, perhaps by your lost" + " connection; you get it back when it is free"));
        } else if (token.startsWith(PAGE_SIZE)
                && token.substring(PAGE_SIZE.length()).matches("\\d{1,6}")) {
            history.limit(Integer.parseInt(token.substring(PAGE_SIZE.length())));
        }
    }

    /** The connection is lost. */
    void lost() {
        connected = false;
        features = Features.NONE;
        batches.clear();
        requests.clear();
        history.lost();
        dispatch.lost();
    }

    /** Tells what is left to do before all of the user's messages can be sent; called when the rooms have been entered. */
    void remind() {
        dispatch.remind();
    }

    /** Sends what the user has said. */
    void post() {
        dispatch.post();
    }

    /** The server shall know what the user has read, for they are about to leave. */
    void leave() {
        markers.flush();
    }

    /** The user has left. */
    void close() {
        dispatch.close();
    }

    /** The name to ask for when the connection is made again. */
    String wantedName() {
        return lostName.name().orElse(chat.nick());
    }

    boolean isConnected() {
        return connected;
    }

    Features features() {
        return features;
    }

    /** How many messages the server has refused or not confirmed so far. */
    int undelivered() {
        return dispatch.undelivered();
    }

    @Override
    public void send(Message message) {
        if (message.command().equals("PRIVMSG")) {
            dispatch.say(message);
        } else if (isOnline()) {
            if (message.command().equals("JOIN") && message.params().size() > 1) {
                key(message.params().get(0), message.trailing());
            }
            connection.accept(message);
        }
    }

    private boolean isOnline() {
        if (!connected) {
            show(chat.failed("not connected, and not sent", "try again when the connection is back"));
        }
        return connected;
    }

    @Override
    public void show(Event event) {
        screen.accept(event);
    }

    @Override
    public int room(String target) {
        return dispatch.room(target);
    }

    @Override
    public MultilineLimits multiline() {
        return dispatch.multiline();
    }

    @Override
    public void older(String place, int count) {
        if (isOnline()) {
            history.older(place, count);
        }
    }

    @Override
    public void takeBack(String place) {
        if (!dispatch.withdraw(place) && isOnline()) {
            history.takeBack(place);
        }
    }

    @Override
    public void search(Query query) {
        if (isOnline() && features.search()) {
            finder.find(query);
        } else if (connected) {
            show(chat.failed("this server cannot search", ""));
        }
    }

    @Override
    public void identify() {
        if (tls != null) {
            show(chat.identified(endpoint.identity().certificate(), tls));
        }
    }

    @Override
    public void leave(String reason) {
        leaving.accept(reason);
    }
}
