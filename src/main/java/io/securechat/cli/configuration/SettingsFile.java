package io.securechat.cli.configuration;

import io.securechat.InputFile;
import io.securechat.Nearest;
import io.securechat.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Options of {@code serve} from a properties file in UTF-8: {@code serve.port=7000}, or {@code port=7000}. A key may be repeated
 * only if the option may. A line without effect is an error.
 */
final class SettingsFile {
    private static final String ESCAPES = "tnrfu\\ :=#!";

    private final Path file;
    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

    private record Entry(int line, String value) {}

    private SettingsFile(Path file) {
        this.file = file;
    }

    /** @throws Problem if it cannot be read, or a line is malformed */
    static SettingsFile read(Path file) {
        SettingsFile settings = new SettingsFile(file);
        try {
            settings.parse(InputFile.lines(file, InputFile.TEXT));
        } catch (IOException e) {
            throw new Problem("cannot read '" + file + "'", "check the file and its permissions", e);
        }
        return settings;
    }

    private void parse(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            StringBuilder logical = new StringBuilder(lines.get(i));
            boolean comment = logical.toString().strip().matches("(?s)[#!].*");
            while (!comment && endsInBackslash(logical) && i + 1 < lines.size()) {
                i++;
                logical.setLength(logical.length() - 1);
                logical.append(lines.get(i).stripLeading());
            }
            if (!comment && !logical.toString().isBlank()) {
                add(number, logical.toString());
            }
        }
    }

    private static boolean endsInBackslash(CharSequence text) {
        int backslashes = 0;
        while (backslashes < text.length() && text.charAt(text.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void add(int number, String line) {
        for (int i = line.indexOf('\\'); i >= 0; i = line.indexOf('\\', i + 2)) {
            if (i + 1 == line.length() || ESCAPES.indexOf(line.charAt(i + 1)) < 0) {
                throw wrong(number, "invalid escape \\ in '" + line.strip() + "'", "write \\\\ for a backslash");
            }
        }
        Properties one = new Properties();
        try {
            one.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(number, "'" + line.strip() + "' has an invalid \\u", "write the character itself, in UTF-8");
        }
        for (String key : one.stringPropertyNames()) {
            String value = one.getProperty(key).strip();
            if (value.isEmpty()) {
                throw wrong(number, key + " has no value", "write " + key + "=VALUE, or remove the line");
            }
            entries.computeIfAbsent(key, unused -> new ArrayList<>()).add(new Entry(number, value));
        }
    }

    /**
     * Checks that every key is a setting.
     *
     * @return the keys for {@code join} and {@code gencert}, which do not read the file
     * @throws Problem if a key is not a setting of {@code serve}
     */
    List<String> checkKeys(OptionNames names) {
        List<String> known = Stream.concat(
                        names.keys("serve").stream(),
                        names.bareKeys().stream().filter(key -> names.isBareNameOf("serve", key)))
                .toList();
        List<String> others = new ArrayList<>();
        entries.forEach((key, found) -> {
            if (key.startsWith("join.") || key.startsWith("gencert.")) {
                others.add(key);
            } else if (!known.contains(key)) {
                String meant = Nearest.to(key, known)
                        .map(nearest -> "did you mean " + nearest + "? ")
                        .orElse("");
                throw wrong(
                        found.get(0).line(), "unknown setting '" + key + "'", meant + Problem.command("serve --help"));
            }
        });
        return others;
    }

    boolean hasKeysOf(String family) {
        return entries.keySet().stream().anyMatch(key -> key.startsWith(family + "."));
    }

    /**
     * Returns the value of an option.
     *
     * @throws Problem if it is set twice but may not be repeated
     */
    Optional<Setting> find(OptionNames.Command command, String option, boolean repeatable) {
        return Stream.concat(command.prefixes().stream().map(prefix -> prefix + "." + option), Stream.of(option))
                .filter(entries::containsKey)
                .findFirst()
                .map(key -> setting(key, entries.getOrDefault(key, List.of()), repeatable));
    }

    private Setting setting(String key, List<Entry> found, boolean repeatable) {
        if (found.size() > 1 && !repeatable) {
            throw wrong(
                    found.get(1).line(),
                    key + " is already set in line " + found.get(0).line(),
                    "remove one of the lines");
        }
        return new Setting(
                key + " (" + file.getFileName() + ", line " + found.get(0).line() + ")",
                found.stream().map(Entry::value).toList());
    }

    private Problem wrong(int line, String what, String hint) {
        return new Problem(file.getFileName() + ", line " + line + ": " + what, hint);
    }
}
