package io.securechat.tls.authority;

import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeySigner;
import io.securechat.tls.x509.Keys;
import io.securechat.tls.x509.X509Encoding;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** Issues revocation lists (X.509 CRLs of version 2, RFC 5280 §5). */
final class RevocationList {
    private static final int UNSPECIFIED = 0;

    private RevocationList() {}

    /**
     * Issues a list. Its number is the time in ms, which grows even if the previous list is lost. Expired certificates stay on the list:
     * clocks differ, and the list is short.
     */
    static X509CRL make(Identity ca, IssueLog log, Instant now, Duration validity) {
        X509v2CRLBuilder builder =
                new X509v2CRLBuilder(CertificateName.distinguishedName(ca.certificate()), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(validity)));
        for (IssueLog.Entry entry : log.entries()) {
            if (entry.revoked() != null) {
                builder.addCRLEntry(entry.serial(), Date.from(entry.revoked()), UNSPECIFIED);
            }
        }
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new AuthorityKeyIdentifier(Keys.identifier(ca.certificate())));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
            byte[] encoded = builder.build(new KeySigner(ca.key())).getEncoded();
            return X509Encoding.crl(encoded);
        } catch (IOException | CRLException e) {
            throw new IllegalStateException("cannot issue a revocation list", e);
        }
    }
}
