package io.securechat.tls.pem;

import io.securechat.Problem;
import io.securechat.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The expected content of a file, and what to do if it contains something else. */
public enum PemExpectation {
    CERTIFICATE(
            "certificate",
            "use the certificate's own file, usually named .crt",
            "openssl pkcs12 -nokeys -clcerts -in %1$s -out NEW.crt; for a CA's certificate, -cacerts instead of -clcerts;"
                    + " for the key: openssl pkcs12 -nocerts -in %1$s -out NEW.key",
            "openssl pkcs7 -print_certs -in %s -out NEW.crt"),
    KEY(
            "private key",
            "use the key's own file: --key FILE",
            "openssl pkcs12 -nocerts -in %s -out NEW.key",
            "use the key's own file: --key FILE"),
    CRL(
            "revocation list",
            "use the CA's revocation list, usually named .crl",
            "use the CA's revocation list, usually named .crl",
            "use the CA's revocation list, usually named .crl"),
    REQUEST(
            "signing request",
            "use the request's own file, usually named .csr",
            "use the request's own file, usually named .csr",
            "use the request's own file, usually named .csr");

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

    /** Explains that the file has other content only. */
    Problem missing(List<PemObject> found, Path file) {
        String contents =
                found.stream().map(PemExpectation::withArticle).distinct().collect(Collectors.joining(" and "));
        String hint = switch (found.get(0).type()) {
            case PemObject.PKCS12 -> fromPkcs12;
            case PemObject.PKCS7 -> fromPkcs7;
            default -> otherFile;
        };
        return new Problem(file + " contains no " + what + " but " + contents, hint.formatted(Shell.word(file)));
    }

    /** Explains that the file contains something unexpected. */
    Problem stray(PemObject object, Path file) {
        String hint = object.type().equals(PemObject.CRL)
                ? "move it to a separate file, for serve --crl: openssl crl -in %s -out NEW.crl"
                : this == CERTIFICATE && object.type().equals(PemObject.PKCS7)
                        ? fromPkcs7
                        : this == CERTIFICATE && object.isPrivateKey()
                                ? "extract the certificate: openssl x509 -in %s -out NEW.crt"
                                : "move each to a separate file";
        return new Problem(
                file + " contains " + withArticle(object) + object.place() + ", which is not used in a " + what
                        + " file",
                hint.formatted(Shell.word(file)));
    }

    /** Returns the way to get such a file, as the second half of a hint. */
    String origin() {
        return switch (this) {
            case CERTIFICATE, KEY ->
                "generate certificates and keys: " + Problem.command("gencert")
                        + " (with --force if some exist), or with a CA: " + Problem.command("gencert --help");
            case CRL -> "generate the list in the folder of the CA: " + Problem.command("gencert renew crl");
            case REQUEST -> "generate a request: " + Problem.command("gencert csr NAME");
        };
    }

    /** Returns the command that converts such a file from another format, as the second half of a hint. */
    String conversion(Path file) {
        String word = Shell.word(file);
        return switch (this) {
            case CERTIFICATE ->
                "; to convert a certificate from another format: openssl x509 -in " + word + " -out NEW.crt";
            case KEY -> "; to convert a key from another format: openssl pkey -in " + word + " -out NEW.key";
            case CRL -> "; to convert a list from another format: openssl crl -in " + word + " -out NEW.crl";
            case REQUEST -> "; to convert a request from another format: openssl req -in " + word + " -out NEW.csr";
        };
    }

    private static String withArticle(PemObject object) {
        String name = object.name();
        return (name.matches("[aeiou].*|x5.*") ? "an " : "a ") + name;
    }
}
