package io.securechat.client.connection;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.securechat.Problem;
import io.securechat.tls.report.ConnectionProblem;
import io.securechat.tls.report.HandshakeReport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Descriptions of connection failures, with hints. */
public final class Failures {
    private Failures() {}

    /** Returns whether a failure is final, such as a refused certificate, so that reconnecting is useless. */
    static boolean isFinal(Throwable failure) {
        return failure instanceof ServerError dismissed
                ? dismissed.isFinal()
                : isError(failure) || HandshakeReport.isOwnCertificateRefused(failure);
    }

    private static boolean isError(Throwable failure) {
        return failure instanceof Error || (failure instanceof DecoderException && failure.getCause() instanceof Error);
    }

    /** Returns type and place of a failure in our code, without its message, which may quote a user. */
    public static String place(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        return Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.securechat."))
                .findFirst()
                .map(frame -> kind + " in " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(kind);
    }

    public static Problem problem(Throwable failure, Endpoint endpoint) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        String address = endpoint.address();
        if (cause instanceof Problem problem) {
            return problem;
        } else if (isError(failure)) {
            return new Problem("join cannot continue: " + place(cause), "start it again", cause);
        } else if (cause instanceof ServerError dismissed) {
            return dismissed.problem(endpoint.identity());
        } else if (cause instanceof UnknownHostException) {
            return new Problem(
                    "unknown host '" + endpoint.host() + "'",
                    "check the spelling, or use an address instead of the name",
                    cause);
        } else if (cause instanceof ConnectTimeoutException || cause instanceof SocketTimeoutException) {
            return new Problem(
                    address + " does not answer",
                    "check that the host is up, and that no firewall blocks port " + endpoint.port(),
                    cause);
        } else if (cause instanceof NoRouteToHostException) {
            return new Problem(address + " is unreachable", "check this computer's network connection", cause);
        } else if (cause instanceof ConnectException) {
            return new Problem("nothing listens on " + address, start(endpoint), cause);
        } else if (cause instanceof SSLException || !(cause instanceof IOException)) {
            return ConnectionProblem.of(cause, endpoint.host(), endpoint.port(), endpoint.identity());
        }
        return new Problem(
                address + " closed the connection before its welcome",
                "see the server's log, and check that it is a securechat server",
                cause);
    }

    /** Returns the problem of a connection that was lost after the welcome. */
    public static Problem lost(String reason, @Nullable Throwable why) {
        return new Problem("the connection is lost: " + reason, "start again when the server is back", why);
    }

    /** Returns the failure of a TCP connect. The JDK has no type for an unreachable network, only for an unreachable host. */
    public static Throwable ofConnect(Throwable failure) {
        if (failure instanceof SocketException && !(failure instanceof ConnectException)) {
            return new NoRouteToHostException(failure.getMessage()).initCause(failure);
        }
        return failure;
    }

    /** Waits for a result. Throws a {@link Problem} if it fails. */
    public static void await(CompletableFuture<Void> result) {
        try {
            result.join();
        } catch (CompletionException e) {
            throw problem(e);
        }
    }

    /** Returns the problem to show for a failed result. */
    public static Problem problem(CompletionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof Problem problem) {
            return problem;
        } else if (cause instanceof TimeoutException) {
            return new Problem("the server does not answer", "check the network, and try again later", cause);
        }
        Throwable why = cause == null ? failure : cause;
        return new Problem("join cannot continue: " + place(why), "this is a bug in securechat: please report it", why);
    }

    private static String start(Endpoint endpoint) {
        String port = endpoint.port() == Endpoint.DEFAULT_PORT ? "" : " --port " + endpoint.port();
        boolean here = endpoint.host().equals("localhost")
                || endpoint.host().startsWith("127.")
                || endpoint.host().equals("::1");
        return here
                ? "start the server first: " + Problem.command("serve --dev" + port)
                : "check that the server runs there, and the port: --port N";
    }
}
