package io.securechat.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.securechat.Version;
import io.securechat.history.Durations;
import io.securechat.history.JournalFigures;
import io.securechat.server.chat.ChatFigures;
import io.securechat.server.connection.Traffic;
import io.securechat.tls.report.Expiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The measurements of a server as families of metrics. */
final class Families {
    /** Certificates and lists shown, those that end first. */
    static final int MAX_ENDS = 100;

    private static final double MILLIS = 1000;

    private final List<MetricSnapshot> all = new ArrayList<>();

    private Families() {}

    static List<MetricSnapshot> of(Monitored.Figures figures) {
        Families families = new Families();
        families.info();
        families.answering(figures);
        families.gauge("connections", "Open connections, including unfinished handshakes", figures.connections());
        families.handshakes(figures);
        figures.traffic().ifPresent(families::traffic);
        figures.chat().ifPresent(families::chat);
        figures.journal().ifPresent(families::journal);
        families.ends(figures.ends());
        families.counter("log_dropped_lines", "Lines that the log could not take fast enough", figures.dropped());
        return families.all;
    }

    private void info() {
        all.add(InfoSnapshot.builder()
                .name("securechat_build")
                .help("Version of the server")
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", Version.number()))
                        .build())
                .build());
    }

    private void answering(Monitored.Figures figures) {
        GaugeSnapshot.Builder family =
                named(GaugeSnapshot.builder(), "answering", "1 if the threads of this part answer, 0 if not");
        Map.of("loops", figures.traffic(), "chat", figures.chat(), "journal", figures.journal())
                .forEach(
                        (part, answer) -> family.dataPoint(gauge(answer.isPresent() ? 1 : 0, Labels.of("part", part))));
        all.add(family.build());
    }

    private void handshakes(Monitored.Figures figures) {
        CounterSnapshot.Builder family =
                named(CounterSnapshot.builder(), "handshakes", "TLS handshakes by result and cause");
        figures.handshakes()
                .forEach((outcome, number) -> family.dataPoint(
                        counter(number, Labels.of("result", lower(outcome.result()), "cause", lower(outcome)))));
        all.add(family.build());
    }

    private void traffic(Traffic.Figures traffic) {
        gauge("clients", "Connections with a verified certificate", traffic.connections());
        counter("received_messages", "IRC messages received from clients", traffic.received());
        counter("sent_messages", "IRC messages sent to clients, once for each receiver", traffic.sent());
        counter("sent_bytes", "Bytes sent to clients, without TLS", traffic.sentBytes());
        gauge("send_queue_bytes", "Bytes that wait to be sent to all clients", traffic.waiting());
        gauge("send_queue_longest_bytes", "Bytes that wait to be sent to the slowest client", traffic.longest());
        counter(
                "send_queue_exceeded",
                "Connections closed because the client did not read fast enough (--sendq)",
                traffic.overflowed());
    }

    private void chat(ChatFigures chat) {
        gauge("users", "Users present", chat.users());
        gauge("rooms", "Rooms", chat.rooms());
        gauge("unregistered", "Clients that have not sent NICK and USER yet", chat.unregistered());
        counter(
                "refused_connections",
                "Connections with a valid certificate refused by --max-connections or --max-per-certificate",
                chat.refused());
        counter("flood_delays", "Messages delayed by --flood", chat.delays());
        counter("flood_delay_seconds", "Sum of the delays by --flood", seconds(chat.delayed()));
    }

    private void journal(JournalFigures journal) {
        gauge(
                "journal_writable",
                "0 from a failed write to the journal until one succeeds",
                journal.writable() ? 1 : 0);
        counter("journal_entries", "Entries stored in the journal", journal.stored());
        counter("journal_refused", "Entries that the journal could not store", journal.refused());
        gauge("journal_waiting", "Entries that wait to be stored", journal.waiting());
        journal.unindexed()
                .ifPresent(entries -> gauge(
                        "index_lag_entries",
                        "Entries that cannot be searched yet, " + JournalFigures.MAX_UNINDEXED + " for more",
                        entries));
        all.add(named(HistogramSnapshot.builder(), "journal_commit_seconds", "Duration of commits, with their fsync")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets(journal.commits().counts()))
                        .sum(journal.commits().seconds())
                        .build())
                .build());
    }

    private static ClassicHistogramBuckets buckets(List<Long> counts) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < counts.size(); i++) {
            double limit = i < Durations.LIMITS.size() ? Durations.LIMITS.get(i) : Double.POSITIVE_INFINITY;
            buckets.bucket(limit, counts.get(i));
        }
        return buckets.build();
    }

    /** Shows the earliest end of those with the same kind and subject, because a series must be unique. */
    private void ends(List<Expiry> expiries) {
        GaugeSnapshot.Builder family = named(
                GaugeSnapshot.builder(),
                "certificate_expiry_timestamp_seconds",
                "End of certificates and revocation lists");
        Map<Labels, Double> ends = new LinkedHashMap<>();
        for (Expiry expiry : expiries) {
            Labels labels = Labels.of("kind", lower(expiry.kind()), "subject", expiry.subject());
            ends.putIfAbsent(labels, expiry.end().toEpochMilli() / MILLIS);
        }
        ends.entrySet().stream().limit(MAX_ENDS).forEach(end -> family.dataPoint(gauge(end.getValue(), end.getKey())));
        all.add(family.build());
    }

    private void gauge(String name, String help, Number value) {
        all.add(named(GaugeSnapshot.builder(), name, help)
                .dataPoint(gauge(value, Labels.EMPTY))
                .build());
    }

    private void counter(String name, String help, Number value) {
        all.add(named(CounterSnapshot.builder(), name, help)
                .dataPoint(counter(value, Labels.EMPTY))
                .build());
    }

    private static GaugeDataPointSnapshot gauge(Number value, Labels labels) {
        return GaugeDataPointSnapshot.builder()
                .value(value.doubleValue())
                .labels(labels)
                .build();
    }

    private static CounterDataPointSnapshot counter(Number value, Labels labels) {
        return CounterDataPointSnapshot.builder()
                .value(value.doubleValue())
                .labels(labels)
                .build();
    }

    private static <B extends MetricSnapshot.Builder<B>> B named(B family, String name, String help) {
        return family.name("securechat_" + name).help(help);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
