package io.securechat.cli.gencert;

import java.util.Locale;

/** Other clients, and their settings; {@code {pem}} and the like stand for values. */
enum ClientProgram {
    WEECHAT("""
            in WeeChat 4 or newer:

            /set weechat.network.gnutls_ca_user "{ca}"
            /server add securechat {host}/{port} -tls
            /set irc.server.securechat.tls_cert "{pem}"
            /set irc.server.securechat.nicks "{name}"
            /set irc.server.securechat.sasl_mechanism external
            /connect securechat

            in WeeChat 3:

            /set weechat.network.gnutls_ca_user "{ca}"
            /server add securechat {host}/{port} -ssl
            /set irc.server.securechat.ssl_cert "{pem}"
            /set irc.server.securechat.nicks "{name}"
            /set irc.server.securechat.sasl_mechanism external
            /connect securechat
            """),
    IRSSI("""
            in irssi:

            /network add -nick {name} -sasl_mechanism external securechat
            /server add -network securechat -tls -tls_verify -tls_cafile "{ca}" -tls_cert "{pem}" {host} {port}
            /set show_server_time on
            /connect securechat
            """),
    OPENSSL("""
            in a shell, and then line by line:

            openssl s_client -quiet -connect {host}:{port} -verify_return_error -CAfile '{ca}' -cert '{pem}'
            NICK {name}
            USER {name} 0 * :{name}
            PRIVMSG #lobby :hello
            """),
    OTHER("""
            the settings, under whatever names the client has for them:

            server              {host}, port {port}, TLS
            trusted CA          {ca}
            client certificate  {pem} (with the key)
            nick                {name}
            SASL mechanism      EXTERNAL, without a password
            """);

    /** Their names, for help texts. */
    static final String NAMES = "weechat, irssi, openssl, other";

    private final String lines;

    ClientProgram(String lines) {
        this.lines = lines;
    }

    /**
     * Returns the settings, one per line.
     *
     * @param pem the absolute path of the file with certificate and key
     * @param ca the absolute path of the CA's certificate
     */
    String[] lines(ServerAddress server, String name, String pem, String ca) {
        return lines.replace("{host}", server.host())
                .replace("{port}", Integer.toString(server.port()))
                .replace("{pem}", pem)
                .replace("{ca}", ca)
                .replace("{name}", name)
                .split("\n");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
