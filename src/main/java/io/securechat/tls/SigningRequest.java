package io.securechat.tls;

import io.securechat.InputFile;
import io.securechat.Problem;
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
 * What somebody asks of a CA (PKCS#10, RFC 2986): a certificate with this name for this key. That the asker has the key was
 * checked; whatever else a request may ask for is not even read.
 *
 * @param name the one CN of its subject
 * @param key EC of P-256 or P-384, or RSA of 2048 to 4096 bits
 */
public record SigningRequest(String name, PublicKey key) {
    /** A new key and the request for it, as the two files in which they are kept. */
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
            throw new IllegalStateException("cannot make a signing request", e);
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
                    file + " holds " + requests.size() + " signing requests, and one is signed at a time",
                    "put each into a file of its own");
        }
        return decode(requests.get(0), file);
    }

    /**
     * Decodes a request.
     *
     * @param file where it was found, for what is said of it
     * @throws Problem when its signature is wrong, it has not exactly one CN, or the key is too weak
     */
    static SigningRequest decode(PemObject object, Path file) {
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
                    "the signature of the request " + file + " is wrong: who made it does not have the key",
                    "make it anew: " + Problem.command("gencert csr NAME --force"));
        }
        if (names.size() != 1) {
            throw new Problem(
                    "the request " + file + " has " + (names.isEmpty() ? "no" : names.size()) + " names (CN), not one",
                    "make it anew: " + Problem.command("gencert csr NAME --force"));
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
                // A curve that the JDK does not know is none of ours either.
            }
        }
        throw new Problem(
                "the request " + file + " is for a key that this CA does not sign",
                "use an EC key of P-256 or P-384, or an RSA key of 2048 to 4096 bits; P-521 cannot connect, for"
                        + " BoringSSL and many other TLS libraries do not accept it");
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
