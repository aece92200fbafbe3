package io.securechat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON objects (RFC 8259) on one line each, in which {@linkplain SafeText#isUnsafe unsafe} characters are escaped; and reads
 * flat ones.
 */
public final class JsonLine {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .characterEscapes(new Numbered())
            .build();

    private static final HexFormat HEX = HexFormat.of();

    private JsonLine() {}

    /** Returns an object that has these fields, without a line break at its end. */
    public static String of(Consumer<Fields> fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            new Fields(json).object(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return escape(line.toString());
    }

    /**
     * Reads an object whose values are strings, whole numbers and booleans, in the order of its fields. Takes time and memory in
     * proportion to the line.
     *
     * @throws IllegalArgumentException with a message for the user, if the line is anything else
     */
    public static Map<String, Object> read(String line) {
        return read(line, JsonLine::number);
    }

    /** Reads an object as {@link #read} does, with all its whole numbers as {@link Long}. */
    public static Map<String, Object> readLong(String line) {
        return read(line, JsonLine::longNumber);
    }

    private static Map<String, Object> read(String line, NumberReader numbers) {
        try (JsonParser json = FACTORY.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                fields.put(name, value(name, json, numbers));
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("there is something behind the JSON object");
            }
            return fields;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not valid JSON: " + SafeText.of(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(String name, JsonParser json, NumberReader numbers) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> numbers.read(name, json);
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            default ->
                throw new IllegalArgumentException(
                        "\"" + SafeText.of(name) + "\" is neither a string nor a whole number nor true or false");
        };
    }

    private interface NumberReader {
        Object read(String name, JsonParser json) throws IOException;
    }

    private static Integer number(String name, JsonParser json) throws IOException {
        if (json.getNumberType() != JsonParser.NumberType.INT) {
            throw tooLarge(name);
        }
        return json.getIntValue();
    }

    private static Long longNumber(String name, JsonParser json) throws IOException {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw tooLarge(name);
        }
        return json.getLongValue();
    }

    private static IllegalArgumentException tooLarge(String name) {
        return new IllegalArgumentException("the number of \"" + SafeText.of(name) + "\" is too large");
    }

    /** The fields of an object, which are written one after the other. */
    public static final class Fields {
        private final JsonGenerator json;

        private Fields(JsonGenerator json) {
            this.json = json;
        }

        public Fields put(String name, String value) {
            return write(() -> json.writeStringField(name, value));
        }

        public Fields put(String name, long value) {
            return write(() -> json.writeNumberField(name, value));
        }

        public Fields put(String name, boolean value) {
            return write(() -> json.writeBooleanField(name, value));
        }

        /** Adds an array of strings. */
        public Fields put(String name, List<String> values) {
            return write(() -> {
                json.writeFieldName(name);
                json.writeArray(values.toArray(String[]::new), 0, values.size());
            });
        }

        /** Adds an object that has these fields. */
        public Fields put(String name, Consumer<Fields> fields) {
            return write(() -> json.writeFieldName(name)).object(fields);
        }

        private Fields object(Consumer<Fields> fields) {
            write(json::writeStartObject);
            fields.accept(this);
            return write(json::writeEndObject);
        }

        private Fields write(Part part) {
            try {
                part.write();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        @FunctionalInterface
        private interface Part {
            void write() throws IOException;
        }
    }

    /**
     * Returns JSON with its unsafe characters escaped, which occur in strings only. Jackson escapes by UTF-16 unit, and such characters
     * above U+FFFF have two.
     */
    public static String escape(String json) {
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
