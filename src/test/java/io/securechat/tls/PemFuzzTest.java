package io.securechat.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Fuzz;
import io.securechat.Problem;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.SigningRequest;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.pem.PemText;
import io.securechat.tls.pem.Pkcs12;
import io.securechat.tls.report.PemDescription;
import io.securechat.tls.x509.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random files for all readers of certificates, keys, lists and requests. */
class PemFuzzTest {
    private static final Pattern BEGIN = Pattern.compile("BEGIN [A-Z0-9 ]+-----");
    private static final Identity CA = TestCertificates.ca("lab");
    private static final Identity ADA = TestCertificates.client(CA, "ada");

    private static final List<Consumer<Path>> READERS = List.of(
            PemFiles::readCertificates,
            PemFiles::readChain,
            PemFiles::readCrls,
            SigningRequest::read,
            IssueLog::read,
            file -> PemFiles.readKey(file, "secret"::toCharArray),
            file -> PemDescription.read(file, List.of(), Instant.EPOCH));

    @TempDir
    Path directory;

    private final List<byte[]> texts = new ArrayList<>();
    private final List<byte[]> binaries = new ArrayList<>();

    @BeforeEach
    void makeFiles() throws Exception {
        Path file = directory.resolve("x");
        PemFile key = PemFile.ofKey(file, ADA.key(), ADA.certificate().getPublicKey());
        texts.add(key.content());
        texts.add(PemFile.of(file, ADA.chain()).content());
        texts.add(PemFile.of(file, TestCertificates.crl(CA, ADA.certificate())).content());
        SigningRequest.make("ada", file, file).forEach(part -> texts.add(part.content()));
        texts.add("Proc-Type: 4,ENCRYPTED\n# comment\n".getBytes(UTF_8));
        texts.add(new IssueLog(List.of()).with(ADA.certificate()).toFile(file).content());
        for (byte[] text : texts) {
            PemText.parse(new String(text, ISO_8859_1), file).forEach(object -> binaries.add(object.content()));
        }
        binaries.add(
                Pkcs12.file(file, "ada", ADA, List.of(), "secret".toCharArray()).content());
    }

    @Test
    void aTextSaysEverythingOrIsRefused() {
        Fuzz.check(fuzz -> {
            String text = new String(text(fuzz), ISO_8859_1);
            try {
                int objects = PemText.parse(text, Path.of("file")).size();
                assertThat(BEGIN.matcher(text).results().count()).as(text).isLessThanOrEqualTo(objects);
            } catch (Problem refused) {
                assertThat(refused).hasMessageContaining("file is damaged in line ");
            }
        });
    }

    @Test
    void anyFileIsReadOrRefusedInASentence() {
        Path file = directory.resolve("file.pem");
        Fuzz.check(fuzz -> {
            write(file, content(fuzz));
            for (Consumer<Path> reader : READERS) {
                try {
                    reader.accept(file);
                } catch (Problem refused) {
                    assertThat(refused.getMessage()).contains("" + file).doesNotContain("\n", "Exception");
                    assertThat(refused.hint()).isNotEmpty();
                }
            }
        });
    }

    private byte[] content(Fuzz fuzz) {
        byte[] binary = fuzz.mutate(fuzz.pick(binaries));
        return switch (fuzz.below(4)) {
            case 0 -> binary;
            case 1 -> PemFile.of(Path.of("x"), fuzz.pick(labels()), binary).content();
            default -> text(fuzz);
        };
    }

    private static String[] labels() {
        return new String[] {
            "CERTIFICATE",
            "TRUSTED CERTIFICATE",
            "X509 CRL",
            "CERTIFICATE REQUEST",
            "PRIVATE KEY",
            "EC PRIVATE KEY",
            "RSA PRIVATE KEY",
            "ENCRYPTED PRIVATE KEY",
            "PKCS7",
            "EC PARAMETERS",
            "OPENSSH PRIVATE KEY"
        };
    }

    private byte[] text(Fuzz fuzz) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int parts = fuzz.below(3); parts >= 0; parts--) {
            String text = new String(fuzz.pick(texts), UTF_8);
            text = switch (fuzz.below(6)) {
                case 0 -> text.replace("\n", "\r\n");
                case 1 -> text.replace("\n", fuzz.pick(" \n", "\n\n", "\n ", "\r", "", " "));
                case 2 -> fuzz.pick("\uFEFF", " ", "#", "Key: value\n\n", fuzz.text()) + text;
                case 3 -> text.strip();
                case 4 -> text.replaceFirst("-----", fuzz.pick("----", "------", "——", "-----BEGIN X-----\n-----"));
                default -> text;
            };
            all.writeBytes(fuzz.once(3) ? fuzz.mutate(text.getBytes(UTF_8)) : text.getBytes(UTF_8));
        }
        return all.toByteArray();
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
