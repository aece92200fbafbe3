package io.securechat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A loader of libraries' native code that leaves no files behind. The code is unpacked into a new folder and deleted as soon as it is
 * loaded: the libraries themselves leave it there if the process is killed. Windows deletes no files in use; there the library
 * deletes them at a later start.
 */
public final class NativeCode {
    /** The system property with which the launcher of a package tells that it has named the libraries' own files. */
    private static final String UNPACKED = "securechat.native";

    private NativeCode() {}

    /** A library's own loader. */
    public interface Loader {
        void load() throws Exception;
    }

    /** Returns whether native code is loaded from files that a package has installed, so that none is unpacked. */
    static boolean isUnpacked() {
        return System.getProperty(UNPACKED) != null;
    }

    /** Returns the folder that a system property names, or {@link NativeFolder} if it is not set. */
    public static Path folder(String property) {
        String given = System.getProperty(property);
        return given == null ? NativeFolder.own().path() : Path.of(given);
    }

    /** Returns the reason why a library's code cannot be loaded: its folder, or else the platform. */
    public static String reason(Path folder) {
        String trouble = NativeFolder.trouble(folder);
        return trouble.isEmpty()
                ? "the library has none for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                : trouble;
    }

    /**
     * Loads native code that the loader unpacks into the folder that a system property names, unless it is unpacked already.
     *
     * @throws Exception if the folder cannot be created or the loader fails
     */
    public static void load(String property, Loader loader) throws Exception {
        if (isUnpacked()) {
            loader.load();
            return;
        }
        Path parent = folder(property);
        Path folder = Files.createTempDirectory(parent, "securechat-native");
        System.setProperty(property, folder.toString());
        try {
            loader.load();
        } finally {
            System.setProperty(property, parent.toString());
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(folder)) {
            for (Path file : unpacked) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // The remaining files do no harm.
        }
    }
}
