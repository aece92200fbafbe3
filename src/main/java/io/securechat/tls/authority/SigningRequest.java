package io.securechat.tls.authority;

import io.securechat.InputFile;
import io.securechat.Problem;
import io.securechat.tls.pem.PemExpectation;
import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.PemFiles;
import io.securechat.tls.pem.PemKeys;
import io.securechat.tls.pem.PemObject;
import io.securechat.tls.pem.PemX509;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.KeySigner;
import io.securechat.tls.x509.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/**
 * A signing request (PKCS#10, RFC 2986) for a certificate with this name and key. Its signature is verified: the requester has the key.
 * Requested extensions are ignored.
 *
 * @param name the one CN of its subject
 * @param key EC of P-256 or P-384, or RSA of 2048 to 4096 bits
 */
public record SigningRequest(String name, PublicKey key) {
    /** Generates a key and a request for it, and returns the two files. */
    public static List<PemFile> make(String name, Path request, Path key) {
        KeyPair keys = Keys.generate();
        try {
            byte[] encoded = new PKCS10CertificationRequestBuilder(
                            CertificateName.commonName(name), Keys.info(keys.getPublic()))
                    .build(new KeySigner(keys.getPrivate()))
                    .getEncoded();
            return List.of(
                    PemFile.of(request, PemObject.REQUEST, encoded),
                    PemFile.ofKey(key, keys.getPrivate(), keys.getPublic()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot create a signing request", e);
        }
    }

    /**
     * Reads the signing request in a file.
     *
     * @throws Problem if there is none or more than one, if there is anything else, if its signature is wrong, if it does not
     *     have exactly one CN, or if its key is too weak
     */
    public static SigningRequest read(Path file) {
        Predicate<PemObject> request = object -> object.type().equals(PemObject.REQUEST);
        List<PemObject> requests = PemFiles.select(file, InputFile.TEXT, request, request, PemExpectation.REQUEST);
        if (requests.size() > 1) {
            throw new Problem(
                    file + " contains " + requests.size() + " signing requests; one is signed at a time",
                    "move each to a separate file");
        }
        return decode(requests.get(0), file);
    }

    /**
     * Decodes a request.
     *
     * @param file the source, for error messages
     * @throws Problem if its signature is wrong, it has not exactly one CN, or the key is too weak
     */
    public static SigningRequest decode(PemObject object, Path file) {
        PemX509.requireComplete(object.content(), "signing request", object, file);
        try {
            return decode(new PKCS10CertificationRequest(object.content()), file);
        } catch (Problem problem) {
            throw problem;
        } catch (IOException | RuntimeException e) {
            throw PemX509.damaged(file, "signing request", object, e);
        }
    }

    private static SigningRequest decode(PKCS10CertificationRequest request, Path file) throws IOException {
        List<String> names = CertificateName.commonNames(request.getSubject());
        PublicKey key = key(request.getSubjectPublicKeyInfo(), file);
        if (!isSigned(request, key)) {
            throw new Problem(
                    "the signature of the request " + file + " is wrong: the requester does not have the private key",
                    "create it again: " + Problem.command("gencert csr NAME --force"));
        }
        if (names.size() != 1) {
            throw new Problem(
                    "the request " + file + " has " + (names.isEmpty() ? "no" : names.size()) + " names (CN), not one",
                    "create it again: " + Problem.command("gencert csr NAME --force"));
        }
        return new SigningRequest(names.get(0), key);
    }

    private static PublicKey key(SubjectPublicKeyInfo info, Path file) throws IOException {
        ASN1ObjectIdentifier oid = info.getAlgorithm().getAlgorithm();
        String algorithm = PemKeys.ALGORITHMS.get(oid);
        if (algorithm != null) {
            try {
                PublicKey key =
                        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info.getEncoded()));
                if (Keys.isUsableInTls(key)) {
                    return key;
                }
            } catch (GeneralSecurityException e) {
                // A curve that the JDK does not support is not accepted either.
            }
        }
        throw new Problem(
                "the request " + file + " is for a key that is not accepted",
                "use an EC key of P-256 or P-384, or an RSA key of 2048 to 4096 bits; P-521 is not accepted by"
                        + " BoringSSL and many other TLS libraries");
    }

    private static boolean isSigned(PKCS10CertificationRequest request, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(
                    request.getSignatureAlgorithm().getAlgorithm().getId());
            signature.initVerify(key);
            signature.update(
                    request.toASN1Structure().getCertificationRequestInfo().getEncoded());
            return signature.verify(request.getSignature());
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }
}
