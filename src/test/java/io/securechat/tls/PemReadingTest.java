package io.securechat.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.tls.authority.SigningRequest;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.pem.Pkcs12;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PEM and DER files as openssl reads them, and damaged ones: a file is read completely or refused. */
class PemReadingTest {
    private static final Identity LAB = TestCertificates.ca("lab");
    private static final Identity ADA = TestCertificates.client(LAB, "ada");
    private static final Identity BOB = TestCertificates.client(LAB, "bob");

    @TempDir
    Path directory;

    private Path file;
    private String ada;
    private String bob;
    private String list;
    private String key;

    @BeforeEach
    void writeFiles() throws Exception {
        file = directory.resolve("file.pem");
        TestCertificates.write(directory, "ada", ADA);
        TestCertificates.write(directory, "bob", BOB);
        ada = Files.readString(directory.resolve("ada.crt"));
        bob = Files.readString(directory.resolve("bob.crt"));
        key = Files.readString(directory.resolve("ada.key"));
        PemFiles.write(
                List.of(PemFile.of(directory.resolve("ca.crl"), TestCertificates.crl(LAB, BOB.certificate()))), false);
        list = Files.readString(directory.resolve("ca.crl"));
    }

    @Test
    void formsOfText() throws Exception {
        Map<String, String> forms = new TreeMap<>();
        forms.put("byte order mark", "\uFEFF" + ada + bob);
        forms.put("byte order mark before each", "\uFEFF" + ada + "\uFEFF" + bob);
        forms.put("byte order marks, glued", "\uFEFF" + ada.strip() + "\uFEFF" + bob.strip() + "\uFEFF");
        forms.put("blanks before BEGIN", "  " + ada + "\t" + bob);
        forms.put("blanks before every line", (ada + bob).replace("\n", "\n    "));
        forms.put("blanks after every line", (ada + bob).replace("\n", "  \t\n"));
        forms.put("CR LF", (ada + bob).replace("\n", "\r\n"));
        forms.put("CR", (ada + bob).replace("\n", "\r"));
        forms.put("no newline at the end", (ada + bob).strip());
        forms.put("glued", ada.strip() + bob);
        forms.put("glued, with byte order marks", "\uFEFF" + ada.strip() + "\uFEFF" + bob);
        forms.put(
                "text around", "Subject: ada\nbetween Ä\n" + ada + "\n\n# and bob -- begin with him\n" + bob + "end\n");
        forms.put("headers", header("X-Comment: a\n  b\nProc-Type: 4,CLEAR\n\n", ada) + bob);
        forms.put("one long line", ada.replaceAll("(?<![-])\n(?![-])", "") + bob);
        forms.put("one line without any newline", (ada + bob).replace("\n", ""));
        forms.put("blanks for newlines", (ada + bob).replace("\n", " "));
        forms.put("empty lines within", ada.replace("\n", "\n\n") + bob);
        forms.put("an older label", ada.replace(" CERTIFICATE", " X509 CERTIFICATE") + bob);
        forms.put("a trusted label", ada.replace(" CERTIFICATE", " TRUSTED CERTIFICATE") + bob);
        for (Map.Entry<String, String> form : forms.entrySet()) {
            write(form.getValue());
            assertThat(PemFiles.readCertificates(file))
                    .as(form.getKey())
                    .containsExactly(ADA.certificate(), BOB.certificate());
        }
    }

    @Test
    void aListDoesNotVanish() throws Exception {
        for (String form : List.of("\uFEFF" + list, " " + list, list.replace("X509 CRL", "CRL"), list.strip() + list)) {
            write(form);
            assertThat(PemFiles.readCrls(file)).as(form).isNotEmpty().allMatch(crl -> crl.isRevoked(BOB.certificate()));
        }
    }

    @Test
    void damagedTextIsRefusedWithItsLine() throws Exception {
        int lines = (int) ada.lines().count();
        refusedText(ada + bob.strip().replaceFirst("-----END.*", ""), lines + 1, "has no END line");
        refusedText(ada + bob.substring(28), lines + 1, "without a BEGIN line");
        refusedText(ada + "-----END CERTIFICATE-----\n", lines + 1, "malformed or misplaced");
        refusedText(ada.replace("END CERTIFICATE", "END X509 CRL") + bob, lines, "does not match");
        refusedText(ada + "x" + bob, lines + 1, "malformed or misplaced");
        refusedText(ada + "# " + bob, lines + 1, "malformed or misplaced");
        refusedText(ada + bob.replace("-----BEGIN", "----BEGIN"), lines + 1, "malformed or misplaced");
        refusedText(ada + bob.replace("-----BEGIN", "———BEGIN"), lines + 1, "malformed or misplaced");
        refusedText(ada + bob.replace("BEGIN", "Begin"), lines + 1, "malformed or misplaced");
        refusedText(ada + bob.replace("-----BEGIN ", ""), lines + 1, "malformed or misplaced");
        refusedText(ada + bob.replace("BEGIN CERTIFICATE-----", "BEGIN CERTIFICATE"), lines + 1, "incomplete");
        refusedText(ada.replaceFirst("\n(....)", "\n%$1"), 2, "not base64");
        refusedText(ada.replaceFirst("\n(....)", "\n====$1"), 2, "not base64");
        refusedText("-----BEGIN CERTIFICATE-----\nAAAAA\n-----END CERTIFICATE-----\n", 3, "incomplete");
        refusedText(ada.replace("-----END", "AA==AAAA\n-----END"), lines, "not base64");
        refusedText(ada.replaceFirst("\n-----END", "\n-----\n-----END"), lines, "no END line");
        refusedText(ada.replaceFirst("(END CERTIFICATE-----)\n", "$1 garbage\n"), lines, "after the END line");
        refusedText("-----BEGIN CERTIFICATE-----\n" + ada, 2, "no END line");
        refusedText("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", 2, "incomplete");
    }

    @Test
    void trailingBytesWithinAnObject() throws Exception {
        byte[] encoded = ADA.certificate().getEncoded();
        byte[] longer = Arrays.copyOf(encoded, encoded.length + 4);
        PemFiles.write(List.of(PemFile.of(file, "CERTIFICATE", longer)), true);
        refused(
                () -> PemFiles.readCertificates(file),
                "the certificate in " + file + " is damaged (line 1)",
                "4 bytes follow it",
                "");
        PemFiles.write(List.of(PemFile.of(file, "X509 CRL", longer)), true);
        refused(() -> PemFiles.readCrls(file), "the revocation list in " + file + " is damaged", "(line 1)", "");
        PemFiles.write(List.of(PemFile.of(file, "CERTIFICATE REQUEST", longer)), true);
        refused(() -> SigningRequest.read(file), "the signing request in " + file + " is damaged", "", "");
        PemFiles.write(List.of(PemFile.of(file, "PRIVATE KEY", longer)), true);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        refused(() -> readKey(file), "the private key in " + file + " is damaged", "", "");
    }

    @Test
    void unexpectedObjectsAreNamed() throws Exception {
        write(ada + list);
        refused(
                () -> PemFiles.readCertificates(file),
                "contains an x509 crl (line ",
                "in a certificate file",
                "openssl crl");
        refused(
                () -> PemFiles.readCrls(file),
                "contains a certificate (line 1)",
                "in a revocation list file",
                "a separate file");
        write(ada + key);
        refused(
                () -> PemFiles.readCertificates(file),
                "contains a private key",
                "in a certificate file",
                "openssl x509");
        assertThat(PemFiles.readChain(file)).containsExactly(ADA.certificate());
        write(key + list);
        refused(() -> readKey(file), "contains an x509 crl", "in a private key file", "openssl crl");
        write(key + key);
        refused(() -> readKey(file), "contains 2 private keys", "", "--key FILE");
        write(ada + "-----BEGIN PKCS7-----\nMAMCAQE=\n-----END PKCS7-----\n");
        refused(() -> PemFiles.readCertificates(file), "contains a pkcs7", "", "openssl pkcs7 -print_certs -in");
    }

    @Test
    void oneRequestAtATimeUnderEitherLabel() throws Exception {
        PemFiles.write(SigningRequest.make("eve", file, directory.resolve("eve.key")), true);
        String request = Files.readString(file);
        write(request.replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"));
        assertThat(SigningRequest.read(file).name()).isEqualTo("eve");
        write(request + request);
        refused(() -> SigningRequest.read(file), "contains 2 signing requests", "", "a separate file");
    }

    @Test
    void binaryForms() throws Exception {
        Files.write(file, ADA.certificate().getEncoded());
        assertThat(PemFiles.readCertificates(file)).containsExactly(ADA.certificate());
        refused(() -> PemFiles.readCrls(file), "contains no revocation list but a certificate", "", ".crl");

        openssl("crl", "-in", directory.resolve("ca.crl"), "-outform", "der", "-out", file);
        assertThat(PemFiles.readCrls(file)).hasSize(1);
        refused(() -> PemFiles.readCertificates(file), "contains no certificate but an x509 crl", "", ".crt");

        PemFiles.write(SigningRequest.make("eve", directory.resolve("eve.csr"), directory.resolve("eve.key")), true);
        openssl("req", "-in", directory.resolve("eve.csr"), "-outform", "der", "-out", file);
        assertThat(SigningRequest.read(file).name()).isEqualTo("eve");

        for (List<String> form : List.of(
                List.of("pkcs8", "-topk8", "-nocrypt"),
                List.of("ec"),
                List.of("pkcs8", "-topk8", "-passout", "pass:secret"))) {
            Path der = directory.resolve("key.der");
            Stream<String> all = Stream.concat(
                    form.stream(),
                    Stream.of("-in", "" + directory.resolve("ada.key"), "-outform", "der", "-out", "" + der));
            openssl(all.toArray());
            Files.setPosixFilePermissions(der, PosixFilePermissions.fromString("rw-------"));
            assertThat(PemFiles.readIdentity(directory.resolve("ada.crt"), der, "secret"::toCharArray)
                            .certificate())
                    .as(form.toString())
                    .isEqualTo(ADA.certificate());
        }
    }

    @Test
    void storesGetTheCommandThatOpensThem() throws Exception {
        PemFiles.write(List.of(Pkcs12.file(file, "ada", ADA, List.of(), "secret".toCharArray())), true);
        refused(
                () -> PemFiles.readCertificates(file),
                "contains no certificate but a PKCS#12 store",
                "",
                "openssl pkcs12 -nokeys -clcerts -in " + file);
        refused(() -> readKey(file), "contains no private key but a PKCS#12 store", "", "openssl pkcs12 -nocerts -in");

        openssl("crl2pkcs7", "-nocrl", "-certfile", directory.resolve("ada.crt"), "-out", file);
        refused(() -> PemFiles.readCertificates(file), "but a pkcs7", "", "openssl pkcs7 -print_certs -in");
        openssl("crl2pkcs7", "-nocrl", "-certfile", directory.resolve("ada.crt"), "-outform", "der", "-out", file);
        refused(() -> PemFiles.readCertificates(file), "but a pkcs7", "", "openssl pkcs7 -print_certs -in");
    }

    @Test
    void trustedCertificatesOfOpenssl() throws Exception {
        Path plain = directory.resolve("ada.crt");
        openssl("x509", "-in", plain, "-trustout", "-setalias", "ada lovelace", "-out", file);
        assertThat(Files.readString(file)).contains("BEGIN TRUSTED CERTIFICATE");
        assertThat(PemFiles.readCertificates(file)).containsExactly(ADA.certificate());
        for (String restriction : List.of("-addtrust", "-addreject")) {
            openssl("x509", "-in", plain, "-trustout", restriction, "serverAuth", "-out", file);
            refused(() -> PemFiles.readCertificates(file), "is restricted by OpenSSL", "(line 1)", "openssl x509 -in");
        }
    }

    @Test
    void utf16IsOneSentence() throws Exception {
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.writeString(file, ada, charset);
            refused(() -> PemFiles.readCertificates(file), "is in UTF-16", "PowerShell", "iconv -f UTF-16");
        }
        Files.writeString(file, ada);
        Files.writeString(file, bob, StandardCharsets.UTF_16, StandardOpenOption.APPEND);
        refused(
                () -> PemFiles.readCertificates(file),
                "damaged in line " + (ada.lines().count() + 1) + ": it contains NUL",
                "UTF-16",
                "iconv -f UTF-16");
        Files.writeString(file, "\uFEFF" + ada, StandardCharsets.UTF_16LE);
        refused(() -> PemFiles.readCertificates(file), "is in UTF-16", "PowerShell", "iconv -f UTF-16 ");
    }

    @Test
    void aFileThatIsTooLargeOrEmpty() throws Exception {
        Files.write(file, new byte[(16 << 20) + 1]);
        refused(() -> PemFiles.readCertificates(file), "is larger than 16384 KiB", "", "right file");
        refused(() -> PemFiles.readChain(Path.of("/dev/zero")), "is larger than 16384 KiB", "", "right file");
        Files.write(file, new byte[0]);
        refused(() -> PemFiles.readCertificates(file), "is not a PEM file: it is empty", "", "fresh copy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIIBhTCCAQugAwIBAgIQ", "30820185", "hello\n"})
    void noPemAtAll(String text) throws Exception {
        write(text);
        refused(() -> PemFiles.readCertificates(file), file + " is not a PEM file", "BEGIN", "openssl x509");
    }

    @Test
    void bytesBehindABinaryObject() throws Exception {
        byte[] encoded = ADA.certificate().getEncoded();
        Files.write(file, Arrays.copyOf(encoded, encoded.length + 7));

        refused(
                () -> PemFiles.readCertificates(file),
                file + " is damaged: 7 bytes follow its DER object",
                "",
                "in PEM form");
        Files.write(file, ada.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
        refused(() -> PemFiles.readCertificates(file), "bytes follow its DER object", "", "in PEM form");
    }

    private List<X509Certificate> readKey(Path keyFile) throws IOException {
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        return PemFiles.readIdentity(directory.resolve("ada.crt"), keyFile, () -> new char[0])
                .chain();
    }

    private static String header(String headers, String pem) {
        return pem.replaceFirst("\n", "\n" + headers);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private void refusedText(String text, int line, String why) throws IOException {
        write(text);
        refused(
                () -> PemFiles.readCertificates(file),
                "the PEM text in " + file + " is damaged in line " + line + ": ",
                why,
                "fresh copy");
    }

    private static void refused(ThrowingCallable read, String message, String more, String hint) {
        Consumer<Problem> hinted = problem -> assertThat(problem.hint()).contains(hint);
        assertThatThrownBy(read)
                .hasMessageContaining(message)
                .hasMessageContaining(more)
                .isInstanceOfSatisfying(Problem.class, hinted);
    }

    private static void openssl(Object... arguments) throws Exception {
        OpensslCommand.run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
