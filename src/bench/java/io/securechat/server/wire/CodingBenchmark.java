package io.securechat.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.securechat.irc.Capability;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Decoding lines and encoding messages: the work done once per message, regardless of the number of receivers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodingBenchmark {
    /** Lines received at once. */
    private static final int LINES = 16;

    private static final String TEXT = "0123456789".repeat(10);
    private static final long EVERYTHING = -1;

    private final EmbeddedChannel decoder = new EmbeddedChannel(new LineDecoder());
    private final ByteBuf received = Unpooled.directBuffer()
            .writeBytes(("PRIVMSG #lobby :" + TEXT + "\r\n").repeat(LINES).getBytes(UTF_8));
    private final ByteBuf sent = Unpooled.directBuffer(1024);
    private final Outgoing message = Outgoing.line(":ada!ada@127.0.0.1 PRIVMSG #lobby :" + TEXT)
            .at(Instant.ofEpochSecond(1_760_000_000))
            .by("ada")
            .tag("msgid", "1760000000000-17", Capability.MESSAGE_TAGS);

    @Benchmark
    @OperationsPerInvocation(LINES)
    public void decode(Blackhole lines) {
        decoder.writeInbound(received.retainedDuplicate());
        for (Object line = decoder.readInbound(); line != null; line = decoder.readInbound()) {
            lines.consume(line);
        }
    }

    @Benchmark
    public ByteBuf encodePlain() {
        message.encode(0, sent.clear());
        return sent;
    }

    @Benchmark
    public ByteBuf encodeTagged() {
        message.encode(EVERYTHING, sent.clear());
        return sent;
    }
}
