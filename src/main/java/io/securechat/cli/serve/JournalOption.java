package io.securechat.cli.serve;

import picocli.CommandLine.Option;

/** {@code --journal}: the store of messages. */
public final class JournalOption {
    @Option(
            names = "--journal",
            paramLabel = "URI",
            defaultValue = "sqlite:securechat.db",
            description =
                    "Message store (default: ${DEFAULT-VALUE}): either sqlite:FILE, or memory:, which lasts until the server stops")
    private String uri = "";

    /** Returns the journal's URI. */
    public String uri() {
        return uri;
    }
}
