package io.securechat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes JSON objects (RFC 8259) on one line each, in which {@linkplain SafeText#isUnsafe unsafe} characters are escaped. */
public final class JsonLine {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .characterEscapes(new Numbered())
            .build();

    private static final HexFormat HEX = HexFormat.of();

    private JsonLine() {}

    /** The fields of an object, written one after the other. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** Returns an object that has these fields, without a line break at its end. */
    public static String of(Fields fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return escape(line.toString());
    }

    /** Jackson escapes by UTF-16 unit, and unsafe characters above U+FFFF have two. They occur in strings only. */
    private static String escape(String json) {
        if (json.codePoints().noneMatch(SafeText::isUnsafe)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 64);
        json.codePoints().forEach(c -> {
            if (SafeText.isUnsafe(c)) {
                for (char unit : Character.toChars(c)) {
                    escaped.append("\\u").append(HEX.toHexDigits(unit));
                }
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** Escapes a line break as {@code \}{@code u000a}, like every other control character. */
    private static final class Numbered extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        private final int[] ascii = standardAsciiEscapesForJSON();

        Numbered() {
            Arrays.fill(ascii, 0, ' ', ESCAPE_STANDARD);
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return null;
        }
    }
}
