package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/** Errors of gencert: a missing, damaged or encrypted CA, and wrong usage. Nothing is written. */
class GencertBadInputTest extends GencertCommand {
    @Test
    void everyCommandOpensAnEncryptedCa() throws Exception {
        String pass = write("pass", "open sesame\nsecond line\n");
        String wrong = write("wrong", "open barley\n");
        run("ca", "--passphrase-file", pass);

        assertThat(said()).doesNotContain("not encrypted");
        assertThat(Files.readString(directory.resolve("ca.key"))).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        refused("the passphrase of the private key", "try again", "user", "ada", "--passphrase-file", wrong);
        refused("is encrypted, and there is no terminal", "--passphrase-file", "user", "ada");
        refused("there is no file", "--passphrase-file", "user", "ada", "--passphrase-file", wrong + "x");
        assertThat(names()).doesNotContain("ada.crt", "ada.key");
        run("user", "ada", "--passphrase-file", pass);
        run("server", "--passphrase-file", pass);
        run("renew", "ada", "--passphrase-file", pass);
        run("renew", "ca", "--passphrase-file", pass);
        run("revoke", "ada", "--passphrase-file", pass);
        run("renew", "crl", "--passphrase-file", pass);
    }

    @Test
    void aCaIsNotOverwritten() throws Exception {
        run("ca");
        X509Certificate before = certificate("ca");

        refused("already exists, and a CA is never overwritten", "--dir DIR", "ca");
        assertThat(Main.run("gencert", "ca", "--dir", directory.toString(), "--force"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(certificate("ca")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server",
                "user ada",
                "renew ada",
                "renew server",
                "renew ca",
                "renew crl",
                "revoke ada",
                "show",
                "p12 ada"
            })
    void withoutACaNothingIsMade(String command) throws Exception {
        refused("there is no ", "gencert ", command.split(" "));
        assertThat(directory).isEmptyDirectory();
        assertThat(Main.run((command + " --dir " + directory.resolve("none"))
                        .transform(line -> ("gencert " + line).split(" "))))
                .isEqualTo(ExitCode.SOFTWARE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ca --days 0             | invalid value for --days: '0'             | 1 to 3650
            ca --name ""            | invalid value for --name: ''              | visible
            server a_b://c          | 'a_b://c' is neither a host name          | chat.example.org
            user                    | 'NAME'                                    | gencert user --help
            user 1ada               | invalid name: '1ada'                      | 1 to 32
            user ../ada             | invalid name: '../ada'                    | 1 to 32
            user Server             | the name 'Server' is reserved             | another name
            user crl                | the name 'crl' is reserved                | another name
            user ada --days 9999    | invalid value for --days: '9999'          | 1 to 3650
            user ada --for mirc     | invalid value for --for: 'mirc'           | weechat, irssi, openssl or other
            user ada --connect x    | invalid value for --connect: 'x'          | use HOST:PORT
            user ada --connect x:0  | invalid value for --connect: 'x:0'        | use HOST:PORT
            renew                   | 'NAME'                                    | gencert renew --help
            renew ca --for irssi    | --for applies to certificates of users    | omit --for
            renew server --bundle   | --bundle applies to certificates of users | omit --bundle
            renew client            | the name 'client' is reserved             | another name
            revoke                  | NAME                                      | gencert revoke --help
            csr a/b                 | invalid name: 'a/b'                       | 1 to 32
            sign                    | 'FILE'                                    | gencert sign --help
            p12 ada --frob          | '--frob'                                  | gencert p12 --help
            frob                    | there is no command 'gencert frob'   | gencert --help
            """)
    void wrongUsageIsOneSentenceAndAHint(String line, String sentence, String hint) throws Exception {
        run("ca");
        List<String> before = names();

        assertThat(Main.run(arguments(line.replace("\"\"", "").split(" ", -1)))).isEqualTo(ExitCode.USAGE);

        String[] lines = errors().split("\\R");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("error: ").contains(sentence);
        assertThat(lines[1]).startsWith("hint: ").contains(hint);
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void aDamagedCaIsNamed() throws Exception {
        run("ca");
        run("user", "ada");
        write("ca.log", "hello\n");
        refused("ca.log is damaged in line 1", "correct the line", "user", "bob");
        refused("ca.log is damaged in line 1", "correct the line", "show");
        Files.delete(directory.resolve("ca.log"));
        refused("there is no " + path("ca.log"), "touch", "revoke", "ada");
        write("ca.log", "");
        Files.copy(directory.resolve("ada.key"), directory.resolve("ca.key"), replacing());
        refused("does not belong to the CA's certificate", "gencert ca", "user", "bob");
        Files.copy(directory.resolve("ada.crt"), directory.resolve("ca.crt"), replacing());
        refused("is not a CA's: it may not issue others", "gencert ca", "user", "bob");
        Files.delete(directory.resolve("ca.key"));
        refused("there is no CA here: " + path("ca.key") + " is missing", "gencert ca", "user", "bob");
        assertThat(names()).doesNotContain("bob.crt", "bob.key");
    }

    private static CopyOption[] replacing() {
        return new CopyOption[] {StandardCopyOption.REPLACE_EXISTING};
    }
}
