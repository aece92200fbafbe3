package io.securechat.client.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
    @Test
    void completion() {
        List<String> names = List.of("ada", "Alice", "bob", "#lobby");
        assertThat(Completion.of("a", true, names)).containsExactly("ada: ", "Alice: ");
        assertThat(Completion.of("AL", false, names)).containsExactly("Alice ");
        assertThat(Completion.of("/m", true, names)).containsExactly("/me ", "/msg ");
        assertThat(Completion.of("/m", false, names)).isEmpty();
        assertThat(Completion.of("#", false, names)).containsExactly("#lobby ");
    }
}
