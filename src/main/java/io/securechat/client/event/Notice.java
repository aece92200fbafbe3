package io.securechat.client.event;

import java.time.Instant;
import java.util.List;

/** A line of text for the user. */
public sealed interface Notice extends Event {
    /** Calls the case for this event. */
    <R> R match(Cases<R> cases);

    @Override
    default <R> R match(Event.Cases<R> cases) {
        return match(cases.notices());
    }

    /** An answer or a remark. */
    record Info(Instant at, String text) implements Notice {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.info(this);
        }
    }

    /**
     * Something the user asked for did not work.
     *
     * @param hint the way to fix it, or empty
     */
    record Failed(Instant at, String text, String hint) implements Notice {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /**
     * Something needs attention soon, or is not as the user asked.
     *
     * @param hint the way to fix it
     */
    record Warned(Instant at, String text, String hint) implements Notice {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.warned(this);
        }
    }

    /** A page of help, which is about no moment. */
    record Help(Instant at, List<Line> lines) implements Notice {
        /**
         * A line of the page.
         *
         * @param term the thing that the text is about, such as a command, with blanks up to the text; or empty
         */
        public record Line(String term, String text) {}

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.help(this);
        }
    }

    /** The user clears the screen. */
    record Cleared(Instant at) implements Notice {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cleared(this);
        }
    }

    /** The cases of this group. */
    interface Cases<R> {
        R info(Info event);

        R failed(Failed event);

        R warned(Warned event);

        R help(Help event);

        R cleared(Cleared event);
    }
}
