package io.securechat.bench;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** A newly started server under test, and the clients that measure it. */
final class Measurement implements AutoCloseable {
    /** Bytes of messages, and deliveries per second, that soon fill the buffers of a client that does not read. */
    private static final int LONG = 400;

    private static final int DELIVERIES_TO_SLOW = 100_000;

    private static final double MILLION = 1e6;
    private static final String DELIVERIES = "deliveries";
    private static final String SERVER_UTIL = "server_util";
    private static final String PER_SECOND = "_per_s";
    private static final Duration SOON = Duration.ofSeconds(3);

    private final Plan plan;
    private final Tongue tongue;
    private final Server server;
    private final Generator generator;

    /** A snapshot of the counter, and of the processor time of server and generator. */
    private record Moment(long nanos, long count, Duration server, Duration generator) {
        double secondsUntil(Moment later) {
            return (later.nanos - nanos) / 1e9;
        }

        double serverSecondsUntil(Moment later) {
            return later.server.minus(server).toNanos() / 1e9;
        }

        /** Returns the figures per second until a later moment. */
        Figures until(Moment later, String what) {
            double seconds = secondsUntil(later);
            double serverSeconds = serverSecondsUntil(later);
            long counted = later.count - count;
            return new Figures()
                    .put(what + PER_SECOND, counted / seconds)
                    .put(what + "_per_cpu_s", serverSeconds == 0 ? 0 : counted / serverSeconds)
                    .put(SERVER_UTIL, serverSeconds / seconds)
                    .put("generator_util", later.generator.minus(generator).toNanos() / 1e9 / seconds);
        }
    }

    Measurement(Plan plan, Tongue tongue, Server server, SslContext tls) {
        this.plan = plan;
        this.tongue = tongue;
        this.server = server;
        this.generator = new Generator(server.port(), tls);
    }

    /** Maximum throughput to all members of one room. */
    Figures fanout(int clients) {
        Crowd crowd = arrive(clients);
        Talk talk = talk(crowd);
        Figures figures = during(talk, () -> talk.beginClosedLoop(plan.window()));
        talk.finish();
        return figures.putAll(losses(crowd, talk)).put("tls", generator.negotiated());
    }

    /** Latency of messages at a steady rate. */
    Figures latency(int clients) {
        Crowd crowd = arrive(clients);
        Talk talk = talk(crowd);
        double rate = plan.rateFor(clients);
        double serverUtil = during(talk, () -> talk.beginOpenLoop(rate)).number(SERVER_UTIL);
        talk.finish();
        return new Figures()
                .put("messages_per_s", rate)
                .putAll(latencies(talk))
                .put(SERVER_UTIL, serverUtil)
                .putAll(losses(crowd, talk));
    }

    /** Rate of handshakes and registrations. */
    Figures handshake(int atATime) {
        Handshakes handshakes = new Handshakes(generator, tongue);
        generator.loop().execute(() -> handshakes.begin(atATime));
        Generator.pause(plan.warmup());
        Moment before = now(handshakes::done);
        Generator.pause(plan.seconds());
        Moment after = now(handshakes::done);
        generator.loop().execute(handshakes::end);
        return before.until(after, "handshakes")
                .put("failed", generator.on(handshakes::failed))
                .put("tls", generator.negotiated());
    }

    /** Cost of idle clients. */
    Figures idle(int clients) {
        long memory = server.residentKilobytes();
        Moment before = now(() -> 0);
        arrive(clients);
        Moment in = now(() -> 0);
        Generator.pause(plan.seconds());
        Moment after = now(() -> 0);
        long memoryAfter = server.residentKilobytes();
        return new Figures()
                .put("all_in_s", before.secondsUntil(in))
                .put("server_cpu_s", before.serverSecondsUntil(in))
                .put("idle_server_util", in.serverSecondsUntil(after) / in.secondsUntil(after))
                .put("rss_before_mb", memory / 1024.0)
                .put("rss_after_mb", memoryAfter / 1024.0)
                .put("kb_per_client", (memoryAfter - memory) / (double) clients);
    }

    /** Deliveries to the others while some clients do not read. */
    Figures slow(int clients) {
        int slow = Math.max(1, clients / 10);
        Crowd crowd = arrive(clients, slow);
        Talk talk = talk(crowd, Math.min(plan.senders(), clients - slow), LONG);
        List<Client> slowOnes = crowd.clients().subList(clients - slow, clients);
        double rate = plan.rate() > 0 ? plan.rate() : (double) DELIVERIES_TO_SLOW / clients;
        double before = during(talk, () -> talk.beginOpenLoop(rate)).number(DELIVERIES + PER_SECOND);
        talk.finish();
        generator
                .loop()
                .execute(() -> slowOnes.forEach(client -> {
                    talk.deafen(client);
                    client.read(false);
                }));
        double with = during(talk, () -> talk.beginOpenLoop(rate)).number(DELIVERIES + PER_SECOND);
        // A client notices that it was disconnected only when it reads.
        generator.loop().execute(() -> slowOnes.forEach(client -> client.read(true)));
        generator.await(SOON, () -> crowd.lost() == slow);
        talk.finish();
        // There are fewer receivers now.
        double comparable = before * (clients - slow - 1) / (clients - 1);
        return new Figures()
                .put("slow", slow)
                .put("before_per_s", comparable)
                .put("with_slow_per_s", with)
                .put("kept", comparable == 0 ? 0 : with / comparable)
                .putAll(losses(crowd, talk));
    }

    /** Throughput, latency and memory by the number of clients. */
    Figures growth(int clients) {
        Crowd crowd = arrive(clients);
        Talk talk = talk(crowd);
        Figures figures = during(talk, () -> talk.beginClosedLoop(plan.window()));
        talk.finish();
        double rate = plan.rateFor(clients);
        during(talk, () -> talk.beginOpenLoop(rate));
        talk.finish();
        return figures.put("messages_per_s", rate)
                .putAll(latencies(talk))
                .put("rss_mb", server.residentKilobytes() / 1024.0)
                .putAll(losses(crowd, talk));
    }

    private Crowd arrive(int clients) {
        return arrive(clients, 0);
    }

    /** @param slow the number of clients that will be slow: the last ones */
    private Crowd arrive(int clients, int slow) {
        Crowd crowd = new Crowd(generator, plan, tongue, clients, slow);
        crowd.arrive();
        return crowd;
    }

    private Talk talk(Crowd crowd) {
        return talk(crowd, plan.senders(), plan.bytes());
    }

    private Talk talk(Crowd crowd, int speakers, int bytes) {
        return generator.on(() -> {
            Talk talk = new Talk(generator, crowd.clients(), speakers, bytes);
            crowd.talk(talk);
            return talk;
        });
    }

    /** Begins a talk, and measures it after the warm-up. The talk continues. */
    private Figures during(Talk talk, Runnable begin) {
        generator.loop().execute(begin);
        Generator.pause(plan.warmup());
        generator.loop().execute(talk::time);
        Moment before = now(talk::delivered);
        Generator.pause(plan.seconds());
        return before.until(now(talk::delivered), DELIVERIES);
    }

    private Figures latencies(Talk talk) {
        return generator.on(() -> {
            Histogram latencies = talk.latencies();
            Figures figures = new Figures();
            for (int percentile : new int[] {50, 90, 99}) {
                figures.put("p" + percentile + "_ms", latencies.getValueAtPercentile(percentile) / MILLION);
            }
            return figures.put("max_ms", latencies.getMaxValue() / MILLION);
        });
    }

    private Figures losses(Crowd crowd, Talk talk) {
        return generator.on(() -> new Figures()
                .put("missing", talk.missing())
                .put("doubled", talk.doubled())
                .put("thrown_out", crowd.lost()));
    }

    private Moment now(LongSupplier count) {
        return generator.on(() -> new Moment(
                System.nanoTime(),
                count.getAsLong(),
                server.cpu(),
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO)));
    }

    @Override
    public void close() {
        // The server first: otherwise it would announce each client that leaves to all others.
        server.close();
        generator.close();
    }
}
