package io.securechat.cli;

import java.util.List;

/**
 * The value of an option that is not on the command line.
 *
 * @param source what has set it, for what is said of a wrong value
 * @param values more than one where the option may be repeated
 */
record Setting(String source, List<String> values) {}
