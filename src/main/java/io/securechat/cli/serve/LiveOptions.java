package io.securechat.cli.serve;

import io.securechat.Problem;
import io.securechat.cli.configuration.OptionValue;
import io.securechat.cli.terminal.UsageException;
import java.util.List;
import java.util.function.Supplier;

/** The options of a running server, which a reload reads again from the environment and the configuration file. */
final class LiveOptions {
    private final List<OptionValue> started;
    private final Supplier<Serve> again;

    /**
     * The options as they are now.
     *
     * @param files those that the options name
     * @param restart sentences about options whose new values need a restart
     */
    record Reread(ServerFiles files, List<String> restart) {}

    /**
     * @param started the options at the start of the server
     * @param again reads the options
     */
    LiveOptions(List<OptionValue> started, Supplier<Serve> again) {
        this.started = started;
        this.again = again;
    }

    /** @throws Problem if an option is invalid now */
    Reread read() {
        Serve serve = again.get();
        try {
            serve.checkOptions();
        } catch (UsageException e) {
            throw serve.named(e.problem());
        }
        List<String> restart = serve.values().stream()
                .filter(value -> !value.live() && started.stream().noneMatch(value::isSame))
                .map(value -> value.key() + " = " + (value.text().isEmpty() ? "(none)" : value.text()) + " ("
                        + value.place() + ")")
                .toList();
        return new Reread(serve.files(), restart);
    }
}
