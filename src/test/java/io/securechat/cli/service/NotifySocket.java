package io.securechat.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The receiving end of sd_notify(3), as systemd has it. */
final class NotifySocket implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final Channel channel;

    /** @param name a path, or an abstract name behind {@code @} */
    NotifySocket(String name) {
        channel = new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
                        received.add(packet.content().toString(UTF_8));
                    }
                })
                .bind(new DomainSocketAddress(name.startsWith("@") ? "\0" + name.substring(1) : name))
                .syncUninterruptibly()
                .channel();
    }

    /** Waits for the next datagram. */
    String take() throws InterruptedException {
        String datagram = received.poll(60, TimeUnit.SECONDS);
        assertThat(datagram).as("a notification").isNotNull();
        return String.valueOf(datagram);
    }

    /** Waits for the next datagram that starts with a text. */
    String take(String start) throws InterruptedException {
        String datagram = take();
        while (!datagram.startsWith(start)) {
            datagram = take();
        }
        return datagram;
    }

    /** Returns whether no datagram arrives for ten intervals of a watchdog. */
    boolean isSilentFor(long intervalMillis) throws InterruptedException {
        return received.poll(10 * intervalMillis, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
