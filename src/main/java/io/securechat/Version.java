package io.securechat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which release this is, as the build has written it down. */
public final class Version {
    private Version() {}

    /** The name and the release, such as {@code securechat 1.0}. */
    public static String text() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "securechat " + build.getProperty("version");
    }
}
