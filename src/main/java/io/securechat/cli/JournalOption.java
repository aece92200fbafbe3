package io.securechat.cli;

import picocli.CommandLine.Option;

/** {@code --journal}: where what is said is kept. */
final class JournalOption {
    @Option(
            names = "--journal",
            paramLabel = "URI",
            defaultValue = "sqlite:securechat.db",
            description =
                    "Where what is said is kept (${DEFAULT-VALUE}): sqlite:FILE, or memory: for as long as the server runs.")
    private String uri = "";

    String uri() {
        return uri;
    }
}
