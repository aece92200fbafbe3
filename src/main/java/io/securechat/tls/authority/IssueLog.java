package io.securechat.tls.authority;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.x509.CaCertificates;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.KeyPurpose;
import io.securechat.tls.x509.Validity;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The log of the certificates that a CA issued and revoked, oldest first: a text file with one line per certificate. Immutable.
 */
public record IssueLog(List<Entry> entries) {
    private static final String HEAD =
            "# What this CA has issued: kind, serial number, valid until, revoked at, name\n";
    private static final String NOT_REVOKED = "-";
    private static final String NAMELESS = "?";
    private static final char UNDECODABLE = '\uFFFD';
    private static final int FIELDS = 5;
    private static final int HEXADECIMAL = 16;

    /** The type of a certificate holder. */
    public enum Kind {
        USER,
        SERVER,
        /** The CA itself, where it succeeds another one: what follows is its own. */
        CA;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One certificate.
     *
     * @param name its CN
     * @param end the last second in which it is valid
     * @param revoked the time of its revocation, or null
     */
    public record Entry(
            Kind kind,
            String name,
            BigInteger serial,
            Instant end,
            @Nullable Instant revoked) {
        /** Returns whether it is neither revoked nor expired. */
        public boolean isInForce(Instant now) {
            return revoked == null && !now.isAfter(end);
        }

        private Entry revokedAt(Instant now) {
            return new Entry(kind, name, serial, end, now.truncatedTo(ChronoUnit.SECONDS));
        }

        /** Servers count as one: their certificates replace each other. */
        private String holder() {
            return kind == Kind.SERVER ? kind.toString() : kind + " " + name.toLowerCase(Locale.ROOT);
        }

        private String line() {
            return String.join(
                    " ",
                    kind.toString(),
                    serial.toString(HEXADECIMAL),
                    end.toString(),
                    revoked == null ? NOT_REVOKED : revoked.toString(),
                    name);
        }
    }

    public IssueLog {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a log; an empty file is an empty log.
     *
     * @throws Problem if it cannot be read, or a line is malformed
     */
    public static IssueLog read(Path file) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : PemFiles.text(file, PemFiles.MAX_LIST).lines().toList()) {
            number++;
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            try {
                entries.add(parse(line));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new Problem(
                        file + " is damaged in line " + number + ": the issued certificates are unknown",
                        "correct the line, or restore the file from a backup",
                        e);
            }
        }
        return new IssueLog(entries);
    }

    /** Returns the file of this log. */
    public PemFile toFile(Path path) {
        StringBuilder text = new StringBuilder(HEAD);
        entries.forEach(entry -> text.append(entry.line()).append('\n'));
        return PemFile.text(path, text.toString(), false);
    }

    /** Returns this log with another certificate, which is a user's if its key purpose includes clients. */
    public IssueLog with(X509Certificate certificate) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(
                kind(certificate),
                CertificateName.commonNames(certificate).stream()
                        .map(name -> SafeText.of(name).replace(UNDECODABLE, '?'))
                        .findFirst()
                        .orElse(NAMELESS),
                certificate.getSerialNumber(),
                Validity.end(certificate),
                null));
        return new IssueLog(more);
    }

    /** Returns this log with some of its entries revoked. */
    public IssueLog revoke(Predicate<Entry> which, Instant now) {
        return new IssueLog(entries.stream()
                .map(entry -> which.test(entry) ? entry.revokedAt(now) : entry)
                .toList());
    }

    /** Returns the valid certificates of the former CA whose holders have no valid one of the present CA, each holder once. */
    public List<Entry> former(Instant now) {
        int begin = 0;
        for (int i = 0; i < entries.size(); i++) {
            begin = entries.get(i).kind() == Kind.CA ? i : begin;
        }
        Map<String, Entry> left = new LinkedHashMap<>();
        entries.subList(0, begin).stream()
                .filter(entry -> entry.kind() != Kind.CA && entry.isInForce(now))
                .forEach(entry -> left.put(entry.holder(), entry));
        entries.subList(begin, entries.size()).stream()
                .filter(entry -> entry.isInForce(now))
                .forEach(entry -> left.remove(entry.holder()));
        return List.copyOf(left.values());
    }

    public List<Entry> select(Predicate<Entry> which) {
        return entries.stream().filter(which).toList();
    }

    private static Kind kind(X509Certificate certificate) {
        if (CaCertificates.isAuthority(certificate)) {
            return Kind.CA;
        }
        try {
            return KeyPurpose.CLIENT.allowedBy(certificate) ? Kind.USER : Kind.SERVER;
        } catch (CertificateParsingException e) {
            return Kind.USER;
        }
    }

    private static Entry parse(String line) {
        String[] fields = line.split(" ", FIELDS);
        if (fields.length != FIELDS || !SafeText.isVisible(line) || line.indexOf(UNDECODABLE) >= 0) {
            throw new IllegalArgumentException(line);
        }
        return new Entry(
                Kind.valueOf(fields[0].toUpperCase(Locale.ROOT)),
                fields[4],
                new BigInteger(fields[1], HEXADECIMAL),
                Instant.parse(fields[2]),
                fields[3].equals(NOT_REVOKED) ? null : Instant.parse(fields[3]));
    }
}
