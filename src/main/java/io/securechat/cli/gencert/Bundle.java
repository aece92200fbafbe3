package io.securechat.cli.gencert;

import io.securechat.tls.pem.PemFile;
import io.securechat.tls.pem.Pkcs12;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.Validity;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NAME.zip for one member: certificate, key, the CA's certificates, and a README for all their devices. */
final class Bundle {
    private static final int PASSPHRASE_LENGTH = 16;
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    /** Lengths and offsets in a zip file (APPNOTE 4.3.12, 4.3.16): the record at its end, and the central header of an entry. */
    private static final int END_LENGTH = 22;

    private static final int END_DIRECTORY = 16;
    private static final int ENTRY_LENGTH = 46;
    private static final int ENTRY_SYSTEM = 5;
    private static final int ENTRY_NAME = 28;
    private static final int ENTRY_ATTRIBUTES = 38;
    private static final byte UNIX = 3;
    /** A regular file, readable and writable by its owner. */
    private static final int UNIX_MODE = 0100600;

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String README = """
            securechat: the account of {name}

            The file {file}.key is the key to your account: anyone who has it can write in your name. Do not forward this
            folder, and delete the message or the upload that it came in. If a device with it is lost or stolen, tell the
            administrator of the server at once.

                Server         {host}, port {port}
                Your name      {name}
                Valid until    {until}

            LINUX AND macOS
                1. Install securechat (ask your administrator for the package), or Java 17 and securechat.jar.
                2. Unpack this folder, and open a terminal in it.
                3. securechat join --cert {file}.crt {address}
                   or, with the jar: java -jar securechat.jar join --cert {file}.crt {address}
                If securechat says that others can read the key: chmod 600 {file}.key

            WINDOWS
                1. Unpack this folder: right-click, Extract All. Put securechat.jar into it, and install Java 17 or newer.
                2. Right-click in the folder, Open in Terminal.
                3. java -jar securechat.jar join --cert {file}.crt {address}

            TELEPHONE
                1. Copy {file}.p12 and ca.crt to the phone, by cable or another way that only you can read.
                2. Open both there. The passphrase of {file}.p12 is {passphrase}
                3. In an IRC app that supports client certificates: server {host}, port {port}, TLS, nick {name},
                   client certificate {name}, SASL EXTERNAL if the app asks for a login.

            OTHER IRC CLIENTS
                {file}.pem has the certificate and the key in one file, ca.crt is the CA to trust. Use TLS, the nick {name}
                and SASL EXTERNAL.

            Type /help in the chat for its commands, and {check} if it does not connect.
            """;

    private final UserName user;
    private final Path target;
    private final ServerAddress server;

    /**
     * @param target NAME.zip
     * @param server the server that the member joins
     */
    Bundle(UserName user, Path target, ServerAddress server) {
        this.user = user;
        this.target = target;
        this.server = server;
    }

    /**
     * Returns the zip file, readable by its owner only, as is the key in it.
     *
     * @param authorities the CA's certificates
     */
    PemFile file(Identity identity, List<X509Certificate> authorities) {
        String file = String.valueOf(user.file(Path.of(""), "").getFileName());
        Path folder = Path.of(file);
        String passphrase = passphrase();
        List<PemFile> files =
                new ArrayList<>(PemFile.of(folder.resolve(file + ".crt"), folder.resolve(file + ".key"), identity));
        files.add(PemFile.ofBoth(folder.resolve(file + ".pem"), identity));
        files.add(Pkcs12.file(
                folder.resolve(file + ".p12"), user.name(), identity, authorities, passphrase.toCharArray()));
        files.add(PemFile.of(folder.resolve("ca.crt"), authorities));
        files.add(PemFile.text(folder.resolve("README.txt"), readme(file, identity, passphrase), true));
        return PemFile.secret(target, zip(files));
    }

    private String readme(String file, Identity identity, String passphrase) {
        String address = server.port() == ServerAddress.USUAL_PORT ? server.host() : server.toString();
        return README.replace("{check}", "\"join --check\"")
                .replace("{host}", server.host())
                .replace("{port}", Integer.toString(server.port()))
                .replace("{address}", address)
                .replace(
                        "{until}",
                        IssueReport.date(Validity.end(identity.certificate())).toString())
                .replace("{passphrase}", passphrase)
                .replace("{file}", file)
                .replace("{name}", user.name());
    }

    private static byte[] zip(List<PemFile> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (PemFile file : files) {
                // Zip files separate folders by slashes, on every system.
                zip.putNextEntry(new ZipEntry(file.path().toString().replace(File.separatorChar, '/')));
                zip.write(file.content());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ownersOnly(bytes.toByteArray());
    }

    /**
     * Gives each entry the mode 0600 of a Unix file, so that the unpacked key is readable by its owner only. The JDK's
     * {@link ZipOutputStream} cannot, and its zip file system would leave the key in a temporary file.
     */
    private static byte[] ownersOnly(byte[] zip) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - END_LENGTH;
        int entry = bytes.getInt(end + END_DIRECTORY);
        while (entry < end) {
            bytes.put(entry + ENTRY_SYSTEM, UNIX);
            bytes.putInt(entry + ENTRY_ATTRIBUTES, UNIX_MODE << Short.SIZE);
            entry += ENTRY_LENGTH
                    + bytes.getShort(entry + ENTRY_NAME)
                    + bytes.getShort(entry + ENTRY_NAME + 2)
                    + bytes.getShort(entry + ENTRY_NAME + 4);
        }
        return zip;
    }

    private static String passphrase() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < PASSPHRASE_LENGTH; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
