package io.securechat.cli.gencert;

import io.securechat.JsonLine;
import io.securechat.Problem;
import io.securechat.irc.Names;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.IssueLog.Entry;
import io.securechat.tls.path.Revocations;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.report.PemDescription;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates, revocation lists and requests, with their ends: all of a CA, or those in files. */
public record Inventory(List<Item> items) {
    /**
     * A certificate, list or request.
     *
     * @param name its holder's, safe to print
     * @param serial in hexadecimal; empty if it has none
     * @param end null if it has none
     * @param revoked null if it is not revoked
     * @param remedy the command that replaces it; empty if it is unknown
     */
    public record Item(
            String kind,
            String name,
            String serial,
            @Nullable Instant end,
            @Nullable Instant revoked,
            @Nullable Path file,
            String remedy) {
        /** Returns the item as a JSON object on one line. */
        public String json(Instant now) {
            return JsonLine.of(json -> {
                json.put("kind", kind).put("name", name);
                if (file != null) {
                    json.put("file", file.toString());
                }
                if (!serial.isEmpty()) {
                    json.put("serial", serial);
                }
                if (end != null) {
                    json.put("until", end.toString()).put("days", days(now, end));
                }
                if (revoked != null) {
                    json.put("revoked", revoked.toString());
                }
                json.put("state", revoked != null ? "revoked" : end != null && now.isAfter(end) ? "expired" : "valid");
            });
        }

        /** Returns a sentence about its end, which it must have, and the command that replaces it. */
        public String warning(Instant now) {
            Instant until = end == null ? now : end;
            long days = days(now, until);
            String left = now.isAfter(until) ? "" : days == 1 ? ", in 1 day" : ", in " + days + " days";
            return (file == null ? "" : file + ": ") + kind + " " + name
                    + (now.isAfter(until) ? " expired at " : " expires at ") + until + left
                    + (remedy.isEmpty() ? "" : "; " + Problem.command(remedy));
        }

        private boolean endsNear(Instant now, Duration notice) {
            return revoked == null && end != null && end.isBefore(now.plus(notice)) && !isForgotten(now, notice, end);
        }

        /** A user whose certificate expired long ago has left. */
        private boolean isForgotten(Instant now, Duration notice, Instant until) {
            return kind.equals(IssueLog.Kind.USER.toString()) && file == null && until.isBefore(now.minus(notice));
        }

        private static long days(Instant now, Instant end) {
            return Duration.between(now, end).toDays();
        }
    }

    /**
     * Returns all that a CA has issued, itself and its revocation lists.
     *
     * @param again the option for another command that names its directory, with a leading space
     */
    public static Inventory of(AuthorityDirectory directory, String again) {
        List<Item> items = new ArrayList<>();
        for (X509Certificate ca : PemFiles.readCertificates(directory.certificate())) {
            items.add(new Item(
                    "ca",
                    CertificateName.subject(ca),
                    ca.getSerialNumber().toString(16),
                    Validity.end(ca),
                    null,
                    null,
                    ca.equals(directory.readCertificate())
                            ? "gencert renew" + again + " ca"
                            : "gencert ca --drop" + again));
        }
        for (X509CRL crl : directory.readRevocations()) {
            items.add(new Item(
                    "crl",
                    Revocations.issuer(crl),
                    "",
                    Validity.end(crl).orElse(null),
                    null,
                    null,
                    "gencert renew" + again + " crl"));
        }
        for (Entry entry : directory.readLog().entries()) {
            if (entry.kind() == IssueLog.Kind.CA) {
                continue; // in ca.crt
            }
            String whom = entry.kind() == IssueLog.Kind.SERVER ? "server" : new UserName(entry.name()).toString();
            items.add(new Item(
                    entry.kind().toString(),
                    entry.name(),
                    entry.serial().toString(16),
                    entry.end(),
                    entry.revoked(),
                    null,
                    "gencert renew" + again + " " + whom));
        }
        return new Inventory(items);
    }

    /** Returns the contents of files. */
    public static Inventory of(List<Path> files, Collection<X509CRL> revocations, Instant now) {
        List<Item> items = new ArrayList<>();
        for (Path file : files) {
            for (PemDescription description : PemDescription.read(file, revocations, now)) {
                items.add(new Item(
                        description.title(),
                        description.holder(),
                        description.facts().getOrDefault("serial", ""),
                        description.end(),
                        description.revoked(),
                        file,
                        ""));
            }
        }
        return new Inventory(items);
    }

    /**
     * Returns what ends within some time, or has just ended, and has not been replaced. Users whose certificate ended earlier have
     * left; servers, CAs and lists are needed for ever.
     */
    public Inventory expiring(Instant now, Duration notice) {
        return new Inventory(items.stream()
                .filter(item -> item.endsNear(now, notice))
                .filter(item -> items.stream().noneMatch(other -> replaces(other, item)))
                .toList());
    }

    private static boolean replaces(Item newer, Item older) {
        return newer.file() == null
                && older.file() == null
                && newer.kind().equals(older.kind())
                && Names.same(newer.name(), older.name())
                && newer.revoked() == null
                && newer.end() != null
                && older.end() != null
                && newer.end().isAfter(older.end());
    }
}
