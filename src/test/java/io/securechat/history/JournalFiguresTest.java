package io.securechat.history;

import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Await;
import io.securechat.Problem;
import io.securechat.history.file.Sqlite;
import io.securechat.history.store.Journals;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measurements of a journal. */
class JournalFiguresTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"memory:", "sqlite:"})
    void whatIsStoredIsCounted(String kind) throws Exception {
        try (Journal journal = open(kind)) {
            append(journal, draft(LAB, "one"));
            append(journal, draft(LAB, "two"));
            journal.probe().join();
            JournalFigures figures = journal.figures().join();
            assertThat(figures.stored()).isEqualTo(2);
            assertThat(figures.refused()).isZero();
            assertThat(figures.waiting()).isZero();
            assertThat(figures.writable()).isTrue();
            Await.until(() -> journal.figures().join().unindexed().equals(OptionalLong.of(0)));
        }
    }

    private long pruned() throws SQLException {
        try (Connection connection = Sqlite.readOnly(folder.resolve("chat.db"))) {
            return Sqlite.number(connection, "SELECT pruned FROM journal");
        }
    }

    private Journal open(String kind) {
        return Journals.open(kind.equals("sqlite:") ? kind + folder.resolve("chat.db") : kind);
    }

    @Test
    void commitsAreMeasuredButNotProbes() throws Exception {
        try (Journal journal = open("sqlite:")) {
            append(journal, draft(LAB, "one"));
            Durations.Snapshot commits = journal.figures().join().commits();
            assertThat(commits.counts().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(1);
            assertThat(commits.seconds()).isPositive();
            journal.probe().join();
            assertThat(journal.figures().join().commits()).isEqualTo(commits);
        }
    }

    @Test
    void aProbeChangesNothing() throws Exception {
        try (Journal journal = open("sqlite:")) {
            append(journal, draft(LAB, "one"));
            Journal.Contents before = journal.contents().join();
            long pruned = pruned();
            journal.probe().join();
            assertThat(journal.contents().join()).isEqualTo(before);
            assertThat(pruned()).isEqualTo(pruned);
        }
        open("sqlite:").close();
    }

    @Test
    void aClosedJournalAnswersAProbe() throws Exception {
        Journal journal = open("sqlite:");
        journal.close();
        assertThatThrownBy(() -> journal.probe().join()).hasCauseInstanceOf(Problem.class);
    }

    @Test
    void aDurationIsInTheFirstBucketThatHasRoomForIt() {
        Durations durations = new Durations();
        for (long millis : new long[] {0, 1, 2, 10_000, 10_001}) {
            durations.add(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        Durations.Snapshot snapshot = durations.snapshot();
        assertThat(snapshot.counts()).isEqualTo(List.of(1L, 1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 1L));
        assertThat(snapshot.seconds()).isEqualTo(20.004);
    }
}
