package io.securechat.cli.gencert.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.cli.GencertCommand;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.authority.IssueLog.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** {@code gencert users} and {@code --bundle}. */
class GencertUsersTest extends GencertCommand {
    @Test
    void issuesEachNameOnceHoweverOftenItRuns() throws Exception {
        run("ca");
        run("users", write("members.csv", "\uFEFFTeam;Name\r\nops; ada\r\n\r\ndev;\"bob\"\r\ndev;\r\n"));
        assertThat(log().entries()).extracting(Entry::name).containsExactly("ada", "bob");
        assertThat(said()).contains("2 issued\n", "--bundle");

        run("users", write("members.csv", "ada\nbob\neve,x,y\n"));
        assertThat(log().entries()).extracting(Entry::name).containsExactly("ada", "bob", "eve");
        assertThat(said()).contains("1 issued, 2 in the list had a certificate already");
    }

    @Test
    void issuesNothingIfOneNameIsWrong() throws Exception {
        run("ca");
        run("user", "ada");
        String file = write("members.csv", "name\nbob\nAlice Smith\n");
        refused("members.csv line 3: invalid name: 'Alice Smith'", "1 to 32 letters", "users", file);
        write("members.csv", "bob\neve\nB0B\n");
        refused("line 3: the name B0B is, or could be mistaken for, bob in line 1", "distinct", "users", file);
        write("members.csv", "bob\nad\u0430\n");
        refused("members.csv line 2: invalid name", "one script", "users", file);
        write("members.csv", "Vorname;Nachname\nAda;Lovelace\n");
        refused("has several columns, and none with the heading 'name'", "first line", "users", file);
        write("members.csv", "team,name\n");
        refused("has no names", "heading 'name'", "users", file);
        assertThat(log().entries()).hasSize(1);
    }

    @Test
    void aBundleHasAllThatAMemberNeeds() throws Exception {
        run("ca");
        refused("server.crt is missing", "--connect HOST:PORT", "user", "ada", "--bundle");
        run("server", "chat.example.org");
        run("user", "ada", "--bundle");
        Path zip = directory.resolve("ada.zip");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                .isEqualTo("rw-------");
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(ZipEntry::getName))
                    .containsExactly(
                            "ada/ada.crt", "ada/ada.key", "ada/ada.pem", "ada/ada.p12", "ada/ca.crt", "ada/README.txt");
            String readme = text(file, "ada/README.txt");
            assertThat(readme)
                    .contains("securechat join --cert ada.crt chat.example.org\n", "WINDOWS", "TELEPHONE", "nick ada")
                    .doesNotContain("{", "}");
            assertThat(text(file, "ada/ada.key")).isEqualTo(Files.readString(directory.resolve("ada.key")));
            String passphrase = readme.replaceAll("(?s).*passphrase of ada.p12 is (\\w+).*", "$1");
            Path packed = Files.write(
                    directory.resolve("out.p12"),
                    file.getInputStream(file.getEntry("ada/ada.p12")).readAllBytes());
            assertThat(OpensslCommand.run(
                            "pkcs12", "-in", packed.toString(), "-passin", "pass:" + passphrase, "-nokeys"))
                    .contains("CN = ada");
        }
        assertThat(modes(Files.readAllBytes(zip))).isEqualTo("600 600 600 600 600 600 ");
    }

    @Test
    void bundlesAreMadeLaterToo() throws Exception {
        run("ca");
        run("users", write("members.csv", "ada"));
        run("users", path("members.csv"), "--bundle", "--connect", "chat.example.org:6697");
        assertThat(said()).contains("ada.zip  packed", "0 issued, 1 in the list had");
        try (ZipFile file = new ZipFile(path("ada.zip"))) {
            assertThat(text(file, "ada/README.txt")).contains("join --cert ada.crt chat.example.org:6697");
        }
    }

    private static String text(ZipFile file, String entry) throws Exception {
        return new String(file.getInputStream(file.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Returns the Unix permissions of all entries, in octal digits. */
    private static String modes(byte[] zip) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder modes = new StringBuilder();
        for (int i = 0; i < zip.length - 46; i++) {
            if (bytes.getInt(i) == 0x02014b50 && bytes.get(i + 5) == 3) {
                modes.append(Integer.toOctalString((bytes.getInt(i + 38) >>> 16) & 0777))
                        .append(' ');
            }
        }
        return modes.toString();
    }
}
