package io.securechat.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Figures as a table. */
final class Table {
    /** Figures that are the same in all rows, or too long for a column. */
    private static final Set<String> LEFT_OUT = Set.of("scenario", "run", "runs", "tls", "pinned", "java");

    private Table() {}

    /** Returns a table with a header; each column is as wide as its longest cell. */
    static String of(List<Figures> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns(rows.get(0)).map(Map.Entry::getKey).toList());
        rows.forEach(row ->
                cells.add(columns(row).map(entry -> text(entry.getValue())).toList()));
        int[] widths = IntStream.range(0, cells.get(0).size())
                .map(column -> cells.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        return cells.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> pad(row.get(column), widths[column]))
                        .collect(Collectors.joining("  ")))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Map.Entry<String, Object>> columns(Figures row) {
        return row.values().entrySet().stream().filter(entry -> !LEFT_OUT.contains(entry.getKey()));
    }

    private static String text(Object value) {
        return value instanceof Number number && Math.abs(number.doubleValue()) >= 1000
                ? String.format(Locale.ROOT, "%,d", number.longValue())
                : Figures.text(value);
    }

    private static String pad(String cell, int width) {
        return " ".repeat(width - cell.length()) + cell;
    }
}
