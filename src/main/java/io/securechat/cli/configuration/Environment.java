package io.securechat.cli.configuration;

import io.securechat.Nearest;
import io.securechat.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options from environment variables: {@code SECURECHAT_SERVE_PORT} for {@code serve --port}, or {@code SECURECHAT_PORT}. Variables
 * that Kubernetes sets for a service named {@code securechat} are ignored.
 */
final class Environment {
    static final String PREFIX = "SECURECHAT_";

    /** Maximum number of warnings. */
    private static final int MAX_WARNINGS = 10;

    private static final Pattern OF_KUBERNETES = Pattern.compile(PREFIX
            + "(?:\\w+_)?(?:SERVICE_(?:HOST|PORT(?:_\\w+)?)|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

    private static final String PORT = "_PORT";
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    private final Map<String, String> variables = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param environment all variables of the process */
    Environment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (!name.startsWith(PREFIX) || OF_KUBERNETES.matcher(name).matches()) {
                return;
            } else if (name.endsWith(PORT) && SERVICE_ADDRESS.matcher(value).matches()) {
                String host = name.substring(0, name.length() - PORT.length()) + "_SERVICE_HOST";
                if (!environment.containsKey(host)) {
                    warn(name + "=" + value + " is ignored: Kubernetes sets such variables for its services");
                }
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
     * Returns the value of an option.
     *
     * @throws Problem if the variable is empty
     */
    Optional<Setting> find(OptionNames.Command command, OptionSpec spec, OptionNames names) {
        String option = OptionNames.keyOf(spec);
        for (String prefix : command.prefixes()) {
            String name = OptionNames.variableOf(prefix + "." + option);
            if (variables.containsKey(name)) {
                return Optional.of(setting(name, spec));
            }
        }
        String bare = OptionNames.variableOf(option);
        if (!variables.containsKey(bare)) {
            return Optional.empty();
        } else if (names.isBareNameOf(command.family(), option)) {
            return Optional.of(setting(bare, spec));
        }
        warn(bare + " does not apply to " + command.family() + ": use "
                + OptionNames.variableOf(command.family() + "." + option));
        return Optional.empty();
    }

    private Setting setting(String name, OptionSpec option) {
        String value = variables.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new Problem("the environment variable " + name + " is empty", "give it a value, or: unset " + name);
        }
        return new Setting(
                name,
                name,
                (option.isMultiValue() ? Stream.of(value.split(",", -1)) : Stream.of(value))
                        .map(String::strip)
                        .toList());
    }

    /**
     * Checks that every variable is a setting.
     *
     * @throws Problem if a variable sets nothing
     */
    void checkNames(OptionNames names) {
        Map<String, String> known = new HashMap<>();
        names.bareKeys().forEach(key -> known.put(OptionNames.variableOf(key), key));
        for (String family : Set.of("serve", "join", "gencert")) {
            names.keys(family).forEach(key -> known.put(OptionNames.variableOf(key), key));
        }
        for (String variable : variables.keySet()) {
            if (!known.containsKey(variable)) {
                List<String> words = known.keySet().stream()
                        .map(name -> name.substring(PREFIX.length()))
                        .toList();
                String meant = Nearest.to(variable.substring(PREFIX.length()), words)
                        .map(nearest -> "did you mean " + PREFIX + nearest + "? otherwise: ")
                        .orElse("");
                throw new Problem("unknown environment variable " + variable, meant + "unset " + variable);
            }
        }
    }
}
