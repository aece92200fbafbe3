package io.securechat.server.chat;

import io.securechat.irc.Names;
import io.securechat.server.connection.Audience;
import io.securechat.server.mode.UserMode;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.People;
import io.securechat.tls.x509.CertificateName;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operators of the server, whom a reload may change. Owned by the thread {@code chat}. */
public final class Operators {
    private final People people;
    private final Clock clock;
    private Settings.Operators appointed;
    private @Nullable String authority;

    /** @param authority the key of the CA whose certificates make operators, or null */
    Operators(People people, Clock clock, Settings.Operators appointed, @Nullable String authority) {
        this.people = people;
        this.clock = clock;
        this.appointed = appointed;
        this.authority = authority;
    }

    /** Returns their names, folded. */
    public Set<String> names() {
        return appointed.names();
    }

    /** Returns the password for OPER, or null if a certificate is enough. */
    public @Nullable String password() {
        return appointed.password();
    }

    /** Returns whether a certificate makes its holder an operator, by its name and its CA. */
    public boolean isProvenBy(CertificateName proven) {
        return proven.authority().equals(authority) && names().contains(Names.fold(proven.name()));
    }

    /** Replaces the names and the password. */
    void appoint(Settings.Operators appointed) {
        if (!appointed.equals(this.appointed)) {
            this.appointed = appointed;
            dismissOthers();
        }
    }

    /** Replaces the CA. */
    void authority(@Nullable String authority) {
        if (!Objects.equals(authority, this.authority)) {
            this.authority = authority;
            dismissOthers();
        }
    }

    /** Takes the mode from present operators, except from those whose certificate still suffices for it. */
    private void dismissOthers() {
        for (User user : List.copyOf(people.all(UserMode.OPERATOR))) {
            CertificateName proven = user.identity();
            if (password() != null || proven == null || !isProvenBy(proven)) {
                people.set(user, UserMode.OPERATOR, false);
                boolean noticed = people.set(user, UserMode.SERVER_NOTICES, false);
                Audience.send(
                        List.of(user.audience()),
                        user.does("MODE " + user.nick() + (noticed ? " -os" : " -o"))
                                .at(clock.instant()));
            }
        }
    }
}
