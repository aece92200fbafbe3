package io.securechat.bench;

import io.securechat.irc.Message;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JMH benchmark of parsing a line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParsingBenchmark {
    private static final Map<String, String> LINES = Map.of(
            "plain", "PRIVMSG #lobby :" + "0123456789".repeat(10),
            "tagged",
                    "@label=a1b2c3d4;+reply=1760000000000-17;+example.org/note=one\\stwo\\:three PRIVMSG #lobby :"
                            + "0123456789".repeat(10),
            "15 parameters", ":server.example MODE #lobby +ooooovvvvvbbb a b c d e f g h i j k l m");

    @Param({"plain", "tagged", "15 parameters"})
    public String kind = "";

    private String line = "";

    @Setup
    public void setUp() {
        line = LINES.getOrDefault(kind, "");
    }

    @Benchmark
    public Message parse() {
        return Message.parse(line);
    }
}
