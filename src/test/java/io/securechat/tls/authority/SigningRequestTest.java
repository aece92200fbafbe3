package io.securechat.tls.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.tls.OpensslCommand;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.pem.PemObject;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeySigner;
import io.securechat.tls.x509.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRequestTest {
    @TempDir
    Path directory;

    @Test
    void readsWhatItMakes() throws Exception {
        Path request = directory.resolve("ada.csr");
        Path key = directory.resolve("ada.key");
        PemFiles.write(SigningRequest.make("ada", request, key), false);

        SigningRequest read = SigningRequest.read(request);

        assertThat(read.name()).isEqualTo("ada");
        assertThat(new Identity(List.of(sign(read)), PemFiles.readKey(key, () -> new char[0])).toString())
                .isEqualTo("Identity[CN=ada]");
        assertThat(OpensslCommand.run("req", "-verify", "-noout", "-subject", "-in", request.toString()))
                .contains("verify OK", "ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "rsa:3072", "P-256", "P-384"})
    void takesKeysOfOthers(String key) throws Exception {
        assertThat(read(openssl(key, "/CN=ada")).name()).isEqualTo("ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:1024", "rsa:4224", "P-521", "ed25519", "brainpoolP256r1", "secp256k1"})
    void refusesKeysThatAreWeakOrUnknown(String key) throws Exception {
        assertProblem(openssl(key, "/CN=ada"), "is for a key that is not accepted");
    }

    @Test
    void hasExactlyOneName() throws Exception {
        assertProblem(openssl("P-256", "/CN=ada/CN=root"), "has 2 names (CN), not one");
        assertProblem(openssl("P-256", "/O=lab"), "has no names (CN), not one");
    }

    @Test
    void theRequesterMustHaveTheKey() throws Exception {
        KeyPair mine = Keys.generate();
        byte[] forged = new PKCS10CertificationRequestBuilder(
                        CertificateName.commonName("ada"),
                        Keys.info(Keys.generate().getPublic()))
                .build(new KeySigner(mine.getPrivate()))
                .getEncoded();
        Path file = directory.resolve("forged.csr");
        PemFiles.write(List.of(PemFile.of(file, PemObject.REQUEST, forged)), false);

        assertProblem(file, "the signature of the request " + file + " is wrong");
    }

    @Test
    void requestedExtensionsAreIgnored() throws Exception {
        Path file = openssl(
                "P-256",
                "/O=wheel/CN=ada",
                "-addext",
                "basicConstraints=critical,CA:TRUE",
                "-addext",
                "subjectAltName=DNS:bank.example");

        X509Certificate certificate = sign(read(file));

        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSubjectAlternativeNames()).isNull();
        assertThat(CertificateName.subject(certificate)).isEqualTo("CN=ada");
    }

    @Test
    void otherFiles() throws Exception {
        Path file = directory.resolve("ada.csr");
        PemFiles.write(List.of(PemFile.of(file, TestCertificates.ca("lab").chain())), false);
        assertProblem(file, file + " contains no signing request but a certificate");
        PemFiles.write(List.of(PemFile.of(file, PemObject.REQUEST, new byte[] {1, 2, 3})), true);
        assertProblem(file, "the signing request in " + file + " is damaged");
    }

    private static SigningRequest read(Path file) {
        return SigningRequest.read(file);
    }

    private static X509Certificate sign(SigningRequest request) {
        Identity ca = new SelfSigned(Clock.systemUTC(), Duration.ofDays(2)).authority("lab");
        return new Authority(ca, Clock.systemUTC()).sign(request, Duration.ofDays(1));
    }

    private Path openssl(String key, String subject, String... more) throws Exception {
        Path file = directory.resolve("request.csr");
        List<String> command = new ArrayList<>(List.of("req", "-new", "-nodes", "-subj", subject));
        command.addAll(List.of("-keyout", directory.resolve("request.key").toString(), "-out", file.toString()));
        if (key.startsWith("rsa") || key.startsWith("ed")) {
            command.addAll(List.of("-newkey", key));
        } else {
            command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + key));
        }
        command.addAll(List.of(more));
        String said = OpensslCommand.run(command.toArray(String[]::new));
        assertThat(Files.exists(file)).as(said).isTrue();
        return file;
    }

    private static void assertProblem(Path file, String message) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(Problem.class).hasMessageContaining(message);
    }
}
