package io.securechat.cli.configuration;

import io.securechat.InputFile;
import io.securechat.Nearest;
import io.securechat.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of {@code serve} from its configuration file, in the format of Java's properties files and in UTF-8: lines such as {@code
 * port = 7000}. A key may be repeated only if the option may. A line without effect is an error. Relative paths start from the
 * folder of the file.
 */
final class SettingsFile {
    private static final String ESCAPES = "tnrfu\\ :=#!";
    private static final String CONFIG = "config";
    private static final String JOURNAL = "journal";
    private static final String SQLITE = "sqlite:";

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
                throw wrong(number, key + " has no value", "write " + key + " = VALUE, or remove the line");
            }
            entries.computeIfAbsent(key, unused -> new ArrayList<>()).add(new Entry(number, value));
        }
    }

    /**
     * Checks that every key is an option of {@code serve}.
     *
     * @throws Problem if a key is unknown
     */
    void checkKeys(OptionNames.Command serve) {
        List<String> known = serve.options().stream()
                .map(OptionNames::keyOf)
                .filter(key -> !key.equals(CONFIG))
                .toList();
        entries.forEach((key, found) -> {
            if (!known.contains(key)) {
                String plain = key.replaceFirst("^(?:serve\\.|--?)", "");
                String meant = Nearest.to(plain, known)
                        .map(nearest -> "did you mean " + nearest + "? ")
                        .orElse("");
                throw wrong(
                        found.get(0).line(), "unknown option '" + key + "'", meant + Problem.command("serve --help"));
            }
        });
    }

    /**
     * Returns the value of an option.
     *
     * @throws Problem if it is set twice but may not be repeated
     */
    Optional<Setting> find(OptionSpec option) {
        String key = OptionNames.keyOf(option);
        List<Entry> found = entries.getOrDefault(key, List.of());
        return found.isEmpty() ? Optional.empty() : Optional.of(setting(key, found, option));
    }

    private Setting setting(String key, List<Entry> found, OptionSpec option) {
        if (found.size() > 1 && !option.isMultiValue()) {
            throw wrong(
                    found.get(1).line(),
                    key + " is already set in line " + found.get(0).line(),
                    "remove one of the lines");
        }
        return Setting.ofLine(
                key,
                file,
                found.get(0).line(),
                found.stream()
                        .map(Entry::value)
                        .flatMap(value -> option.isMultiValue() ? Stream.of(value.split(",", -1)) : Stream.of(value))
                        .map(value -> resolve(option, value.strip()))
                        .toList());
    }

    private String resolve(OptionSpec option, String value) {
        try {
            if (Stream.of(option.auxiliaryTypes()).anyMatch(Path.class::equals)) {
                return file.toAbsolutePath().resolveSibling(value).toString();
            } else if (OptionNames.keyOf(option).equals(JOURNAL) && value.startsWith(SQLITE)) {
                return SQLITE + file.toAbsolutePath().resolveSibling(value.substring(SQLITE.length()));
            }
        } catch (InvalidPathException e) {
            // The parser refuses it.
        }
        return value;
    }

    private Problem wrong(int line, String what, String hint) {
        return new Problem(file + ", line " + line + ": " + what, hint);
    }
}
