package io.securechat.client.event;

import java.time.Instant;
import java.util.List;

/** The result of a program's command. */
public sealed interface CommandResult extends Event {
    /** The program's own identifier of the command, or empty. */
    String id();

    /** Calls the case for this event. */
    <R> R match(Cases<R> cases);

    @Override
    default <R> R match(Event.Cases<R> cases) {
        return match(cases.results());
    }

    /**
     * The server has carried out a command.
     *
     * @param messages the server's identifiers of the messages that were sent or found, in order
     */
    record Done(Instant at, String command, String id, List<String> messages) implements CommandResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.done(this);
        }
    }

    /**
     * A command was not carried out.
     *
     * @param code the server's code of the refusal, such as {@code ERR_NOSUCHNICK}, or the client's own
     * @param hint the way to fix it, or empty
     */
    record Refused(Instant at, String command, String id, String code, String reason, String hint)
            implements CommandResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /**
     * A line of the input is not a command.
     *
     * @param line its number, from 1
     * @param hint the way to fix it, or empty
     */
    record Invalid(Instant at, String id, long line, String reason, String hint) implements CommandResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.invalid(this);
        }
    }

    /** The cases of this group. */
    interface Cases<R> {
        R done(Done event);

        R refused(Refused event);

        R invalid(Invalid event);
    }
}
