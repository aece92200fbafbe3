package io.securechat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GrowthPlotTest {
    @Test
    void hasAPointForEachFigureWithinThePicture() throws Exception {
        String svg = new GrowthPlot(List.of(row(10), row(1000), row(10_000))).svg();
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
                .getDocumentElement();
        NodeList points = root.getElementsByTagName("circle");
        assertThat(points.getLength()).isEqualTo(9);
        assertThat(IntStream.range(0, 9).mapToObj(points::item).map(Element.class::cast))
                .allMatch(point -> Double.parseDouble(point.getAttribute("cy")) > 0)
                .allMatch(point -> Double.parseDouble(point.getAttribute("cx")) < 300);
        assertThat(svg).contains(">10k</text>", ">Latency, p99 (ms)</text>");
    }

    private static Figures row(int clients) {
        return new Figures()
                .put("clients", clients)
                .put("deliveries_per_cpu_s", 300_000.0 * clients)
                .put("p99_ms", clients / 40.0)
                .put("rss_mb", 200 + clients / 50.0);
    }
}
