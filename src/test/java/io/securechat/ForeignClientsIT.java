package io.securechat;

import io.securechat.tls.CertificateName;
import io.securechat.tls.PemFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IRC clients as they are packaged, with {@code client.crt}; what they have heard is read in their log files. */
class ForeignClientsIT {
    @TempDir
    Path directory;

    private Program server;
    private String port;

    @BeforeEach
    void serve() throws Exception {
        server = Program.securechat(directory, "serve", "--dev", "--port", "0");
        port = server.await("listening on /127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void weechat() throws Exception {
        Path fifo = directory.resolve("fifo");
        Path log = directory.resolve("lobby.log");
        try (Program weechat = Program.start(directory, weechatCommand(fifo, log))) {
            server.await(" wendy joins #lobby");
            try (Program ada = Program.securechat(directory, "join", "--port", port, "--name", "ada");
                    Program heard = follow(log)) {
                ada.await("wendy");
                Files.writeString(fifo, "irc.sc.#lobby *hello from weechat\n");
                ada.await(" wendy: hello from weechat$");
                ada.type("hello wendy");
                heard.await("\tada\thello wendy$");
            }
            Files.writeString(fifo, "*/quit\n");
            weechat.exitCode();
            server.await(" wendy at .* has gone: Quit");
        }
    }

    private List<String> weechatCommand(Path fifo, Path log) throws Exception {
        String tls = weechatVersion() >= 4 ? "tls" : "ssl";
        String pin = CertificateName.fingerprint(
                PemFiles.readCertificates(directory.resolve("server.crt")).get(0));
        List<String> command = new ArrayList<>(List.of("weechat-headless", "--dir", directory + "/weechat"));
        for (String set : List.of(
                "/set fifo.file.path " + fifo,
                "/set logger.file.path " + log.getParent(),
                "/set logger.file.flush_delay 0",
                "/set logger.mask.irc " + log.getFileName(),
                "/server add sc localhost/" + port + " -nicks=wendy -" + tls,
                "/set irc.server.sc." + tls + "_cert " + certificateAndKey(),
                "/set irc.server.sc." + tls + "_fingerprint " + pin,
                "/connect sc")) {
            command.addAll(List.of("--run-command", set));
        }
        return command;
    }

    private int weechatVersion() throws Exception {
        try (Program weechat = Program.start(directory, List.of("weechat-headless", "--version"))) {
            return Integer.parseInt(weechat.await("^(\\d+)\\."));
        }
    }

    @Test
    void irssi() throws Exception {
        Program.require("irssi");
        Path log = directory.resolve("lobby.log");
        Files.writeString(directory.resolve("config"), """
                servers = ({
                  address = "localhost"; port = "%s"; autoconnect = "yes";
                  use_tls = "yes"; tls_verify = "yes"; tls_cafile = "%s"; tls_cert = "%s";
                });
                settings = {
                  core = { real_name = "Irene"; user_name = "irene"; nick = "irene"; };
                  "fe-common/core" = { autolog = "yes"; autolog_path = "%s"; };
                };
                """.formatted(
                        port, directory.resolve("server.crt"), certificateAndKey(), log));
        // It wants a terminal, with a size.
        String command = "stty rows 24 cols 80; exec irssi --home=" + directory;
        try (Program irssi = Program.start(directory, List.of("script", "-q", "-c", command, "/dev/null"))) {
            server.await(" irene joins #lobby");
            try (Program ada = Program.securechat(directory, "join", "--port", port, "--name", "ada");
                    Program heard = follow(log)) {
                ada.await("irene");
                irssi.type("/msg #lobby hello from irssi");
                ada.await(" irene: hello from irssi$");
                ada.type("hello irene");
                heard.await("ada> hello irene$");
            }
            irssi.type("/quit");
            server.await(" irene at .* has gone: Quit");
        }
    }

    /** Both clients want them in one file. */
    private Path certificateAndKey() throws Exception {
        Path pem = directory.resolve("client.pem");
        Files.writeString(
                pem,
                Files.readString(directory.resolve("client.crt")) + Files.readString(directory.resolve("client.key")));
        return pem;
    }

    /** Shows the lines of a file that is written to, or will be. */
    private Program follow(Path file) throws Exception {
        return Program.start(directory, List.of("tail", "-n", "+1", "-F", file.toString()));
    }
}
