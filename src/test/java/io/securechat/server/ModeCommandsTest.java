package io.securechat.server;

import org.junit.jupiter.api.Test;

class ModeCommandsTest {
    @Test
    void modesCanBeAskedForButNotBeChanged() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> MODE #lobby
                ada< :test.server 324 ada #lobby +n
                ada< :test.server 329 ada #lobby 1…
                ada> MODE #lobby b
                ada< :test.server 368 ada #lobby :End of channel ban list
                ada> MODE #lobby +n
                ada> MODE #lobby +m
                ada< :test.server 472 ada m :is an unknown mode character to me
                ada> MODE #nowhere
                ada< :test.server 403 ada #nowhere :No such channel
                """);
    }
}
