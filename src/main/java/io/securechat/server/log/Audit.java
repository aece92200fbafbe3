package io.securechat.server.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The audit log: who used a privilege, and who was refused. Each event has a name and fields; none has the text of a message, a topic or a
 * key. It is off unless the server has a file for it.
 */
public final class Audit {
    /** The name of its logger. */
    public static final String LOGGER = "audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private Audit() {}

    /** Begins an event of the server itself: add its fields, and log it. */
    public static LoggingEventBuilder event(String name) {
        return LOG.atInfo().setMessage(name);
    }

    /**
     * Begins an event of a user: add its other fields, and log it.
     *
     * @param by {@code nick!user@host}
     * @param address of the connection
     */
    public static LoggingEventBuilder event(String name, String by, String address) {
        return event(name).addKeyValue("by", by).addKeyValue("address", address);
    }
}
