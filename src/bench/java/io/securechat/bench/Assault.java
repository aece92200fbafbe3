package io.securechat.bench;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The means of an {@link Attack}: a limited number of connections, for a limited time, to one server on loopback. */
final class Assault implements AutoCloseable {
    private static final int AT_A_TIME = 32;
    private static final int MAX_CONNECTIONS = 3000;
    private static final int PATIENCE_SECONDS = 30;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Stranger> strangers = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final int port;
    private final SslContext member;
    private final SslContext guest;
    private final long end;

    /**
     * @param member a person's certificate, issued by the CA
     * @param guest the certificate that all guests share
     */
    Assault(int port, SslContext member, SslContext guest, Duration time) {
        this.port = port;
        this.member = member;
        this.guest = guest;
        this.end = System.nanoTime() + time.toNanos();
    }

    boolean goesOn() {
        return System.nanoTime() - end < 0;
    }

    /** Opens connections of one person. Returns those that the server accepts. */
    List<Stranger> members(int count) {
        return arrive("mallory", member, count);
    }

    /** Connects guests with the shared certificate. Returns those that the server accepts. */
    List<Stranger> guests(int count) {
        return arrive("guest", guest, count);
    }

    private List<Stranger> arrive(String name, SslContext tls, int count) {
        List<Stranger> arrived = new ArrayList<>();
        for (int i = 0; i < count && goesOn() && strangers.size() < MAX_CONNECTIONS; i += AT_A_TIME) {
            List<CompletableFuture<Stranger>> coming = new ArrayList<>();
            for (int j = i; j < Math.min(count, i + AT_A_TIME); j++) {
                String nick = tls == member ? name : name + "-" + strangers.size();
                Stranger stranger = new Stranger(nick, line -> {});
                strangers.add(stranger);
                coming.add(stranger.connect(loops, port, tls).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            for (CompletableFuture<Stranger> one : coming) {
                if (one.handle((stranger, refused) -> refused == null).join()) {
                    arrived.add(one.join());
                }
            }
        }
        return arrived;
    }

    /** Opens a TCP connection, sends some bytes, and leaves it open. */
    void touch(byte[] first) {
        if (sockets.size() >= MAX_CONNECTIONS) {
            pause(100);
            return;
        }
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            socket.getOutputStream().write(first);
        } catch (IOException e) {
            pause(10); // refused, as it should be
        }
    }

    /** Repeats an action for each of some clients, with pauses, until the time is over. */
    void repeat(List<Stranger> who, int pauseMillis, Consumer<Stranger> what) {
        while (goesOn()) {
            who.stream().filter(Stranger::isConnected).forEach(what);
            pause(pauseMillis);
        }
    }

    static void pause(int millis) {
        Generator.pause(Duration.ofMillis(millis));
    }

    /** The number of members and guests whose connections the server has refused or closed. */
    long refused() {
        return strangers.stream().filter(stranger -> !stranger.isConnected()).count();
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed already.
            }
        }
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
