package io.securechat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scenario for a moment, for the jar and where there is a comparison the naive server. */
class SeriesIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void isMeasured(Scenario scenario) throws Exception {
        Path jar = Path.of(System.getProperty("securechat.jar", "target/securechat.jar"));
        List<String> rows = SeriesTest.measure(folder, jar, scenario)
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(rows).hasSize(scenario == Scenario.GROWTH ? 1 : 2);
        assertThat(rows.get(0)).contains("\"server\":\"securechat\"").doesNotContain("\"missing\":1");
    }
}
