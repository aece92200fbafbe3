package io.securechat.client.setting;

import io.securechat.AtomicFile;
import io.securechat.FileErrors;
import io.securechat.InputFile;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.client.state.Folders;
import io.securechat.irc.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings file of {@code join}, which its user edits: lines such as {@code bell = off}, first those for every connection, then
 * under {@code [work]} those of the profile {@code work}. A line that begins with {@code #} is a comment.
 */
public final class ConfigFile {
    /** The part of the file before the first profile. */
    public static final String GENERAL = "";

    /** No file. */
    public static final ConfigFile NONE = new ConfigFile(null);

    private static final Pattern PROFILE = Pattern.compile("\\[\\s*([\\p{L}\\p{N}._-]+)\\s*\\]");
    private static final Pattern ENTRY = Pattern.compile("(?s)([^\\s=]+)\\s*=\\s*(.*)");
    private static final Pattern LINE = Pattern.compile("(?s)^(\\s*[^\\s=]+\\s*=\\s*).*");

    private final @Nullable Path path;
    private final Map<String, List<Entry>> parts = new LinkedHashMap<>();

    /** The line of the first profile, or 0. */
    private int firstProfile;

    /** A line of the file. */
    public record Entry(int line, String key, String value) {}

    private ConfigFile(@Nullable Path path) {
        this.path = path;
        parts.put(GENERAL, new ArrayList<>());
    }

    /** Returns the path of this user's file, which need not exist. */
    public static Path usual(Map<String, String> environment) {
        return Folders.own(environment).config().resolve("join.conf");
    }

    /**
     * Reads a file, which is empty if it does not exist.
     *
     * @throws Problem if it cannot be read, or a line is malformed
     */
    public static ConfigFile read(Path path) {
        ConfigFile file = new ConfigFile(path);
        if (Files.exists(path)) {
            try {
                file.parse(InputFile.lines(path, InputFile.TEXT));
            } catch (IOException e) {
                throw new Problem(
                        "cannot read '" + path + "': " + FileErrors.reason(e), "check the file and its permissions", e);
            }
        }
        return file;
    }

    private void parse(List<String> lines) {
        String part = GENERAL;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher profile = PROFILE.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (profile.matches()) {
                part = profile.group(1);
                firstProfile = firstProfile == 0 ? i + 1 : firstProfile;
                if (parts.put(part, new ArrayList<>()) != null) {
                    throw wrong(i + 1, "[" + part + "] is there twice", "put its lines together");
                }
            } else if (entry.matches()) {
                parts.getOrDefault(part, new ArrayList<>()).add(new Entry(i + 1, entry.group(1), entry.group(2)));
            } else {
                throw wrong(i + 1, "'" + line + "' is not a setting", "write KEY = VALUE, [PROFILE] or # COMMENT");
            }
        }
    }

    /** Returns the path, or null for {@link #NONE}. */
    public @Nullable Path path() {
        return path;
    }

    /** Returns the names of all profiles. */
    public List<String> profiles() {
        return parts.keySet().stream().filter(part -> !part.equals(GENERAL)).toList();
    }

    /** Returns the lines of a profile or of the {@link #GENERAL general} part. */
    public List<Entry> entries(String part) {
        return List.copyOf(parts.getOrDefault(part, List.of()));
    }

    /** Returns the problem with a line. */
    public Problem wrong(Entry entry, String what, String hint) {
        return wrong(entry.line(), what, hint);
    }

    private Problem wrong(int line, String what, String hint) {
        return new Problem(path + ", line " + line + ": " + what, hint);
    }

    /**
     * Sets a key and leaves everything else in the file, which may have been edited since it was read, as it is.
     *
     * @throws Problem if the file cannot be written, or has become malformed
     */
    void save(String part, String key, String value) {
        Path file = path;
        if (file == null) {
            return;
        }
        ConfigFile now = read(file);
        try {
            boolean exists = Files.exists(file);
            Path target = exists ? file.toRealPath() : file.toAbsolutePath();
            if (exists && !Files.isRegularFile(target)) {
                throw unsaved(file, "not a regular file", null);
            }
            String text = exists ? InputFile.text(target, InputFile.TEXT) : "";
            String end = text.contains("\r\n") ? "\r\n" : "\n";
            List<String> lines = new ArrayList<>(text.lines().toList());
            now.set(lines, part, key, value);
            Path folder = target.resolveSibling(".");
            Files.createDirectories(folder, Permissions.FOLDER_FOR_OWNER.at(folder));
            Path fresh = target.resolveSibling(
                    target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
            try (AtomicFile replacing = AtomicFile.create(target, fresh, Permissions.FOR_OWNER)) {
                replacing.write((String.join(end, lines) + end).getBytes(StandardCharsets.UTF_8));
                replacing.replace();
            }
        } catch (IOException e) {
            throw unsaved(file, FileErrors.reason(e), e);
        }
    }

    private static Problem unsaved(Path file, String why, @Nullable IOException cause) {
        return new Problem(
                "cannot save this in '" + file + "': " + why, "the setting is valid until you leave the chat", cause);
    }

    /** Replaces the line of a key, or adds one: behind the last line of its part, or before the first profile. */
    private void set(List<String> lines, String part, String key, String value) {
        List<Entry> entries = entries(part);
        for (Entry entry : entries) {
            if (Names.same(entry.key(), key)) {
                Matcher line = LINE.matcher(lines.get(entry.line() - 1));
                lines.set(entry.line() - 1, line.replaceFirst("$1" + Matcher.quoteReplacement(value)));
                return;
            }
        }
        String added = key + " = " + value;
        if (!entries.isEmpty()) {
            lines.add(entries.get(entries.size() - 1).line(), added);
        } else if (firstProfile == 0) {
            lines.add(added);
        } else {
            lines.addAll(firstProfile - 1, List.of(added, ""));
        }
    }
}
