package io.securechat.cli.configuration;

import java.util.List;

/**
 * The value of an option from the environment or the settings file.
 *
 * @param source the variable, or the key and its line, for error messages
 * @param place the variable, or the file and the line
 * @param values more than one if the option may be repeated
 */
record Setting(String source, String place, List<String> values) {
    /** Returns the setting of a line in a file. */
    static Setting ofLine(String key, Object file, int line, List<String> values) {
        String place = file + ", line " + line;
        return new Setting(key + " (" + place + ")", place, values);
    }

    /** Returns the value as it is written. */
    String text() {
        return String.join(", ", values);
    }
}
