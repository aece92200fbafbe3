package io.securechat.server.metrics;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.NetUtil;
import io.securechat.Fatal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the one request of a connection, and closes it. */
final class Requests extends SimpleChannelInboundHandler<HttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Monitored monitored;
    private final Exposition exposition;
    private final Health health;

    Requests(Monitored monitored, Exposition exposition, Health health) {
        this.monitored = monitored;
        this.exposition = exposition;
        this.health = health;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
        ctx.channel().config().setAutoRead(false);
        ctx.pipeline().remove(this);
        if (request.decoderResult().isFailure()) {
            answer(ctx, HttpResponseStatus.BAD_REQUEST, "not an HTTP request that is understood here");
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            FullHttpResponse refusal = response(HttpResponseStatus.METHOD_NOT_ALLOWED, TEXT, "use GET or HEAD\n");
            refusal.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
            send(ctx, refusal);
        } else if (isElsewhere(ctx, request)) {
            answer(ctx, HttpResponseStatus.MISDIRECTED_REQUEST, "use an address or localhost as the host");
        } else {
            guarded(ctx, null, () -> route(ctx, request));
        }
    }

    /** A web page whose name leads to this machine could read the metrics by the browser of a user here. */
    private static boolean isElsewhere(ChannelHandlerContext ctx, HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST, "").replaceFirst(":\\d*$", "");
        InetSocketAddress local = (InetSocketAddress) ctx.channel().localAddress();
        return local.getAddress().isLoopbackAddress()
                && !host.isEmpty()
                && !host.equalsIgnoreCase("localhost")
                && !NetUtil.isValidIpV4Address(host)
                && !NetUtil.isValidIpV6Address(host);
    }

    private void route(ChannelHandlerContext ctx, HttpRequest request) {
        switch (new QueryStringDecoder(request.uri()).rawPath()) {
            case "/metrics" -> {
                String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
                monitored
                        .figures(ctx.executor())
                        .whenCompleteAsync(
                                (figures, failure) -> guarded(ctx, failure, () -> {
                                    Exposition.Text text = exposition.text(figures, accept);
                                    send(ctx, response(HttpResponseStatus.OK, text.type(), text.body()));
                                }),
                                ctx.executor());
            }
            case "/healthz" -> report(ctx, health.alive());
            case "/readyz" -> report(ctx, health.ready(ctx.executor()));
            default -> answer(ctx, HttpResponseStatus.NOT_FOUND, "use /metrics, /healthz or /readyz");
        }
    }

    private static void report(ChannelHandlerContext ctx, CompletableFuture<List<String>> check) {
        check.whenCompleteAsync(
                (faults, failure) -> guarded(ctx, failure, () -> {
                    if (faults.isEmpty()) {
                        answer(ctx, HttpResponseStatus.OK, "ok");
                    } else {
                        answer(ctx, HttpResponseStatus.SERVICE_UNAVAILABLE, String.join("\n", faults));
                    }
                }),
                ctx.executor());
    }

    private static void guarded(ChannelHandlerContext ctx, @Nullable Throwable failure, Runnable answer) {
        try {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            answer.run();
        } catch (Throwable e) {
            Fatal.check(e);
            LOG.error("cannot answer a request for the metrics", e);
            answer(ctx, HttpResponseStatus.INTERNAL_SERVER_ERROR, "failed; see the server's log");
        }
    }

    private static void answer(ChannelHandlerContext ctx, HttpResponseStatus status, String text) {
        send(ctx, response(status, TEXT, text + "\n"));
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, String text) {
        ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    private static void send(ChannelHandlerContext ctx, FullHttpResponse response) {
        ctx.channel().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Fatal.check(cause);
        ctx.close();
    }
}
