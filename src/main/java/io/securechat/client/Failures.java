package io.securechat.client;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.securechat.Problem;
import io.securechat.tls.ConnectionProblem;
import io.securechat.tls.HandshakeReport;
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

/** Why there is no connection, as a sentence with what mends it. */
final class Failures {
    private Failures() {}

    /** Whether the server has refused the user's certificate, so that trying again is of no use. */
    static boolean isFinal(Throwable failure) {
        return failure instanceof Dismissed dismissed
                ? dismissed.isOfCertificate()
                : isError(failure) || HandshakeReport.isOwnCertificateRefused(failure);
    }

    private static boolean isError(Throwable failure) {
        return failure instanceof Error || (failure instanceof DecoderException && failure.getCause() instanceof Error);
    }

    /** What has failed and where in our code, without the exception's message: that may quote what somebody has said. */
    static String place(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        return Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.securechat."))
                .findFirst()
                .map(frame -> kind + " in " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(kind);
    }

    /** What an exception is about, in words. */
    static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return kind.replace(" Exception", "").replaceFirst("^File System$", "it is no file to write to");
    }

    static Problem problem(Throwable failure, Endpoint endpoint) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        String address = endpoint.address();
        if (cause instanceof Problem problem) {
            return problem;
        } else if (isError(failure)) {
            return new Problem("join cannot go on: " + place(cause), "start it again", cause);
        } else if (cause instanceof Dismissed dismissed) {
            return dismissed.problem(endpoint.identity());
        } else if (cause instanceof UnknownHostException) {
            return new Problem(
                    "there is no host '" + endpoint.host() + "'",
                    "check the spelling, or give the address instead of the name",
                    cause);
        } else if (cause instanceof ConnectTimeoutException || cause instanceof SocketTimeoutException) {
            return new Problem(
                    address + " does not answer",
                    "is the host up, and does a firewall let port " + endpoint.port() + " through?",
                    cause);
        } else if (cause instanceof NoRouteToHostException || isUnreachable(cause)) {
            return new Problem("there is no way to " + address, "is this computer on the network?", cause);
        } else if (cause instanceof ConnectException) {
            return new Problem("nothing listens on " + address, start(endpoint), cause);
        } else if (cause instanceof SSLException || !(cause instanceof IOException)) {
            return ConnectionProblem.of(cause, endpoint.host(), endpoint.port(), endpoint.identity());
        }
        return new Problem(
                address + " closed the connection before its welcome",
                "its log tells why; does a securechat server listen there?",
                cause);
    }

    /** Waits, and throws the {@link Problem} with which it fails, if it does. */
    static void await(CompletableFuture<Void> result) {
        try {
            result.join();
        } catch (CompletionException e) {
            throw problem(e);
        }
    }

    /** What a future has failed with, for the user. */
    static Problem problem(CompletionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof Problem problem) {
            return problem;
        } else if (cause instanceof TimeoutException) {
            return new Problem("the server does not answer", "is it overloaded, or the network down? try again", cause);
        }
        Throwable why = cause == null ? failure : cause;
        return new Problem("join cannot go on: " + place(why), "this is a fault of securechat: report it", why);
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof SocketException
                && String.valueOf(cause.getMessage()).contains("unreachable");
    }

    private static String start(Endpoint endpoint) {
        String port = endpoint.port() == Endpoint.DEFAULT_PORT ? "" : " --port " + endpoint.port();
        boolean here = endpoint.host().equals("localhost")
                || endpoint.host().startsWith("127.")
                || endpoint.host().equals("::1");
        return here
                ? "start the server first: " + Problem.command("serve --dev" + port)
                : "is the server running there, and is it this port? --port N chooses another";
    }
}
