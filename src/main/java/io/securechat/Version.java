package io.securechat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program, from the build. */
public final class Version {
    private Version() {}

    /** Returns the name and version, such as {@code securechat 1.0}. */
    public static String text() {
        return "securechat " + number();
    }

    /** Returns the version, such as {@code 1.0}. */
    public static String number() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }
}
