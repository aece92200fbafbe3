package io.securechat.client.connection;

import io.securechat.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;

/** TCP connections that are closed at once: they find out whether a server listens. */
public final class Knock {
    private static final int CONNECT_MILLIS = 3000;

    private Knock() {}

    /** Returns the reason why nothing answers at an address of an endpoint; empty if a server listens there. */
    public static Optional<Problem> at(InetAddress address, Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, endpoint.port()), CONNECT_MILLIS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Failures.problem(Failures.ofConnect(e), endpoint.at(address)));
        }
    }

    /**
     * Tries the addresses of an endpoint until one answers.
     *
     * @throws Problem if the host is unknown, or nothing answers at any address
     */
    public static void anywhere(Endpoint endpoint) {
        Problem last = null;
        try {
            for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
                Optional<Problem> problem = at(address, endpoint);
                if (problem.isEmpty()) {
                    return;
                }
                last = last == null ? problem.get() : last;
            }
        } catch (UnknownHostException e) {
            last = Failures.problem(e, endpoint);
        }
        if (last != null) {
            throw last;
        }
    }
}
