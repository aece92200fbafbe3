package io.securechat.bench;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** One server under test, fresh, and the clients that measure it. */
final class Measurement implements AutoCloseable {
    private static final double MILLION = 1e6;

    private final Plan plan;
    private final Tongue tongue;
    private final Server server;
    private final Generator generator;

    /** A moment: what had been counted, and what server and generator had used up. */
    private record Moment(long nanos, long count, Duration server, Duration generator) {
        double secondsUntil(Moment later) {
            return (later.nanos - nanos) / 1e9;
        }

        double serverSecondsUntil(Moment later) {
            return later.server.minus(server).toNanos() / 1e9;
        }

        /** Figures per second of what was counted until a later moment. */
        Figures until(Moment later, String what) {
            double seconds = secondsUntil(later);
            double serverSeconds = serverSecondsUntil(later);
            long counted = later.count - count;
            return new Figures()
                    .put(what + "_per_s", counted / seconds)
                    .put(what + "_per_cpu_s", serverSeconds == 0 ? 0 : counted / serverSeconds)
                    .put("server_util", serverSeconds / seconds)
                    .put("generator_util", later.generator.minus(generator).toNanos() / 1e9 / seconds);
        }
    }

    Measurement(Plan plan, Tongue tongue, Server server, SslContext tls) {
        this.plan = plan;
        this.tongue = tongue;
        this.server = server;
        this.generator = new Generator(server.port(), tls);
    }

    /** As much as possible to everybody in one room. */
    Figures fanout(int clients) {
        Crowd crowd = arrive(clients);
        Talk talk = talk(crowd);
        Figures figures = closedLoop(talk);
        return figures.putAll(losses(crowd, talk)).put("tls", generator.negotiated());
    }

    /** How long it takes until messages that come at a steady rate are heard. */
    Figures latency(int clients) {
        Crowd crowd = arrive(clients);
        Talk talk = talk(crowd);
        Figures figures = openLoop(talk, clients);
        return figures.putAll(losses(crowd, talk));
    }

    /** How many come in, without ever joining a room. */
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

    /** What it costs that many are there and say nothing. */
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

    /** What becomes of the others when some stop reading. */
    Figures slow(int clients) {
        int slow = Math.max(1, clients / 10);
        Crowd crowd = arrive(clients);
        Talk talk = talk(crowd);
        double before = closedLoop(talk).number("deliveries_per_s");
        generator.on(() -> {
            crowd.clients().subList(clients - slow, clients).forEach(client -> {
                talk.deafen(client);
                client.stopReading();
            });
            return slow;
        });
        // The slow ones hear nothing now; what would be their share is taken off the rate before.
        double comparable = before * (clients - slow - 1) / (clients - 1);
        double with = closedLoop(talk).number("deliveries_per_s");
        return new Figures()
                .put("slow", slow)
                .put("before_per_s", comparable)
                .put("with_slow_per_s", with)
                .put("kept", comparable == 0 ? 0 : with / comparable)
                .putAll(losses(crowd, talk));
    }

    /** Rate, latency and memory by the number of clients. */
    Figures growth(int clients) {
        Crowd crowd = arrive(clients);
        Talk talk = talk(crowd);
        Figures figures = closedLoop(talk).putAll(openLoop(talk, clients));
        return figures.put("rss_mb", server.residentKilobytes() / 1024.0).putAll(losses(crowd, talk));
    }

    private Crowd arrive(int clients) {
        Crowd crowd = new Crowd(generator, plan, tongue, clients);
        crowd.arrive();
        return crowd;
    }

    private Talk talk(Crowd crowd) {
        return generator.on(() -> {
            Talk talk = new Talk(generator, crowd.clients(), plan.senders(), plan.bytes());
            crowd.talk(talk);
            return talk;
        });
    }

    private Figures closedLoop(Talk talk) {
        generator.loop().execute(() -> talk.beginClosedLoop(plan.window()));
        Generator.pause(plan.warmup());
        Moment before = now(talk::delivered);
        Generator.pause(plan.seconds());
        Moment after = now(talk::delivered);
        talk.finish();
        return before.until(after, "deliveries");
    }

    private Figures openLoop(Talk talk, int clients) {
        double rate = plan.rateFor(clients);
        generator.loop().execute(() -> talk.beginOpenLoop(rate));
        Generator.pause(plan.warmup());
        generator.loop().execute(talk::time);
        Generator.pause(plan.seconds());
        talk.finish();
        return generator.on(() -> {
            Histogram latencies = talk.latencies();
            Figures figures = new Figures().put("messages_per_s", rate);
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
        // The server first: it need not tell all others of everybody who goes.
        server.close();
        generator.close();
    }
}
