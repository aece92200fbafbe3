package io.securechat.cli.configuration;

import java.util.List;

/**
 * The value of an option from the environment or the settings file.
 *
 * @param source the variable or line that sets it, for error messages
 * @param values more than one if the option may be repeated
 */
record Setting(String source, List<String> values) {
    /** Returns the value as it is written. */
    String text() {
        return String.join(", ", values);
    }
}
