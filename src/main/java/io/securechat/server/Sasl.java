package io.securechat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.irc.Capability;
import io.securechat.irc.Numeric;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A session's SASL exchange (IRCv3 sasl-3.1 and 3.2). The one mechanism is EXTERNAL (RFC 4422, appendix A): the client's only
 * response names whom it wants to be, or is empty, and the connection's certificate is the proof.
 */
final class Sasl {
    static final String MECHANISM = Capability.SASL.value();

    /** Bytes of a piece of a response; a shorter piece is the last one. */
    private static final int PIECE = 400;

    /** Bytes of a whole response, far more than any name needs. */
    private static final int MAX_RESPONSE = 3 * PIECE;

    private @Nullable StringBuilder response;

    boolean isUnderWay() {
        return response != null;
    }

    void begin() {
        response = new StringBuilder();
    }

    /** Ends an exchange that is under way, and tells whether there was one. */
    boolean abort() {
        boolean aborted = isUnderWay();
        response = null;
        return aborted;
    }

    /**
     * Takes a piece of the response.
     *
     * @return the whole of it, decoded, or null while pieces are missing
     * @throws Refusal with 905 if it is too long, with 904 if it cannot be read; the exchange has ended then
     */
    @Nullable String take(String piece) {
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
