package io.securechat.server.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.NetUtil;
import io.securechat.Fatal;
import io.securechat.server.limit.HandshakeGuard;
import io.securechat.server.log.Audit;
import io.securechat.server.log.LogContext;
import io.securechat.server.settings.Settings;
import io.securechat.server.wire.LineDecoder;
import io.securechat.tls.TlsSession;
import io.securechat.tls.report.HandshakeOutcome;
import io.securechat.tls.report.HandshakeReport;
import io.securechat.tls.trust.Trust;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the TLS handshake of a connection. Only a connection with a verified certificate reaches the chat. */
public final class Handshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private final SslHandler tls;
    private final Trust trust;
    private final Consumer<Channel> finished;
    private final HandshakeGuard guard;
    private final HandshakeCounts counts;
    private final Settings settings;
    private final Courier courier;
    private final ClientConnection.ListenerFactory listeners;

    /** @param finished is called with the connection after a successful handshake */
    public Handshake(
            SslHandler tls,
            Trust trust,
            Consumer<Channel> finished,
            HandshakeGuard guard,
            HandshakeCounts counts,
            Settings settings,
            Courier courier,
            ClientConnection.ListenerFactory listeners) {
        this.tls = tls;
        this.trust = trust;
        this.finished = finished;
        this.guard = guard;
        this.counts = counts;
        this.settings = settings;
        this.courier = courier;
        this.listeners = listeners;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent completion) {
            LogContext.run(ctx.channel().id().asShortText(), () -> completed(ctx, completion));
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void completed(ChannelHandlerContext ctx, SslHandshakeCompletionEvent completion)
            throws SSLPeerUnverifiedException {
        InetSocketAddress remote = (InetSocketAddress) ctx.channel().remoteAddress();
        if (completion.isSuccess()) {
            counts.count(HandshakeOutcome.ACCEPTED);
            finished.accept(ctx.channel());
            admit(
                    ctx,
                    NetUtil.toSocketAddressString(remote),
                    TlsSession.of(tls.engine().getSession()));
        } else {
            Fatal.check(completion.cause());
            refuse(ctx.channel(), remote, completion.cause());
            ctx.close();
        }
    }

    /** Charges the address for a failure and logs it, unless the server has closed the connection to make room. */
    private void refuse(Channel channel, InetSocketAddress remote, Throwable cause) {
        boolean judged = HandshakeReport.isPeerRefused(cause);
        boolean replaced = !judged && Unfinished.hasEvicted(channel);
        counts.count(replaced ? HandshakeOutcome.REPLACED : HandshakeOutcome.of(cause));
        if (!replaced) {
            guard.failed(remote.getAddress(), judged ? HandshakeGuard.REFUSED : 1);
            String address = NetUtil.toSocketAddressString(remote);
            if (cause instanceof ClosedChannelException && LingeringClose.isSilent(channel)) {
                LOG.debug("{} closed the connection without a word", address);
                return;
            }
            String why = HandshakeReport.describe(cause);
            Audit.event("refused")
                    .addKeyValue("address", address)
                    .addKeyValue("why", why)
                    .log();
            LOG.info("{} refused: {}", address, why);
        }
    }

    private void admit(ChannelHandlerContext ctx, String address, TlsSession session) {
        Peer peer = new Peer(address, trust.client(session.chain()));
        LOG.info("{} connected with {} sha256:{}, {}", address, peer.subject(), peer.fingerprint(), session.terms());
        LineDecoder decoder = new LineDecoder();
        ctx.pipeline()
                .addLast(decoder, new ClientConnection(ctx.channel(), decoder, courier, settings, peer, listeners))
                .remove(this);
    }

    /** Failures are reported by the completion event. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Fatal.check(cause);
        ctx.close();
    }
}
