package io.securechat.cli.gencert.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.JsonLine;
import io.securechat.cli.GencertCommand;
import io.securechat.cli.Main;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code gencert show --json} and {@code --expiring}. */
class GencertShowTest extends GencertCommand {
    @Test
    void listsWhatExpiresSoonForCron() {
        run("ca");
        run("user", "ada", "--days", "20");
        run("user", "bob");
        run("show", "--expiring", "10");
        assertThat(said()).isEmpty();

        expiring("show", "--expiring", "30");
        assertThat(said())
                .contains("user ada expires at ", ", in 19 days; ", "gencert renew --dir " + directory + " ada")
                .doesNotContain("bob");
        expiring("show", "--expiring", "30", path("ada.crt"), path("bob.crt"));
        assertThat(said())
                .startsWith(path("ada.crt") + ": certificate CN=ada expires at ")
                .doesNotContain("bob");
        run("renew", "ada");
        run("show", "--expiring", "30");
        assertThat(said()).isEmpty();
    }

    @Test
    void aRevokedCertificateNeedsNoRenewal() {
        run("ca");
        run("user", "ada", "--days", "5");
        run("revoke", "ada");
        run("show", "--expiring", "30");
        assertThat(said()).isEmpty();
        run("renew", "crl", "--days", "9");
        expiring("show", "--expiring", "30");
        assertThat(said()).startsWith("crl CN=securechat CA").contains("gencert renew --dir " + directory + " crl");
    }

    @Test
    void printsAJsonObjectALine() {
        run("ca", "--name", "Lab");
        run("user", "ada");
        run("revoke", "ada");
        run("show", "--json");
        assertThat(said().lines().map(JsonLine::read))
                .satisfiesExactly(
                        ca -> assertThat(ca).containsEntry("kind", "ca").containsEntry("name", "CN=Lab"),
                        crl -> assertThat(crl).containsEntry("kind", "crl").containsEntry("days", 364),
                        ada -> assertThat(ada)
                                .containsAllEntriesOf(Map.of("kind", "user", "name", "ada", "state", "revoked"))
                                .containsKeys("serial", "until", "revoked"));
        run("show", "--json", path("ada.crt"));
        assertThat(JsonLine.read(said().strip()))
                .containsAllEntriesOf(Map.of("file", path("ada.crt"), "name", "CN=ada", "state", "revoked"));
    }

    private void expiring(String... arguments) {
        clear();
        assertThat(Main.run(arguments(arguments))).isEqualTo(1);
    }
}
