package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A bot written with a library of npm, with a certificate issued by the CA, in a chat with {@code join}. */
@Timeout(180)
class BotIT {
    @TempDir
    Path directory;

    private Program server;
    private Program bob;
    private Program bot;

    @BeforeEach
    void start() throws Exception {
        install();
        gencert("ca");
        gencert("server");
        gencert("user", "bob");
        gencert("user", "robo");
        server = Program.securechat(directory, "serve", "--port", "0");
        String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        bob = Program.securechat(
                directory, "join", "--port", port, "--cert", "bob.crt", "--key", "bob.key", "--trust", "ca.crt");
        bob.await("connected to");
        bob.type("said before the bot came");
        bob.await("bob✓: said before");
        bot = Program.start(
                directory,
                List.of("env", "NODE_EXTRA_CA_CERTS=" + directory.resolve("ca.crt"), "node", "bot.js", port, "robo"));
        bob.await("robo✓ joined");
    }

    @AfterEach
    void stop() {
        Stream.of(bot, bob, server).filter(program -> program != null).forEach(Program::close);
    }

    @Test
    void aBotHearsAndSpeaks() throws Exception {
        bot.await("^loggedin .*\"account\":\"robo\"");
        bot.await("^registered .*\"nick\":\"robo\"");
        bot.await("^userlist .*#lobby");
        bob.type("robo: is anybody there?");
        bob.await("robo✓: is anybody there\\?");
        bot.await("^privmsg .*\"message\":\"is anybody there\\?\""); // its own, by echo-message
        bot.type("raw PRIVMSG bob :psst");
        bob.await("robo✓ → you: psst");
        bot.type("raw PRIVMSG robo :robo: to myself");
        bot.await("^privmsg .*\"target\":\"robo\"");
        expectNoComplaints();
    }

    @Test
    void aBotSeesWhatHappens() throws Exception {
        bot.type("whois bob");
        bot.await("^whois .*\"account\":\"bob\"");
        bot.type("who #lobby");
        bot.await("^who .*\"nick\":\"bob\"");
        bot.type("list");
        bot.await("^list .*\"channel\":\"#lobby\"");
        bot.type("raw TOPIC #lobby :tea at four");
        bob.await("robo set the topic: tea at four");
        bot.await("^topic .*\"topic\":\"tea at four\"");
        bot.type("raw JOIN #lab");
        bot.await("^join .*\"channel\":\"#lab\"");
        bot.type("raw PART #lab");
        bot.await("^part .*\"channel\":\"#lab\"");
        bot.type("raw AWAY :fishing");
        bot.await("^away .*\"self\":true");
        bot.type("whois robo");
        bot.await("^whois .*\"away\":\"fishing\"");
        bot.type("raw AWAY");
        bot.await("^back .*\"self\":true");
        bob.type("quit");
        bot.await("^quit .*\"nick\":\"bob\"");
        expectNoComplaints();
    }

    @Test
    void aBotKeepsARoom() throws Exception {
        bot.type("watch bob");
        bot.await("^users online .*bob");
        bot.type("raw JOIN #lab");
        bot.await("^userlist .*#lab.*\"modes\":\\[\"o\"\\]");
        bot.type("raw INVITE bob #lab");
        bob.await("robo invites you to #lab");
        bot.type("raw MODE #lab +k sesame");
        bot.await("^mode .*sesame");
        bob.type("quit");
        bot.await("^users offline .*bob");
        bot.type("whowas bob");
        bot.await("^whowas .*\"nick\":\"bob\"");
        expectNoComplaints();
    }

    private void expectNoComplaints() {
        // What the library does not know of the greeting and of replies, it calls an unknown command, too.
        assertThat(bot.output())
                .noneMatch(line -> line.matches("(irc error|sasl failed|close) .*"))
                .noneMatch(line -> line.matches("unknown command \\{\"command\":\"(4|5|[A-Z]).*"));
        assertThat(bot.errors()).isEmpty();
    }

    /** Installs the bot's library from its lock file. Without access to a registry the test is skipped, but fails in CI. */
    private void install() throws Exception {
        Program.require("node");
        Program.require("npm");
        for (String name : List.of("bot.js", "package.json", "package-lock.json")) {
            try (InputStream in = BotIT.class.getResourceAsStream("/bot/" + name)) {
                Files.copy(in, directory.resolve(name));
            }
        }
        List<String> npm = List.of(
                "env", "HOME=" + System.getProperty("user.home"), "npm", "ci", "--ignore-scripts", "--prefer-offline");
        try (Program installing = Program.start(directory, npm)) {
            if (installing.exitCode() != 0 && System.getenv("CI") == null) {
                throw new TestAbortedException("npm cannot install irc-framework\n" + installing);
            }
            assertThat(installing.exitCode()).as(installing.toString()).isZero();
        }
    }

    private void gencert(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("gencert"));
        command.addAll(List.of(arguments));
        try (Program program = Program.securechat(directory, command.toArray(String[]::new))) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
        }
    }
}
