package io.securechat.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of one measurement, in order, as a line of JSON. */
final class Figures {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Figures put(String key, String value) {
        return put(key, (Object) value);
    }

    Figures put(String key, boolean value) {
        return put(key, (Object) value);
    }

    Figures put(String key, long value) {
        return put(key, (Object) value);
    }

    /** Adds a number with up to three decimal places, a large one without any. */
    Figures put(String key, double value) {
        double digits = Math.abs(value) >= 1000 ? 1 : 1000;
        return put(key, (Object) (Math.round(value * digits) / digits));
    }

    private Figures put(String key, Object value) {
        values.put(key, value);
        return this;
    }

    Figures putAll(Figures others) {
        values.putAll(others.values);
        return this;
    }

    Map<String, Object> values() {
        return values;
    }

    double number(String key) {
        return values.get(key) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Returns the median of several runs of the same measurement, for each figure. */
    static Figures median(List<Figures> runs) {
        Figures median = new Figures();
        runs.get(0).values.forEach((key, value) -> {
            if (value instanceof Number) {
                median.put(
                        key,
                        middle(runs.stream()
                                .mapToDouble(run -> run.number(key))
                                .sorted()
                                .toArray()));
            } else {
                median.put(key, value);
            }
        });
        return median;
    }

    private static double middle(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    String json() {
        return values.entrySet().stream()
                .map(entry -> quote(entry.getKey()) + ":" + json(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(Object value) {
        return value instanceof String text ? quote(text) : text(value);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Returns a value as text and JSON show it; a double without a fraction has no decimal point. */
    static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return String.format(Locale.ROOT, "%.0f", number);
        }
        return value.toString();
    }
}
