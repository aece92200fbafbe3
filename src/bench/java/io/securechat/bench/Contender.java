package io.securechat.bench;

import io.securechat.Program;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The servers that are compared. */
enum Contender {
    SECURECHAT(Tongue.IRC) {
        @Override
        Stream<String> command(Plan plan, Path certificates) {
            return Stream.concat(
                    plan.program(),
                    Stream.of(
                            "serve",
                            "--host",
                            "127.0.0.1",
                            "--port",
                            "0",
                            "--no-lobby",
                            "--names",
                            "free",
                            "--flood",
                            "off",
                            "--max-connections",
                            "1000000",
                            "--journal",
                            plan.journal(),
                            "--cert",
                            certificates.resolve("server.crt").toString(),
                            "--trust",
                            certificates.resolve("client.crt").toString()));
        }
    },

    NAIVE(Tongue.NAIVE) {
        @Override
        Stream<String> command(Plan plan, Path certificates) {
            return Stream.concat(
                    Stream.of("-cp", Program.classPath(), NaiveServer.class.getName()),
                    Stream.of("server.crt", "server.key", "client.crt")
                            .map(file -> certificates.resolve(file).toString()));
        }
    };

    private final Tongue tongue;

    Contender(Tongue tongue) {
        this.tongue = tongue;
    }

    Tongue tongue() {
        return tongue;
    }

    /** Returns the arguments of java. */
    abstract Stream<String> command(Plan plan, Path certificates);

    /** The name in the results. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
