package io.securechat.cli;

import io.securechat.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Options from environment variables: {@code SECURECHAT_SERVE_PORT} for {@code serve --port}, or {@code SECURECHAT_PORT}. What
 * Kubernetes makes of a service with the name {@code securechat} is not taken for one.
 */
final class Environment {
    static final String PREFIX = "SECURECHAT_";

    /** Lines of warnings at most. */
    private static final int MAX_WARNINGS = 10;

    private static final Pattern OF_KUBERNETES = Pattern.compile(PREFIX
            + "(?:\\w+_)?(?:SERVICE_(?:HOST|PORT(?:_\\w+)?)|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    private final Map<String, String> variables = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param environment all of it */
    Environment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (!name.startsWith(PREFIX) || OF_KUBERNETES.matcher(name).matches()) {
                return;
            } else if (name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches()) {
                warn(name + "=" + value + " is ignored: Kubernetes makes such variables for its services");
            } else {
                variables.put(name, value);
            }
        });
    }

    boolean isEmpty() {
        return variables.isEmpty();
    }

    List<String> warnings() {
        return warnings;
    }

    private void warn(String text) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(text);
        }
    }

    /**
     * The variable that sets an option.
     *
     * @throws Problem if it is empty
     */
    Optional<Setting> find(Commands.Command command, String option, Commands commands) {
        for (String prefix : command.prefixes()) {
            String name = Commands.variableOf(prefix + "." + option);
            if (variables.containsKey(name)) {
                return Optional.of(setting(name));
            }
        }
        String bare = Commands.variableOf(option);
        if (!variables.containsKey(bare)) {
            return Optional.empty();
        } else if (commands.isBareNameOf(command.family(), option)) {
            return Optional.of(setting(bare));
        }
        warn(bare + " is not for " + command.family() + ": use "
                + Commands.variableOf(command.family() + "." + option));
        return Optional.empty();
    }

    private Setting setting(String name) {
        String value = variables.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new Problem("the environment variable " + name + " is empty", "give it a value, or: unset " + name);
        }
        return new Setting(name, List.of(value));
    }

    /** Warns of each variable that sets nothing. */
    void checkNames(Commands commands) {
        Map<String, String> known = new HashMap<>();
        commands.bareKeys().forEach(key -> known.put(Commands.variableOf(key), key));
        for (String family : Set.of("serve", "join", "gencert")) {
            commands.keys(family).forEach(key -> known.put(Commands.variableOf(key), key));
        }
        for (String name : variables.keySet()) {
            if (!known.containsKey(name)) {
                List<String> words = known.keySet().stream()
                        .map(variable -> variable.substring(PREFIX.length()))
                        .toList();
                String meant = Nearest.to(name.substring(PREFIX.length()), words)
                        .map(nearest -> "; did you mean " + PREFIX + nearest + "?")
                        .orElse("");
                warn(name + " is ignored: there is no such setting" + meant);
            }
        }
    }
}
