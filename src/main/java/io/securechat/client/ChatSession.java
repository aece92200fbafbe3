package io.securechat.client;

import io.securechat.Problem;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.Features;
import io.securechat.client.connection.Registration;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.conversation.RoomKeys;
import io.securechat.client.event.Event;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.history.MessageHistory;
import io.securechat.client.history.MessageSearch;
import io.securechat.client.history.ReadMarkers;
import io.securechat.client.history.RecentMessages;
import io.securechat.client.outbox.MessageSender;
import io.securechat.client.request.BatchCollector;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.request.Requests;
import io.securechat.client.request.TypingNotices;
import io.securechat.client.script.Script;
import io.securechat.client.state.Account;
import io.securechat.client.state.OpenRooms;
import io.securechat.client.state.ReadMarks;
import io.securechat.client.thread.Scheduler;
import io.securechat.client.window.Windows;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.tls.TlsSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The user's session with the server, over one connection after the other: hands each line to the part that handles it.
 */
final class ChatSession implements Script.Server, UserActions.Session {
    private final RoomKeys keys = new RoomKeys();
    private final Endpoint endpoint;
    private final ChatOptions options;
    private final Conversation chat;
    private final Consumer<Message> connection;
    private final Windows screen;
    private final ConnectionNotices notices;
    private final LostName lostName;
    private final Absence absence;
    private final Entrances entrances;
    private final BatchCollector batches;
    private final Requests requests;
    private final ReadMarkers markers;
    private final MessageHistory history;
    private final MessageSender sender;
    private final MessageSearch search;
    private final Script script;
    private final TypingNotices typing;
    private final UserActions actions;
    private Features features = Features.NONE;
    private @Nullable TlsSession tls;
    private boolean connected;

    /**
     * Creates a session without a connection.
     *
     * @param leave leaves the server with a reason, which may be empty
     * @param reconnect reconnects at once
     */
    ChatSession(
            Endpoint endpoint,
            ChatOptions options,
            Conversation chat,
            Consumer<Message> connection,
            Scheduler scheduler,
            Windows screen,
            Consumer<String> leave,
            Runnable reconnect) {
        this.endpoint = endpoint;
        this.options = options;
        this.chat = chat;
        this.connection = connection;
        this.screen = screen;
        notices = new ConnectionNotices(endpoint, chat, screen);
        lostName = new LostName(chat, connection, screen);
        absence = new Absence(chat, connection, screen);
        batches = new BatchCollector(scheduler, this::received);
        requests = new Requests(connection, scheduler);
        markers = new ReadMarkers(connection, scheduler);
        RecentMessages recent = new RecentMessages(screen);
        history = new MessageHistory(
                chat, requests, markers, options.screenful(), options.missed(), options.since(), recent);
        screen.whenDisplayed(history::displayed);
        sender = new MessageSender(chat, connection, scheduler, history::received, options.verbose());
        entrances = new Entrances(chat, connection, scheduler, history, sender);
        search = new MessageSearch(chat, requests, recent, options.screenful(), screen);
        script = new Script(chat, requests, sender, this::features, this, screen);
        typing = new TypingNotices(notice -> requests.ask(notice, answer -> {}), System::nanoTime);
        actions = new UserActions(
                endpoint, options, chat, screen, this, notices, sender, history, search, recent, leave, reconnect);
    }

    /** The server has welcomed the user, for the first time or again. */
    void registered(Registration registration, TlsSession session) {
        boolean first = tls == null;
        connected = true;
        tls = session;
        features = registration.features();
        List<String> rooms = chat.rooms();
        lostName.registered(registration);
        screen.accept(chat.registered(registration.nick(), registration.account()));
        notices.welcomed(registration, session);
        absence.registered();
        if (first) {
            options.state()
                    .map(directory -> endpoint.account(directory, registration.nick()))
                    .ifPresent(this::restore);
        }
        history.connected(features, !registration.account().isEmpty());
        if (rooms.isEmpty()) {
            options.rooms().stream().map(keys::join).forEach(connection);
        }
        rooms.stream().map(keys::join).forEach(connection);
        if (!first) {
            chat.room().filter(room -> !rooms.contains(room)).map(keys::join).ifPresent(connection);
        }
        search.connected(features);
        sender.connected(features);
        sender.flush();
    }

    /** Restores the state of the last run: unsent messages, and open rooms. */
    private void restore(Account account) {
        sender.open(account.outbox());
        markers.keep(new ReadMarks(account, problem -> screen.accept(chat.warned(problem))));
        OpenRooms last = new OpenRooms(account, problem -> screen.accept(chat.warned(problem)));
        last.names().stream().filter(Names::isChannelLike).map(keys::join).forEach(connection);
        if (options.rooms().isEmpty()) {
            last.current().ifPresent(chat::enter);
        }
        screen.restore(last);
    }

    /**
     * Takes a line from the server.
     *
     * @throws Problem if open batches exceed their limits
     */
    void received(Message message) {
        batches.add(message);
    }

    private void received(Batch batch) {
        if (requests.answered(batch) || sender.answered(batch, this::line)) {
            return;
        } else if (batch.type().equals("chathistory")) {
            history.playback(batch);
        } else {
            batch.lines().forEach(this::line);
        }
    }

    @Override
    public void line(Message m) {
        boolean mine = chat.isMe(m.nick());
        if (lostName.received(m, mine) || absence.received(m, mine)) {
            return;
        } else if (m.command().equals("MARKREAD")) {
            markers.received(m).ifPresent(until -> screen.readElsewhere(m.paramOrEmpty(0), until));
            return;
        } else if (Numeric.of(m.command()) == Numeric.RPL_ISUPPORT) {
            m.params().forEach(lostName::support);
            m.params().forEach(history::support);
        } else if (m.command().equals("PRIVMSG") && mine) {
            sender.echoed(m);
        } else if (sender.refused(m)) {
            return;
        }
        for (Event event : chat.received(m)) {
            if (event instanceof RoomEvent.Left left && left.mine()) {
                sender.left(left.where());
            } else if (event instanceof RoomEvent.Renamed renamed && chat.isIn(renamed.where())) {
                sender.left(renamed.from());
                sender.entered(renamed.where());
            }
            keys.received(event, chat::isIn);
            history.received(event);
        }
        entrances.ask();
        if (m.command().equals("JOIN") && mine) {
            entrances.joined(m.paramOrEmpty(0), chat.time(m));
        }
    }

    /** @param retry the delay before the next attempt to connect, empty if there is none */
    void connectionLost(Problem why, Optional<Duration> retry) {
        retry.ifPresent(delay -> notices.lost(why, delay));
        connected = false;
        features = Features.NONE;
        typing.connectionLost();
        batches.clear();
        requests.clear();
        history.connectionLost();
        search.connectionLost();
        sender.connectionLost();
    }

    /** Shows which rooms the user must join so that all their messages are sent. */
    void remind() {
        sender.remind();
    }

    /** Sends the user's messages. */
    void flush() {
        sender.flush();
    }

    /** The user is about to leave: tells the server what they have read. */
    void leaving() {
        markers.flush();
    }

    /** The user has left. */
    void close() {
        sender.close();
    }

    /** The nick to request with the next connection. */
    String wantedName() {
        return lostName.name().orElse(chat.nick());
    }

    /** Returns whether messages of the past are still to come. */
    boolean isFetching() {
        return history.isFetching();
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    Features features() {
        return features;
    }

    Script script() {
        return script;
    }

    /** The number of messages and commands that were refused or not confirmed so far. */
    int undelivered() {
        return sender.undelivered() + script.failed();
    }

    /** The user has changed the text that they write; those who would receive it see that they write. */
    void writing(String text) {
        if (features.tags() && features.labels()) {
            chat.target().ifPresent(place -> typing.writing(place, text));
        }
    }

    /** The actions that the user's commands take. */
    UserActions actions() {
        return actions;
    }

    @Override
    public void leave(String reason) {
        actions.leave(reason);
    }

    @Override
    public @Nullable TlsSession tls() {
        return tls;
    }

    @Override
    public void send(Message message) {
        if (message.command().equals("JOIN")) {
            keys.sent(message);
        }
        absence.changed(message);
        connection.accept(message);
    }

    @Override
    public void joinLater(Message join) {
        keys.sent(join);
    }

    @Override
    public void say(Message message) {
        typing.sent(message.paramOrEmpty(0));
        sender.add(message);
    }
}
