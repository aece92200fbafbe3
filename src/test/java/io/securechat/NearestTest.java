package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> WORDS =
            List.of("me", "who", "ban", "join", "serve", "gencert", "mentions", "--port", "--max-connections");

    @ParameterizedTest
    @CsvSource({
        "jion, join",
        "joi, join",
        "joyn, join",
        "--prot, --port",
        "sevre, serve",
        "serv, serve",
        "gencret, gencert",
        "mention, mentions",
        "--max-conections, --max-connections",
        "hwo, who",
        "mentions, mentions",
        "mentoin,  mentions"
    })
    void aSlipOfTheFingerIsNear(String typed, String meant) {
        assertThat(Nearest.to(typed, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"surf", "m", "be", "bob", "mend", "--cert", "x", "''"})
    void anythingElseIsNot(String typed) {
        assertThat(Nearest.to(typed, WORDS)).isEmpty();
    }

    @Test
    void theMostSimilarWordComesFirst() {
        assertThat(Nearest.all("part", List.of("parts", "port", "part", "topic")))
                .containsExactly("part", "parts", "port");
    }
}
