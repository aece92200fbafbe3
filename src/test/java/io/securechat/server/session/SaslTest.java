package io.securechat.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.securechat.server.wire.Refusal;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SaslTest {
    private final Sasl sasl = new Sasl();

    @BeforeEach
    void begin() {
        sasl.begin();
    }

    @Test
    void aPlusIsAnEmptyResponse() {
        assertThat(sasl.take("+")).isEmpty();
        assertThat(sasl.isUnderWay()).isFalse();
    }

    @Test
    void aShortPieceIsTheLastOne() {
        assertThat(sasl.take(base64("алиса"))).isEqualTo("алиса");
        assertThat(sasl.isUnderWay()).isFalse();
    }

    @Test
    void piecesOfFourHundredBytesAreFollowedByAnother() {
        String name = "x".repeat(350);
        String encoded = base64(name);
        assertThat(sasl.take(encoded.substring(0, 400))).isNull();
        assertThat(sasl.take(encoded.substring(400))).isEqualTo(name);

        sasl.begin();
        String exactly = "x".repeat(300);
        assertThat(sasl.take(base64(exactly))).isNull();
        assertThat(sasl.take("+")).isEqualTo(exactly);
    }

    @Test
    void aPieceOrAResponseThatIsTooLongEndsTheExchange() {
        assertThatThrownBy(() -> sasl.take("x".repeat(401)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> answers(refusal, "905"));
        assertThat(sasl.isUnderWay()).isFalse();

        sasl.begin();
        for (int i = 0; i < 3; i++) {
            assertThat(sasl.take("x".repeat(400))).isNull();
        }
        assertThatThrownBy(() -> sasl.take("x"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> answers(refusal, "905"));
        assertThat(sasl.isUnderWay()).isFalse();
    }

    @Test
    void whatIsNotInBase64EndsTheExchange() {
        assertThatThrownBy(() -> sasl.take("=alice="))
                .isInstanceOfSatisfying(Refusal.class, refusal -> answers(refusal, "904"));
        assertThat(sasl.isUnderWay()).isFalse();
    }

    @Test
    void tellsWhetherThereWasSomethingToAbort() {
        assertThat(sasl.abort()).isTrue();
        assertThat(sasl.abort()).isFalse();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static void answers(Refusal refusal, String code) {
        ByteBuf line = Unpooled.buffer();
        refusal.answer("server", "ada").encode(0, line);
        assertThat(line.toString(UTF_8)).startsWith(":server " + code + " ada :");
    }
}
