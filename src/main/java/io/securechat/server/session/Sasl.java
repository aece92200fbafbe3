package io.securechat.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import io.securechat.server.wire.Refusal;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A session's SASL exchange (IRCv3 sasl-3.1 and 3.2). The only mechanism is EXTERNAL (RFC 4422, appendix A): the
 * response is the wanted name or empty, and the client's certificate is the proof. Owned by the thread {@code chat}.
 */
public final class Sasl {
    public static final String MECHANISM = Capability.SASL.value();

    /** Bytes of a piece of the response; a shorter one is the last. */
    private static final int PIECE = 400;

    /** Bytes of the whole response. */
    private static final int MAX_RESPONSE = 3 * PIECE;

    private @Nullable StringBuilder response;

    public boolean isUnderWay() {
        return response != null;
    }

    public void begin() {
        response = new StringBuilder();
    }

    /** Ends the exchange; returns whether one was under way. */
    public boolean abort() {
        boolean aborted = isUnderWay();
        response = null;
        return aborted;
    }

    /**
     * Adds a piece of the response.
     *
     * @return the whole response, decoded, or null if more follows
     * @throws Refusal with 905 if it is too long, or 904 if it is not Base64; the exchange has ended then
     */
    public @Nullable String take(String piece) {
        StringBuilder pieces = response == null ? new StringBuilder() : response;
        if (!piece.equals("+")) {
            pieces.append(piece);
        }
        if (piece.length() > PIECE || pieces.length() > MAX_RESPONSE) {
            abort();
            throw new Refusal(Numeric.ERR_SASLTOOLONG);
        }
        if (piece.length() == PIECE) {
            return null;
        }
        abort();
        try {
            return new String(Base64.getDecoder().decode(pieces.toString()), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Numeric.ERR_SASLFAIL, "the response is not in Base64");
        }
    }
}
