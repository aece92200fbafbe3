package io.securechat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The findings of common scanners on a server. */
class ScannersIT {
    private static final Pattern FINDING = Pattern.compile("\"id\" +: \"([^\"]+)\"[^}]*\"finding\" +: \"([^\"]*)\"");

    /** The result of testssl.sh for a check that it skips, because the server requests a certificate. */
    private static final String NEEDS_CERTIFICATE = "client x509-based authentication prevents this from being tested";

    /**
     * That it is no web server, that a private CA publishes no revocation list on the web, and that the scanner's own OpenSSL
     * has no GOST ciphers.
     */
    private static final Set<String> NO_COMPLAINT = Set.of("service", "cert_revocation", "engine_problem");

    private static final int ATTEMPTS = 10;

    @TempDir
    Path directory;

    @Test
    void nothingToComplainOfWithTls13() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--dev", "--port", "0")) {
            String address = address(server);
            assertThat(sslscan(address))
                    .contains("TLSv1.3   enabled", "TLSv1.2   disabled", "Session renegotiation not supported");
            assertThat(nmap(address)).contains("TLSv1.3").doesNotContain("TLSv1.2", "warnings");
            assertThat(testssl(address)).isEmpty();
        }
    }

    @Test
    void nothingToComplainOfWithTls12() throws Exception {
        try (Program server = Program.securechat(directory, "serve", "--dev", "--port", "0", "--tls12")) {
            String address = address(server);
            assertThat(sslscan(address))
                    .contains("TLSv1.2   enabled", "TLSv1.1   disabled", "Session renegotiation not supported");
            String ciphers = nmap(address);
            assertThat(ciphers).contains("TLSv1.2", "least strength: A").doesNotContain("TLSv1.1", "warnings");
            assertThat(ciphers.lines().filter(line -> line.contains("TLS_") && !line.contains("TLS_AKE_")))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".* TLS_ECDHE_\\w+_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_.* - A"));
            assertThat(testssl(address)).isEmpty();
        }
    }

    @Test
    void theSameWithoutTheNativeLibrary() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        List<String> command = List.of(
                java, "-Dio.netty.handler.ssl.noOpenSsl=true", "-jar", Program.jar(), "serve", "--dev", "--port", "0");
        try (Program server = Program.start(directory, command)) {
            assertThat(sslscan(address(server)))
                    .contains("TLSv1.3   enabled", "TLSv1.2   disabled", "x25519", "secp256r1")
                    .doesNotContain("ffdhe", "secp521r1");
        }
    }

    private static String address(Program server) throws InterruptedException {
        String port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
        return "127.0.0.1:" + port;
    }

    private String sslscan(String address) throws Exception {
        return run("sslscan", "--no-colour", address);
    }

    private String nmap(String address) throws Exception {
        String port = address.substring(address.indexOf(':') + 1);
        return run("nmap", "-n", "-Pn", "-p", port, "--script", "ssl-enum-ciphers", "127.0.0.1");
    }

    private String run(String... command) throws Exception {
        try (Program program = Program.start(directory, List.of(command))) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
            return String.join("\n", program.output());
        }
    }

    /**
     * Returns the findings of testssl.sh. It has no certificate, and reports a failed connection if the server refuses it before
     * testssl.sh has closed the connection; then the scan is repeated.
     */
    private List<String> testssl(String address) throws Exception {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            List<String> findings = scan(address);
            if (findings != null) {
                return findings;
            }
        }
        return requireNonNull(scan(address), "testssl.sh does not get a connection");
    }

    /** Null when it says that it cannot connect. */
    private @Nullable List<String> scan(String address) throws Exception {
        Files.deleteIfExists(directory.resolve("findings.json"));
        List<String> command = List.of(("testssl --quiet --color 0 --warnings batch --nodns none --openssl-timeout 5"
                        + " --severity LOW --jsonfile findings.json --add-ca server.crt"
                        + " --protocols --std --pfs --server-defaults --server-preference --vulnerable " + address)
                .split(" "));
        try (Program testssl = Program.start(directory, command)) {
            // Each of its sections may take a while.
            if (testssl.await("(Testing protocols|Your OpenSSL cannot connect)").startsWith("Your")) {
                return null;
            }
            testssl.await("TLS 1.3 +offered \\(OK\\)");
            testssl.await("Chain of trust +Ok");
            testssl.await("Testing vulnerabilities");
            testssl.await("LUCKY13 .* not vulnerable");
            testssl.exitCode();
            return FINDING.matcher(Files.readString(directory.resolve("findings.json")))
                    .results()
                    .filter(finding -> !NO_COMPLAINT.contains(finding.group(1)))
                    .filter(finding -> !finding.group(2).equals(NEEDS_CERTIFICATE))
                    .map(finding -> finding.group(1) + ": " + finding.group(2))
                    .toList();
        }
    }
}
