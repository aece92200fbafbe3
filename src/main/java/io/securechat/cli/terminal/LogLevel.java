package io.securechat.cli.terminal;

import java.util.Locale;

/** How much the server logs. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /** Returns the level for the libraries, which log only what is wrong unless all is logged. */
    LogLevel ofLibraries() {
        return switch (this) {
            case ERROR -> ERROR;
            case WARN, INFO -> WARN;
            case DEBUG -> INFO;
        };
    }

    /** Returns the name in lower case, as the user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
