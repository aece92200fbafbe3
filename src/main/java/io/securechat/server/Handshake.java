package io.securechat.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.NetUtil;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Expiry;
import io.securechat.tls.HandshakeFailure;
import io.securechat.tls.Trust;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a connection's TLS handshake. Only when it has proven a certificate does the chat hear of the connection. */
final class Handshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private final SslHandler tls;
    private final Trust trust;
    private final HandshakeGuard guard;
    private final Chat chat;
    private final Courier courier;

    Handshake(SslHandler tls, Trust trust, HandshakeGuard guard, Chat chat, Courier courier) {
        this.tls = tls;
        this.trust = trust;
        this.guard = guard;
        this.chat = chat;
        this.courier = courier;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent completion) {
            InetSocketAddress remote = (InetSocketAddress) ctx.channel().remoteAddress();
            String address = NetUtil.toSocketAddressString(remote);
            if (completion.isSuccess()) {
                admit(ctx, peer(address));
            } else {
                guard.failed(remote.getAddress());
                LOG.info("{} refused: {}", address, HandshakeFailure.describe(completion.cause()));
                ctx.close();
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    private Peer peer(String address) throws SSLPeerUnverifiedException {
        SSLSession session = tls.engine().getSession();
        List<X509Certificate> chain = Arrays.stream(session.getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
        X509Certificate certificate = chain.get(0);
        String group = session instanceof OpenSslSession openSsl ? openSsl.getNamedGroup() : null;
        return new Peer(
                address,
                chain,
                trust.isPinned(certificate),
                CertificateName.of(chain, trust),
                CertificateName.subject(certificate),
                CertificateName.fingerprint(certificate),
                session.getProtocol(),
                session.getCipherSuite(),
                group == null ? "" : group);
    }

    private void admit(ChannelHandlerContext ctx, Peer peer) {
        LOG.info(
                "{} connected with {} sha256:{}, {} {} {}",
                peer.address(),
                peer.subject(),
                peer.fingerprint(),
                peer.protocol(),
                peer.cipher(),
                peer.group());
        Instant now = chat.now();
        Expiry.soon(peer.chain().get(0), now)
                .ifPresent(expiry -> LOG.warn("{}: {}", peer.address(), expiry.warning(now)));
        Connection connection = new Connection(ctx.channel(), courier, chat, peer);
        long ping = chat.settings().ping().toSeconds();
        ctx.pipeline()
                .addLast(new IdleStateHandler(ping, 0, 0, TimeUnit.SECONDS), new LineDecoder(), connection)
                .remove(this);
        connection.session().open();
    }

    /** What goes wrong here is told by the completion event. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
