package io.securechat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folder that libraries unpack their native code into: the JVM's temporary folder. The usual {@code /tmp} is replaced by the
 * folder for the program's state if it is missing, cannot be written, or is mounted {@code noexec}, which permits no programs.
 */
public final class NativeFolder {
    private static final Path USUAL = Path.of("/tmp");

    private final List<Path> candidates;

    NativeFolder(List<Path> candidates) {
        this.candidates = candidates;
    }

    /** Returns the folder of this process. */
    public static NativeFolder own() {
        return of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), System.getenv());
    }

    /** A folder that the user has chosen is never replaced. */
    static NativeFolder of(Path temporary, Map<String, String> environment) {
        List<Path> candidates = new ArrayList<>(List.of(temporary));
        if (temporary.equals(USUAL)) {
            String service = environment.getOrDefault("STATE_DIRECTORY", "").replaceFirst(":.*", "");
            String state = environment.getOrDefault("XDG_STATE_HOME", "");
            String home = environment.getOrDefault("HOME", "");
            if (!service.isEmpty()) {
                candidates.add(Path.of(service));
            } else if (!state.isEmpty()) {
                candidates.add(Path.of(state, "securechat"));
            } else if (!home.isEmpty()) {
                candidates.add(Path.of(home, ".local", "state", "securechat"));
            }
        }
        return new NativeFolder(candidates);
    }

    /** Returns the first folder that native code can be loaded from, or else the first one. */
    public Path path() {
        return candidates.stream()
                .filter(folder -> trouble(folder).isEmpty())
                .findFirst()
                .orElse(candidates.get(0));
    }

    /**
     * Makes Netty use the folder, unless the user has chosen another one for it. Call it before any class of Netty is loaded.
     */
    public void use() {
        if (!NativeCode.isUnpacked() && System.getProperty("io.netty.native.workdir") == null) {
            System.setProperty("io.netty.native.workdir", path().toString());
        }
    }

    /** Returns the reason why native code cannot be loaded from a folder; empty if it can be, on a supported platform. */
    public static String trouble(Path folder) {
        try {
            if (!Files.isDirectory(folder) && folder.endsWith("securechat")) {
                Files.createDirectories(folder, Permissions.FOLDER_FOR_OWNER.at(folder));
            }
            Path probe = Files.createTempFile(folder, "securechat", "", Permissions.FOLDER_FOR_OWNER.at(folder));
            try {
                // Nothing on a file system that is mounted noexec is executable, whatever its permissions.
                return Files.isExecutable(probe) ? "" : "it is mounted noexec, so programs cannot be loaded from it";
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return FileErrors.reason(e);
        }
    }
}
