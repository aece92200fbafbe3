package io.securechat.bench;

import java.util.List;
import java.util.Locale;

/** A plot of figures by the number of clients, as SVG: three panels with the same logarithmic axis, for light and dark pages. */
final class GrowthPlot {
    private static final int PANEL = 300;
    private static final int HEIGHT = 260;
    private static final int LEFT = 52;
    private static final int TOP = 46;
    private static final int INNER_WIDTH = PANEL - LEFT - 28;
    private static final int INNER_HEIGHT = HEIGHT - TOP - 52;
    private static final int LINES = 4;
    private static final String STYLE = """
            text { font: 12px sans-serif; fill: #57606a }
            .title { font-weight: bold; fill: #24292f }
            .value { font-size: 11px; fill: #24292f }
            .grid { stroke: #d0d7de }
            .curve { fill: none; stroke: #0969da; stroke-width: 2 }
            .point { fill: #0969da }
            @media (prefers-color-scheme: dark) {
              text { fill: #8b949e }
              .title, .value { fill: #e6edf3 }
              .grid { stroke: #30363d }
              .curve { stroke: #58a6ff }
              .point { fill: #58a6ff }
            }
            """;

    private final List<Figures> rows;
    private final StringBuilder svg = new StringBuilder();

    /** @param rows in ascending order of clients */
    GrowthPlot(List<Figures> rows) {
        this.rows = rows;
    }

    /** Returns the plot. */
    String svg() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                3 * PANEL, HEIGHT, 3 * PANEL, HEIGHT);
        add("<title>Deliveries, latency and memory by the number of clients</title>");
        add("<style>%n%s</style>", STYLE);
        panel(0, "Deliveries per CPU second (M)", "deliveries_per_cpu_s", 1e6);
        panel(1, "Latency, p99 (ms)", "p99_ms", 1);
        panel(2, "Memory of the server (MB)", "rss_mb", 1);
        add("</svg>");
        return svg.toString();
    }

    private void panel(int index, String title, String key, double unit) {
        double top =
                roundUp(rows.stream().mapToDouble(row -> row.number(key)).max().orElse(1) / unit);
        add("<g transform=\"translate(%d 0)\">", index * PANEL);
        add("<text class=\"title\" x=\"%d\" y=\"20\">%s</text>", LEFT, title);
        for (int i = 0; i <= LINES; i++) {
            double y = y(top * i / LINES, top);
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, LEFT + INNER_WIDTH, y, y);
            label("end", LEFT - 6, y + 4, "", number(top * i / LINES));
        }
        StringBuilder curve = new StringBuilder();
        for (Figures row : rows) {
            curve.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(row), y(row.number(key) / unit, top)));
        }
        add("<polyline class=\"curve\" points=\"%s\"/>", curve.toString().trim());
        for (Figures row : rows) {
            double value = row.number(key) / unit;
            add("<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x(row), y(value, top));
            boolean first = row == rows.get(0);
            // Beside the curve, which usually rises.
            label(
                    first ? "start" : "end",
                    x(row) + (first ? -4 : 4),
                    y(value, top) - 8,
                    " class=\"value\"",
                    number(value));
            label("middle", x(row), HEIGHT - 34, "", count(row.number("clients")));
        }
        label("middle", LEFT + INNER_WIDTH / 2.0, HEIGHT - 12, "", "clients in one room");
        add("</g>");
    }

    private void label(String anchor, double x, double y, String style, String text) {
        add("<text%s text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, anchor, x, y, text);
    }

    private double x(Figures row) {
        double first = Math.log10(rows.get(0).number("clients"));
        double last = Math.log10(rows.get(rows.size() - 1).number("clients"));
        double share = last == first ? 0.5 : (Math.log10(row.number("clients")) - first) / (last - first);
        return LEFT + share * INNER_WIDTH;
    }

    private static double y(double value, double top) {
        return TOP + INNER_HEIGHT * (1 - value / top);
    }

    /** Rounds up to 1, 2, 4 or 8 times a power of ten, so that a quarter of it is a round number, too. */
    private static double roundUp(double value) {
        double ten = Math.pow(10, Math.floor(Math.log10(Math.max(value, 0.001))));
        for (double factor : new double[] {1, 2, 4, 8}) {
            if (value <= factor * ten) {
                return factor * ten;
            }
        }
        return 10 * ten;
    }

    private static String count(double clients) {
        return String.format(
                Locale.ROOT, clients % 1000 == 0 ? "%.0fk" : "%.0f", clients % 1000 == 0 ? clients / 1000 : clients);
    }

    private static String number(double value) {
        if (value == 0) {
            return "0";
        }
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.3g" : "%.2g", value);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
