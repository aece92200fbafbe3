package io.securechat.cli.join;

import io.securechat.Problem;
import io.securechat.client.check.CheckReport;
import io.securechat.client.check.ConnectionCheck;
import io.securechat.client.connection.Endpoint;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.report.Remedy;
import io.securechat.tls.trust.Trust;
import io.securechat.tls.trust.TrustFile;
import io.securechat.tls.x509.Identity;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** {@code join --check}: checks the user's files, then connects to the server. */
final class JoinCheck {
    private static final int P256_BITS = 256;

    private final JoinFiles files;
    private final BiFunction<Identity, Trust, Endpoint> server;
    private final CheckReport list = new CheckReport(System.out, Clock.systemUTC());

    /** @param server the endpoint for an identity and the trusted certificates */
    JoinCheck(JoinFiles files, BiFunction<Identity, Trust, Endpoint> server) {
        this.files = files;
        this.server = server;
    }

    /**
     * Prints one line per step.
     *
     * @param name the user's name, if specified
     * @return whether all steps succeeded
     */
    boolean run(Optional<String> name) {
        Optional<Identity> identity = identity();
        Optional<Trust> trust = identity.isEmpty() ? Optional.empty() : trust();
        if (identity.isPresent() && trust.isPresent()) {
            Endpoint endpoint = server.apply(identity.get(), trust.get());
            String passing = "check-" + ThreadLocalRandom.current().nextInt(1000, 10_000);
            new ConnectionCheck(endpoint, list)
                    .run(name.or(endpoint::claimedName).orElse(passing));
        }
        return list.isGood();
    }

    private Optional<Identity> identity() {
        return step("certificate", () -> files.certificates().get(0)).flatMap(own -> {
            list.certificate("certificate", files.cert() + ": ", own, Remedy.ask(own), true);
            return step("key", this::key);
        });
    }

    private Identity key() {
        Identity identity = files.identity();
        String belongs = files.key() + " belongs to it";
        if (identity.certificate().getPublicKey() instanceof ECPublicKey key
                && key.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
            list.ok("key", belongs);
        } else {
            list.warn("key", belongs + ", but is not a P-256 key", "some servers accept only P-256 keys");
        }
        return identity;
    }

    private Optional<Trust> trust() {
        return step("trust", () -> {
            Trust trust = files.trust();
            for (TrustFile file : files.trusted()) {
                for (X509Certificate certificate : PemFiles.readCertificates(file.path())) {
                    list.certificate("trust", file.path() + ": ", certificate, Remedy.tell(certificate), false);
                }
            }
            return trust;
        });
    }

    private <T> Optional<T> step(String name, Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (Problem problem) {
            list.fail(name, problem);
            return Optional.empty();
        }
    }
}
