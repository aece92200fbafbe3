package io.securechat.cli.terminal;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;

/** The form of the server's log. */
public enum LogFormat {
    /** Lines for people. */
    TEXT {
        @Override
        Encoder<ILoggingEvent> encoder(LoggerContext context) {
            return TextLog.encoder(context);
        }
    },

    /** A JSON object on each line. */
    JSON {
        @Override
        Encoder<ILoggingEvent> encoder(LoggerContext context) {
            return JsonLog.encoder(context);
        }
    };

    /** Returns an encoder, started. */
    abstract Encoder<ILoggingEvent> encoder(LoggerContext context);
}
