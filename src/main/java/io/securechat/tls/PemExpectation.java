package io.securechat.tls;

import io.securechat.Problem;
import io.securechat.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a file is read for, and what to do when it contains something else. */
enum PemExpectation {
    CERTIFICATE(
            "certificate",
            "name the certificate's own file, which usually ends in .crt",
            "openssl pkcs12 -nokeys -clcerts -in %s -out NEW.crt",
            "openssl pkcs7 -print_certs -in %s -out NEW.crt"),
    KEY(
            "private key",
            "name the key's own file with --key FILE",
            "openssl pkcs12 -nocerts -in %s -out NEW.key",
            "name the key's own file with --key FILE"),
    CRL(
            "revocation list",
            "name the CA's revocation list, which usually ends in .crl",
            "name the CA's revocation list, which usually ends in .crl",
            "name the CA's revocation list, which usually ends in .crl"),
    REQUEST(
            "signing request",
            "name the request's own file, which usually ends in .csr",
            "name the request's own file, which usually ends in .csr",
            "name the request's own file, which usually ends in .csr");

    private final String what;
    private final String otherFile;
    private final String fromPkcs12;
    private final String fromPkcs7;

    PemExpectation(String what, String otherFile, String fromPkcs12, String fromPkcs7) {
        this.what = what;
        this.otherFile = otherFile;
        this.fromPkcs12 = fromPkcs12;
        this.fromPkcs7 = fromPkcs7;
    }

    /** The file contains only other things. */
    Problem missing(List<PemObject> found, Path file) {
        String contents =
                found.stream().map(PemExpectation::withArticle).distinct().collect(Collectors.joining(" and "));
        String hint = switch (found.get(0).type()) {
            case PemObject.PKCS12 -> fromPkcs12;
            case PemObject.PKCS7 -> fromPkcs7;
            default -> otherFile;
        };
        return new Problem(file + " holds no " + what + " but " + contents, hint.formatted(Shell.word(file)));
    }

    /** The file contains something that is not read from there. */
    Problem stray(PemObject object, Path file) {
        String hint = object.type().equals(PemObject.CRL)
                ? "put it into a file of its own, for serve --crl: openssl crl -in %s -out NEW.crl"
                : this == CERTIFICATE && object.type().equals(PemObject.PKCS7)
                        ? fromPkcs7
                        : this == CERTIFICATE && object.isPrivateKey()
                                ? "take the certificate alone: openssl x509 -in %s -out NEW.crt"
                                : "put each into a file of its own";
        return new Problem(
                file + " holds " + withArticle(object) + object.place() + " beside the " + what
                        + ", and it is not used there",
                hint.formatted(Shell.word(file)));
    }

    private static String withArticle(PemObject object) {
        String name = object.name();
        return (name.matches("[aeiou].*|x5.*") ? "an " : "a ") + name;
    }
}
