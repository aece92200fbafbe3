package io.securechat.client.line;

import io.securechat.AtomicFile;
import io.securechat.Permissions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/** The lines typed in one room, of which those without a secret are kept in a file. */
public final class InputHistory extends DefaultHistory {
    /** Lines in the file; of more, the oldest are dropped when it is read. */
    static final int MAX_LINES = 1000;

    private static final int MAX_LENGTH = 4096;

    /** Commands whose parameters may be kept. Of all others only the name may: it may be short for one with a secret. */
    private static final Set<String> HARMLESS =
            Set.of(("me help history search topic who whois names list leave switch follow away"
                            + " back nick mentions mute unmute ignore unignore kick ban unban op deop voice devoice invite settings show log"
                            + " delete clear react typing")
                    .split(" ", -1));

    private static final Pattern COMMAND = Pattern.compile("/(?<name>\\S*)\\s*(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern KEY =
            Pattern.compile("PRIVATE KEY|^(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)[A-Za-z0-9+/]{40,}={0,2}$", Pattern.MULTILINE);

    private final Optional<Path> file;

    /** @param file in JLine's form, or empty to keep nothing */
    InputHistory(Optional<Path> file) {
        this.file = file;
        file.ifPresent(this::load);
    }

    private void load(Path path) {
        try {
            List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
            List<String> newest = lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
            if (newest.size() < lines.size()) {
                rewrite(path, newest);
            }
            newest.forEach(this::read);
        } catch (IOException e) {
            // A file that is gone or damaged is an empty history.
        }
    }

    private static void rewrite(Path path, List<String> lines) throws IOException {
        try (AtomicFile file =
                AtomicFile.create(path, path.resolveSibling(path.getFileName() + ".new"), Permissions.FOR_OWNER)) {
            file.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            file.replace();
        }
    }

    private void read(String entry) {
        int colon = entry.indexOf(':');
        try {
            Instant time = Instant.ofEpochMilli(Long.parseLong(entry.substring(0, Math.max(0, colon))));
            internalAdd(time, entry.substring(colon + 1).translateEscapes());
        } catch (IllegalArgumentException e) {
            // Another program wrote this line.
        }
    }

    /** The lines come from the file of the room, not from that of the reader. */
    @Override
    public void attach(LineReader reader) {}

    /** Keeps a line in memory. {@link #sent} keeps it in the file. */
    @Override
    public void add(Instant time, String line) {
        if (!line.isBlank() && (isEmpty() || !get(last()).equals(line))) {
            internalAdd(time, line);
        }
    }

    /** A line was carried out: keeps it in the file unless it may contain a secret. */
    public void sent(String line) {
        if (file.isPresent() && isHarmless(line)) {
            String entry = Instant.now().toEpochMilli() + ":" + escaped(line) + "\n";
            try {
                Files.writeString(file.get(), entry, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            } catch (IOException e) {
                // The chat goes on; the line is still in memory.
            }
        }
    }

    /** Returns whether a line surely contains neither a password nor a private message. */
    static boolean isHarmless(String line) {
        Matcher command = COMMAND.matcher(line);
        if (line.isBlank() || line.length() > MAX_LENGTH || KEY.matcher(line).find()) {
            return false;
        } else if (line.startsWith("//") || !command.matches()) {
            return true;
        }
        String rest = command.group("rest").strip();
        boolean room = command.group("name").equals("join") && rest.matches("\\S*");
        return rest.isEmpty() || room || HARMLESS.contains(command.group("name"));
    }

    private static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
