package io.securechat.client.script;

import io.securechat.Problem;
import io.securechat.client.connection.Features;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.conversation.Replies;
import io.securechat.client.event.CommandResult;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.Notice;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.input.Paste;
import io.securechat.client.outbox.MessageSender;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.request.Outcome;
import io.securechat.client.request.Requests;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Carries out the commands of a program, and shows the result of each as a {@link CommandResult}. */
public final class Script {
    private final Conversation chat;
    private final Requests requests;
    private final MessageSender sender;
    private final Supplier<Features> features;
    private final Server server;
    private final Consumer<Event> screen;
    private int failed;

    /** The server and the session with it. */
    public interface Server {
        /** Takes a line that belongs to the answer to a command. */
        void line(Message line);

        void leave(String reason);
    }

    public Script(
            Conversation chat,
            Requests requests,
            MessageSender sender,
            Supplier<Features> features,
            Server server,
            Consumer<Event> screen) {
        this.chat = chat;
        this.requests = requests;
        this.sender = sender;
        this.features = features;
        this.server = server;
        this.screen = screen;
    }

    /** @throws Problem if the command names no room, and there is none */
    void begin(Call call, ScriptCommand command) {
        if (features.get().labels()) {
            command.handler().run(this, call);
        } else {
            end(call, unsupported("confirmation of commands (labeled-response)"));
        }
    }

    /** Shows that a line of the input is not a command. */
    void invalid(String id, long number, Problem why) {
        failed++;
        screen.accept(new CommandResult.Invalid(chat.now(), id, number, String.valueOf(why.getMessage()), why.hint()));
    }

    /** The number of commands that were invalid or refused, without messages that were not delivered. */
    public int failed() {
        return failed;
    }

    static Outcome unsupported(String what) {
        return Outcome.refused("NOT_SUPPORTED", "this server does not support " + what, "");
    }

    Features features() {
        return features.get();
    }

    /** Shows the result of a command. */
    void end(Call call, Outcome outcome) {
        failed += outcome.isDone() ? 0 : 1;
        show(call, outcome);
    }

    private void show(Call call, Outcome outcome) {
        String command = call.text("command");
        screen.accept(
                outcome.isDone()
                        ? new CommandResult.Done(chat.now(), command, call.id(), outcome.messages())
                        : new CommandResult.Refused(
                                chat.now(), command, call.id(), outcome.code(), outcome.reason(), outcome.hint()));
    }

    /** Sends a request; the result is the server's answer. */
    void request(Call call, Message message) {
        requests.ask(message, answer -> end(call, outcome(answer, server::line)));
    }

    /** Asks for messages of the past, and shows them. */
    void fetch(Call call, Message question, Origin origin) {
        requests.ask(question, answer -> {
            List<String> ids = new ArrayList<>();
            Outcome outcome = outcome(answer, line -> {
                for (Event event : chat.past(line, origin)) {
                    screen.accept(event);
                    if (event instanceof Spoken spoken) {
                        ids.add(spoken.utterance().id());
                    }
                }
            });
            end(call, outcome.isDone() ? Outcome.done(ids) : outcome);
        });
    }

    /** Returns the outcome of an answer: a refusal if one of its lines is an error. */
    private Outcome outcome(Batch answer, Consumer<Message> others) {
        if (answer.isNone()) {
            return Outcome.refused("NO_ANSWER", "the server does not answer", "try again later");
        }
        Outcome outcome = Outcome.done(List.of());
        for (Message line : answer.lines()) {
            if (Replies.isRefusal(line)) {
                List<Event> events = chat.received(line);
                events.stream()
                        .filter(event -> !(event instanceof Notice.Failed))
                        .forEach(screen);
                outcome = outcome.isDone() ? Outcome.refused(line, events) : outcome;
            } else {
                others.accept(line);
            }
        }
        return outcome;
    }

    /** Says the text of a command. */
    void say(Call call, Map<String, String> tags) {
        say(call.target(), call.text("text"), tags, outcome -> show(call, outcome));
    }

    /**
     * Says a text, as one message or several.
     *
     * @param tags of each message
     * @param end receives the outcome when the server has confirmed or refused all of them
     */
    public void say(String target, String text, Map<String, String> tags, Consumer<Outcome> end) {
        Paste paste = new Paste(text, sender.multiline(), sender.bytesPerLine(target));
        send(target, paste.messages(), tags, end);
    }

    /** Says the text of a command as an action. */
    void act(Call call) {
        String target = call.target();
        int bytes = sender.bytesPerLine(target) - Utf8.length(Conversation.action(""));
        List<String> actions = Paste.lines(call.text("text")).stream()
                .flatMap(line -> Utf8.split(line, bytes).stream())
                .map(Conversation::action)
                .toList();
        send(target, actions, Map.of(), outcome -> show(call, outcome));
    }

    private void send(String target, List<String> texts, Map<String, String> tags, Consumer<Outcome> end) {
        if (Names.isChannelLike(target) && !chat.isIn(target)) {
            failed++;
            end.accept(Outcome.refused("NOT_IN_ROOM", "you are not in " + target, "join it first"));
            return;
        }
        Parts parts = new Parts(texts.size(), end);
        for (String text : texts) {
            sender.add(new Message(tags, null, "PRIVMSG", List.of(target, text)), parts);
        }
        sender.flush();
    }

    /** The messages of one text, whose outcome comes with the last of them. */
    private static final class Parts implements Consumer<Outcome> {
        private final Consumer<Outcome> end;
        private final List<String> ids = new ArrayList<>();
        private Outcome first = Outcome.done(List.of());
        private int left;

        Parts(int count, Consumer<Outcome> end) {
            this.left = count;
            this.end = end;
        }

        @Override
        public void accept(Outcome outcome) {
            ids.addAll(outcome.messages());
            first = first.isDone() ? outcome : first;
            if (--left == 0) {
                end.accept(first.isDone() ? Outcome.done(ids) : first);
            }
        }
    }

    /** Requests a new nick. */
    void rename(Call call, String nick) {
        chat.askFor(nick);
        request(call, Message.of("NICK", nick));
    }

    /** Leaves the server. */
    void quit(Call call, String reason) {
        end(call, Outcome.done(List.of()));
        server.leave(reason);
    }
}
