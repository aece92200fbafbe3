package io.securechat.cli.join;

import io.securechat.cli.terminal.StandardStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import picocli.CommandLine.ExitCode;

/** {@code join --json-schema}: prints the schema of events and commands. */
final class JsonSchema {
    /** The schema, on the class path. */
    static final String RESOURCE = "/io/securechat/json-schema.json";

    private JsonSchema() {}

    static int print() {
        try (InputStream schema = JsonSchema.class.getResourceAsStream(RESOURCE)) {
            if (schema == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            StandardStreams.output().write(schema.readAllBytes());
            return ExitCode.OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
