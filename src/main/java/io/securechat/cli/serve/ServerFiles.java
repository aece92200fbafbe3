package io.securechat.cli.serve;

import io.securechat.InputFile;
import io.securechat.Problem;
import io.securechat.cli.option.IdentityOptions;
import io.securechat.cli.option.TrustOptions;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.trust.TrustFile;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that {@code serve} reads. They may change while it runs. */
final class ServerFiles {
    private static final String USUAL_CRL = "ca.crl";

    private final Path cert;
    private final Path key;
    private Passphrase passphrase;
    private final TrustOptions trust;
    private final OperatorOptions operators;
    private final @Nullable Path crl;
    private final @Nullable Path motd;

    /** The revocation list in force. If its file disappears, the certificates that it revokes stay refused. */
    private @Nullable Path crlInForce;

    /** The keys of the CAs that have a list in force. */
    private final Set<String> listed = new HashSet<>();

    /**
     * @param operators their CA must be trusted
     * @param crl null for the default file, if it exists
     * @param motd null for no message of the day
     */
    ServerFiles(
            IdentityOptions identity,
            TrustOptions trust,
            OperatorOptions operators,
            @Nullable Path crl,
            @Nullable Path motd) {
        this.cert = identity.cert();
        this.key = identity.key();
        this.passphrase = new Passphrase(identity.passphraseFile(), key);
        this.trust = trust;
        this.operators = operators;
        this.crl = crl;
        this.motd = motd;
    }

    /** Continues with these files in place of those that a running server has read before. */
    ServerFiles succeeding(ServerFiles before) {
        if (key.equals(before.key) && Objects.equals(passphrase.file(), before.passphrase.file())) {
            passphrase = before.passphrase; // It may have been typed.
        } else {
            passphrase.stopPrompting();
        }
        if (Objects.equals(crl, before.crl)) {
            crlInForce = before.crlInForce;
        }
        listed.addAll(before.listed);
        return this;
    }

    /** Returns all files, including those that may be created later. */
    List<Path> paths() {
        return Stream.of(
                        Stream.of(cert, key),
                        Stream.ofNullable(passphrase.file()),
                        trust.files().stream().map(TrustFile::path),
                        Stream.ofNullable(operators.authority()),
                        Stream.ofNullable(operators.passwordFile()),
                        crl == null ? usualCrls() : Stream.of(crl),
                        Stream.ofNullable(motd))
                .flatMap(paths -> paths)
                .toList();
    }

    /**
     * Reads all files.
     *
     * @throws Problem if a file is missing or unusable, or no client could connect
     */
    ServerMaterial read() {
        Identity identity = PemFiles.readIdentity(cert, key, passphrase);
        Trust.checkServer(identity);
        Anchors anchors = anchors();
        Path list = isListDropped(anchors) ? null : crl();
        List<X509CRL> revoked = list == null ? List.of() : PemFiles.readCrls(list);
        ServerMaterial material = new ServerMaterial(
                identity, Trust.of(anchors, revoked), operators.operators(), operators.authorityKey(anchors), lines());
        crlInForce = list;
        listed.retainAll(anchors.authorityKeys());
        listed.addAll(material.clients().listedAuthorityKeys());
        passphrase.stopPrompting();
        return material;
    }

    private Anchors anchors() {
        List<TrustFile> files = trust.presentFiles();
        if (files.isEmpty()) {
            throw new Problem(
                    "no client could connect: there is neither client.crt nor ca.crt to trust",
                    "create development certificates with " + Problem.command("gencert")
                            + ", or name a CA certificate with --trust-ca FILE or a client certificate with --pin FILE");
        }
        return TrustFile.read(files);
    }

    /** Returns whether the list's file was removed on purpose: its CAs are no longer trusted either. */
    private boolean isListDropped(Anchors anchors) {
        return crlInForce != null
                && Files.notExists(crlInForce)
                && Collections.disjoint(listed, anchors.authorityKeys());
    }

    private @Nullable Path crl() {
        if (crl != null || crlInForce != null) {
            return Objects.requireNonNullElse(crl, crlInForce);
        }
        return usualCrls().filter(Files::exists).findFirst().orElse(null);
    }

    /** Returns the lists used by default, the first one that exists: in the working directory, or beside a trusted file. */
    private Stream<Path> usualCrls() {
        return Stream.concat(
                        Stream.of(Path.of(USUAL_CRL)),
                        trust.files().stream().map(file -> file.path().resolveSibling(USUAL_CRL)))
                .distinct();
    }

    private List<String> lines() {
        if (motd == null) {
            return List.of();
        }
        try {
            return InputFile.lines(motd, InputFile.TEXT);
        } catch (NoSuchFileException e) {
            throw new Problem("there is no file '" + motd + "'", "write one, or omit --motd", e);
        } catch (IOException e) {
            throw new Problem("cannot read '" + motd + "'", "check the file and its permissions", e);
        }
    }
}
