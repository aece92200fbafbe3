package io.securechat.cli.control;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.cli.terminal.LogLevel;
import io.securechat.cli.terminal.Logging;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code log}: changes how much the server logs, until its end or the next change. */
public final class LogCommand implements ControlCommand {
    public static final String NAME = "log";
    public static final String LEVEL = "level";

    private static final Logger LOG = LoggerFactory.getLogger(LogCommand.class);

    @Override
    public void run(Map<String, Object> request, Answer answer) throws IOException {
        if (request.get(LEVEL) instanceof String name) {
            LogLevel level = level(name);
            Logging.set(level);
            LOG.warn("the log level is now {}", level);
        }
        answer.line(json -> json.put(LEVEL, Logging.level().toString()));
    }

    private static LogLevel level(String name) {
        return Stream.of(LogLevel.values())
                .filter(level -> level.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        "there is no log level '" + SafeText.of(name) + "'",
                        "use one of " + List.of(LogLevel.values())));
    }
}
