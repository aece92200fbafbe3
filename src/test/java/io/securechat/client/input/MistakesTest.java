package io.securechat.client.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.conversation.Conversation;
import io.securechat.irc.Message;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {
    private final Conversation chat = new Conversation("localhost:8443", Clock.systemUTC());
    private final Mistakes mistakes = new Mistakes(chat);

    @BeforeEach
    void inTheLobby() {
        chat.registered("ada", "");
        for (String line :
                List.of(":ada!a@h JOIN #lobby", ":srv 353 ada = #lobby :ada bob", ":srv 366 ada #lobby :End")) {
            chat.received(Message.parse(line));
        }
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "help|the command is /help",
                "Help |the command is /help",
                " /help|the command is /help",
                "   /msg bob hi|the command is /msg",
                " /frobnicate|a command begins with /",
                "x/help|the command is /help",
                "./join #tea|the command is /join",
                "\\help|the command is /help",
                "\\join #tea|the command is /join",
                "7help|the command is /help",
                ":help|the command is /help",
                "--help|the command is /help",
                "exit|quit leaves",
                " quit|quit leaves",
                "QUIT|quit leaves",
                ":q|quit leaves",
                ":wq|quit leaves",
                ":q!|quit leaves",
                "ZZ|quit leaves",
                "logout|quit leaves",
                "whois|the command is /whois",
                "whois bob|the command is /whois",
                "msg bob the code is 4711|the command is /msg",
                "join #tea|the command is /join",
                "kick bob|the command is /kick",
                "settings|the command is /settings",
                "oper sesame|the command is /oper",
                "ls|it looks like a command of a shell",
                "ls -la|it looks like a command of a shell",
                "cd ~/work|it looks like a command of a shell",
                "cat /etc/passwd|it looks like a command of a shell",
                "sudo apt update|it looks like a command of a shell",
                "ssh ada@example.org|it looks like a command of a shell",
            })
    void commandsGoneWrong(String typed, String hint) {
        assertThat(mistakes.question(typed, "#lobby"))
                .contains("send \"" + typed.stripTrailing() + "\" to #lobby? y/N (" + hint + ") ");
    }

    @Test
    void theQuestionIsHarmlessOnATerminal() {
        assertThat(mistakes.question(" /help \u001B[2J", "#evil\u001B[2J"))
                .hasValueSatisfying(question ->
                        assertThat(question).startsWith("send \" /help ").doesNotContain("\u001B"));
    }

    @Test
    void aLongLineIsShortened() {
        assertThat(mistakes.question(" /msg bob " + "x".repeat(100), "#lobby"))
                .contains("send \" /msg bob " + "x".repeat(30) + "…\" to #lobby? y/N (the command is /msg) ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----",
                "look:\n\n  -----BEGIN EC PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                "-----BEGIN PGP PRIVATE KEY BLOCK-----",
                "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW",
                "PuTTY-User-Key-File-3: ssh-ed25519",
                "AGE-SECRET-KEY-1QQPQYRQSZQGPQYRQSZQGPQYRQSZQGPQYRQSZQGPQYRQSZQGPQYRQS",
            })
    void privateKeys(String typed) {
        assertThat(mistakes.question(typed, "bob")).contains("send a private key to bob? y/N ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "the token is AKIAIOSFODNN7EXAMPLE",
                "glpat-0123456789abcdefghij",
                "xoxb-123456789012-abcdefghij",
                "export KEY=sk-0123456789abcdefghij0123456789abcdefghij",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
                "//ghp_0123456789abcdefghijABCDEFGHIJ012345",
            })
    void accessTokens(String typed) {
        assertThat(mistakes.question(typed, "#lobby")).contains("send what looks like an access token to #lobby? y/N ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password: hunter2",
                "password for ada: hunter2",
                "[sudo] password for ada: hunter2",
                "passphrase=correct-horse",
                "my password is here:\npassword: hunter2",
            })
    void passwords(String typed) {
        assertThat(mistakes.question(typed, "#lobby")).contains("send what looks like a password to #lobby? y/N ");
    }

    @Test
    void commandsThatSayASecret() {
        assertThat(mistakes.question("/msg bob AKIAIOSFODNN7EXAMPLE", "#lobby"))
                .contains("send what looks like an access token with /msg? y/N ");
        assertThat(mistakes.question("/oper AKIAIOSFODNN7EXAMPLE", "#lobby")).isEmpty();
        assertThat(mistakes.question("/join #lab AKIAIOSFODNN7EXAMPLE", "#lobby"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "quit",
                "quit ",
                "/help",
                "/frobnicate",
                "//home is a path",
                "hello",
                "help!",
                "help me, please",
                "can you help",
                "exit through the gift shop",
                "quitting is hard",
                "back",
                "who",
                "me",
                "Me",
                "more",
                "away",
                "topic",
                "search",
                "info",
                "join us",
                "join us at 7/help desk",
                "msg me later",
                "nick left",
                "kick off at 5",
                "ban them all",
                "leave it",
                "part of it",
                "delete that, please",
                "history is written by the victors",
                "yes/no",
                "and/or",
                "w/o sugar",
                "y/n",
                "n/a",
                "1/2",
                "7/8",
                "24/7",
                "s/who/what/",
                "/s",
                "he/she",
                ":-)",
                ":D",
                ":P",
                ":(",
                ":o",
                ":tada:",
                "\\o/",
                "¯\\_(ツ)_/¯",
                "-",
                "- one",
                "--",
                "-1",
                "+1",
                "7",
                "7 people",
                "ok",
                "top",
                "man",
                "cat",
                "cat pictures -- the best",
                "less is more",
                "make it so",
                "sudo make me a sandwich",
                "ssh is down",
                "ls prints the files",
                "cd is a shell builtin",
                "vim or nano?",
                "git push fails for me",
                "tail lights are broken",
                "https://example.org/help",
                "see /etc/passwd",
                "the file is /help",
                "what is the password?",
                "password: which one?",
                "the password is wrong",
                "my password: I forgot it",
                "passwords: never reuse them",
                "token ring is dead",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PGP SIGNED MESSAGE-----",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1 ada@example",
                "the BEGIN PRIVATE KEY line is missing",
                "sk-8 is a board",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "550e8400-e29b-41d4-a716-446655440000",
                "one\n/help\nexit\n:q",
                "Größe: 1/2 Meter",
                "да",
                "はい",
            })
    void ordinaryTextPasses(String typed) {
        assertThat(mistakes.question(typed, "#lobby")).isEmpty();
    }
}
