package io.securechat.client.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Emoji and their shortcodes, such as {@code :tada:}. The table is in {@code emoji.txt}. */
public final class Emoji {
    private static final SortedMap<String, String> BY_NAME = read();

    private Emoji() {}

    private static SortedMap<String, String> read() {
        SortedMap<String, String> all = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Emoji.class.getResourceAsStream("emoji.txt")), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                for (int i = 1; i < words.length; i++) {
                    all.put(":" + words[i] + ":", words[0]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableSortedMap(all);
    }

    /** Finds an emoji by its shortcode; the colons may be missing. */
    public static Optional<String> named(String shortcode) {
        String name = shortcode.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.get(name.startsWith(":") ? name : ":" + name + ":"));
    }

    /** Returns the emoji whose shortcodes begin with a text, by shortcode. */
    public static SortedMap<String, String> beginningWith(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return BY_NAME.subMap(name, name + Character.MAX_VALUE);
    }
}
