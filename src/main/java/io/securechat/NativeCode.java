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
    private NativeCode() {}

    /** A library's own loader. */
    public interface Loader {
        void load() throws Exception;
    }

    /** Returns the folder that a system property names, or the JVM's temporary folder if it is not set. */
    public static String folder(String property) {
        return System.getProperty(property, System.getProperty("java.io.tmpdir", ""));
    }

    /**
     * Loads native code that the loader unpacks into the folder that a system property names.
     *
     * @throws Exception if the folder cannot be created or the loader fails
     */
    public static void load(String property, Loader loader) throws Exception {
        String parent = folder(property);
        Path folder = Files.createTempDirectory(Path.of(parent), "securechat-native");
        System.setProperty(property, folder.toString());
        try {
            loader.load();
        } finally {
            System.setProperty(property, parent);
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
