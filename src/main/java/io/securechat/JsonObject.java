package io.securechat;

import java.util.List;
import java.util.Locale;

/** A JSON object in the making, on one line, in which nothing acts on a terminal (RFC 8259). */
public final class JsonObject {
    private final StringBuilder json = new StringBuilder("{");

    public JsonObject put(String key, String value) {
        key(key);
        quote(value);
        return this;
    }

    public JsonObject put(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    public JsonObject put(String key, long value) {
        key(key).append(value);
        return this;
    }

    public JsonObject put(String key, List<String> values) {
        key(key).append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            quote(values.get(i));
        }
        json.append(']');
        return this;
    }

    public JsonObject put(String key, JsonObject value) {
        key(key).append(value.end());
        return this;
    }

    /** The whole object; nothing can be put into it any more. */
    public String end() {
        return json.append('}').toString();
    }

    private StringBuilder key(String key) {
        if (json.length() > 1) {
            json.append(',');
        }
        quote(key);
        return json.append(':');
    }

    private void quote(String value) {
        json.append('"');
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (SafeText.isUnsafe(c)) {
                for (char unit : Character.toChars(c)) {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                json.appendCodePoint(c);
            }
        });
        json.append('"');
    }
}
