package io.securechat.client.window;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Whispered;
import io.securechat.client.event.UserEvent;
import io.securechat.irc.Names;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The user who has sent the last private message, whom {@code /reply} answers. */
public final class Callers {
    private final Supplier<Instant> clock;
    private String last = "";
    private Instant since = Instant.MIN;

    Callers(Supplier<Instant> clock) {
        this.clock = clock;
    }

    void accept(Event event) {
        if (event instanceof Whispered whispered && !whispered.utterance().mine()) {
            since = last.isEmpty() || Names.same(last, whispered.where()) ? since : clock.get();
            last = whispered.where();
        } else if (event instanceof UserEvent.Renamed renamed && Names.same(last, renamed.from())) {
            last = renamed.to();
        }
    }

    /** The sender of the last private message. */
    public Optional<String> last() {
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    /** The time since which it is this sender and not another one. */
    public Instant since() {
        return since;
    }
}
