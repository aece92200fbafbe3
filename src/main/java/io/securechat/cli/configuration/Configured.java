package io.securechat.cli.configuration;

import java.util.function.Supplier;

/** A command that uses its configuration beyond the values of its options. */
public interface Configured {
    /**
     * Takes the configuration before the command runs.
     *
     * @param again reads the configuration again, and returns a new command with its present values; throws a {@link
     *     io.securechat.Problem} if it is invalid
     */
    void configure(Configuration configuration, Supplier<?> again);
}
