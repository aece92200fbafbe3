package io.securechat.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.cli.option.Converters.InvalidValueException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsOptionTest {
    private final MetricsOption.Address converter = new MetricsOption.Address();

    @Test
    void aPortAloneIsOnTheLoopbackAddress() {
        InetSocketAddress address = converter.convert("9464");
        assertThat(address.getAddress().isLoopbackAddress()).isTrue();
        assertThat(address.getPort()).isEqualTo(9464);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:9464, 0.0.0.0, 9464",
        "metrics.example.org:0, metrics.example.org, 0",
        "[::1]:65535, ::1, 65535"
    })
    void aHostIsKept(String text, String host, int port) {
        InetSocketAddress address = converter.convert(text);
        assertThat(address.getHostString()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "65536", "-1", ":9464", "localhost:", "::1:9464", "[::1]", "a b:1", "9464 "})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("use [HOST:]PORT such as 9464");
    }
}
