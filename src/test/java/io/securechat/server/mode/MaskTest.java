package io.securechat.server.mode;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.server.session.User;
import io.securechat.tls.x509.CertificateName;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    private final User bob = new User("Bob", "b", "0ab1.cert", "Bob", Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
        "bob, bob!*@*",
        "bob!, bob!*@*",
        "bob!b, bob!b@*",
        "b@host, *!b@host",
        "@host, *!*@host",
        "!@, *!*@*",
        "*, *!*@*",
        "a:Ada, a:Ada",
        "m:bob, m:bob!*@*",
        "m:a:ada, m:a:ada"
    })
    void whatIsMissingIsFilledIn(String typed, String text) {
        assertThat(mask(typed).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m:", "a:", "m:a:", "a b", ":b"})
    void whatCanBeNoMaskIsNone(String typed) {
        assertThat(Mask.of(typed)).isNull();
        assertThat(Mask.of("x".repeat(Mask.MAX_LENGTH))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "BOB!B@0AB1.CERT", "b?b", "*!b@*", "*@0ab1.*", "*", "**b*!*?@*t", "m:bob"})
    void itMeansWhomItDescribes(String typed) {
        assertThat(mask(typed).matches(bob.source(), bob.account())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bo", "bob?", "bobby", "*!c@*", "*@0ab1", "?", "a:bob", "a:*", "x:bob"})
    void itMeansNobodyElse(String typed) {
        assertThat(mask(typed).matches(bob.source(), bob.account())).isFalse();
    }

    @Test
    void anAccountIsMeantUnderAnyNick() {
        bob.identity(new CertificateName("Robert", "ca"));
        assertThat(mask("a:robert").matches(bob.source(), bob.account())).isTrue();
        assertThat(mask("m:a:rob*").matches(bob.source(), bob.account())).isTrue();
        assertThat(mask("a:bob").matches(bob.source(), bob.account())).isFalse();
    }

    @Test
    void aPatternOfManyStarsIsDoneSoon() {
        String text = "a".repeat(500);
        assertThat(new Glob("*a".repeat(90) + "b").matches(text)).isFalse();
        assertThat(new Glob("*a".repeat(90)).matches(text)).isTrue();
        assertThat(new Glob("?").matches("\ud83d\ude00")).isTrue();
    }

    private static Mask mask(String typed) {
        return requireNonNull(Mask.of(typed));
    }
}
