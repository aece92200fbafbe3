package io.securechat.client;

import io.securechat.Problem;
import io.securechat.client.connection.Failures;
import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import io.securechat.client.request.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One message to a room or a user, which is delivered or a {@link Problem}. Takes the events of its client, and shows none. */
public final class Post implements Consumer<Event> {
    private final String text;
    private final Optional<String> receiver;
    private final List<String> rooms;

    /** The last failure, which explains why the user is not in a room. */
    private volatile Notice.@Nullable Failed failure;

    /**
     * @param receiver a user; empty for a room
     * @param rooms the rooms that the user joins; the message goes to the first, or by default to the one that the user is in at first
     */
    public Post(String text, Optional<String> receiver, List<String> rooms) {
        this.text = text;
        this.receiver = receiver;
        this.rooms = rooms;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Notice.Failed failed) {
            failure = failed;
        }
    }

    /**
     * Sends the message, and returns when the server has stored it.
     *
     * @throws Problem if the server refuses it, does not confirm messages, or the connection is lost
     */
    public void send(ChatClient client) {
        String target = receiver.or(() -> rooms.stream().findFirst())
                .or(client::room)
                .orElseThrow(() -> new Problem("there is no room to send to", "name one: --room #tea"));
        if (receiver.isEmpty() && !client.isIn(target)) {
            Notice.Failed why = failure;
            throw why == null
                    ? new Problem("you are not in " + target, "name another room: --room #tea")
                    : new Problem("you are not in " + target + ": " + why.text(), why.hint());
        } else if (!client.echoes()) {
            throw new Problem(
                    "this server does not confirm messages (no echo-message)",
                    "without it, delivery cannot be checked");
        }
        CompletableFuture<Outcome> sent = new CompletableFuture<>();
        client.script(script -> script.say(target, text, Map.of(), sent::complete));
        Failures.await(client.flush());
        Outcome outcome = sent.getNow(Outcome.refused("NO_ANSWER", "the server does not confirm it", ""));
        if (!outcome.isDone()) {
            throw new Problem("not sent to " + target + ": " + outcome.reason(), outcome.hint());
        }
    }
}
