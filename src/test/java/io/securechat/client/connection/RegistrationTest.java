package io.securechat.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    private final Registration registration = new Registration("ada", false);

    @Test
    void theServerGivesTheName() throws Exception {
        registration.received(Message.parse(":srv 001 ada_ :Welcome"));
        assertThat(registration.nick()).isEqualTo("ada_");
    }

    @ParameterizedTest
    @ValueSource(strings = {":srv 001", ":srv 001 :", ":srv 001 :Welcome to the chat"})
    void aWelcomeWithoutANameKeepsTheRequestedOne(String welcome) throws Exception {
        registration.received(Message.parse(welcome));
        assertThat(registration.nick()).isEqualTo("ada");
        assertThat(registration.isDone()).isTrue();
    }
}
