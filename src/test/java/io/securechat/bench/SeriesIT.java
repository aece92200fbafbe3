package io.securechat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Measures the jar for a moment in every scenario. */
class SeriesIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void isMeasured(Scenario scenario) throws Exception {
        String output = SeriesTest.measure(folder, Path.of(Program.jar()), scenario, List.of(Contender.SECURECHAT));
        assertThat(output).startsWith("{\"scenario\":\"" + scenario.label() + "\",\"server\":\"securechat\"");
        if (output.contains("\"missing\"")) {
            assertThat(output).contains("\"missing\":0,\"doubled\":0,");
        }
    }
}
