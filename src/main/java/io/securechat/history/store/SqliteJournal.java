package io.securechat.history.store;

import io.securechat.Fatal;
import io.securechat.Problem;
import io.securechat.Threads;
import io.securechat.history.Entry;
import io.securechat.history.JournalFigures;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Retention;
import io.securechat.history.Search;
import io.securechat.history.file.FullDisk;
import io.securechat.history.file.Generation;
import io.securechat.history.file.JournalFile;
import io.securechat.history.file.JournalLock;
import io.securechat.history.file.Schema;
import io.securechat.history.file.Sqlite;
import io.securechat.history.index.SearchIndex;
import io.securechat.history.sqlite.AccountTables;
import io.securechat.history.sqlite.EraTable;
import io.securechat.history.sqlite.Reader;
import io.securechat.history.sqlite.RoomTable;
import io.securechat.history.sqlite.Store;
import io.securechat.history.sqlite.Writer;
import io.securechat.history.state.Accounts;
import io.securechat.history.state.RoomStates;
import io.securechat.history.state.StatefulJournal;
import io.securechat.history.time.Expiry;
import io.securechat.history.time.Ids;
import io.securechat.history.time.SteadyClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A journal in an SQLite file. A stored entry survives a crash of the process and a power cut. One thread appends, one reads, and
 * two maintain and query the search index; none of them waits for another.
 */
public final class SqliteJournal extends StatefulJournal {
    /** Queries that may wait for the reading thread; further ones are refused. */
    public static final int MAX_QUESTIONS = 10_000;

    private final JournalFile file;
    private final JournalLock lock;
    private final Reader reader;
    private final SearchIndex index;
    private final Writer writer;
    private final ExecutorService reading = Threads.single("history");
    private final AtomicInteger questions = new AtomicInteger();

    private SqliteJournal(
            JournalFile file, JournalLock lock, Ids ids, Expiry expiry, Accounts accounts, RoomStates rooms)
            throws SQLException {
        super(ids, expiry, accounts, rooms);
        this.file = file;
        this.lock = lock;
        this.reader = new Reader(file);
        lock.lockMain();
        FullDisk disk = new FullDisk(file.path());
        this.index = new SearchIndex(file, disk);
        this.writer = new Writer(file, new Store(file, ids, expiry), accounts, rooms, index::wake, disk);
    }

    /**
     * Opens a file, or creates it.
     *
     * @throws Problem if it cannot be opened or created
     */
    public static SqliteJournal open(JournalFile named, Retention retention, Clock clock) {
        return open(named, retention, clock, System::nanoTime);
    }

    /**
     * Opens a journal, and creates its file if it is missing.
     *
     * @param ticker monotonic nanoseconds, as of {@link System#nanoTime}
     */
    public static SqliteJournal open(JournalFile named, Retention retention, Clock clock, LongSupplier ticker) {
        JournalFile file = named.real();
        file.checkWritable();
        JournalLock lock = JournalLock.take(file);
        try {
            file.createIfMissing();
            file.checkOnlyName();
            file.warnIfShared();
            lock.lockMain();
            boolean unclean = file.hasLog();
            Generation.check(file);
            JournalUpgrade.prepare(file);
            if (unclean) {
                JournalRescue.checkAfterCrash(file);
            }
            return open(file, lock, retention, clock, ticker);
        } catch (SQLException e) {
            lock.close();
            throw Sqlite.problem(file.path(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static SqliteJournal open(
            JournalFile file, JournalLock lock, Retention retention, Clock clock, LongSupplier ticker)
            throws SQLException {
        Ids ids;
        Accounts accounts;
        RoomStates rooms;
        try (Connection connection = Sqlite.write(file.path(), true)) {
            Schema.JOURNAL.apply(connection, file.path());
            long last = Math.max(
                    Sqlite.number(connection, "SELECT max(id) FROM entry"),
                    Sqlite.number(connection, "SELECT pruned FROM journal"));
            ids = new Ids(clock, last, EraTable.load(connection));
            accounts = new AccountTables(connection).load();
            rooms = new RoomTable(connection).load();
        }
        Expiry expiry = new Expiry(retention, new SteadyClock(clock, ticker, ids), ids);
        return new SqliteJournal(file, lock, ids, expiry, accounts, rooms);
    }

    @Override
    public void append(Entry.Draft draft, Listener listener) {
        writer.append(draft, listener);
    }

    @Override
    public CompletableFuture<Map<Place, Long>> newestIn(Collection<Place> rooms) {
        List<Place> asked = List.copyOf(rooms);
        return writer.settled().thenCompose(settled -> answer(() -> reader.newestIn(asked)));
    }

    @Override
    public CompletableFuture<List<Entry>> read(Place place, Range range) {
        return answer(() -> reader.read(place, range));
    }

    @Override
    public CompletableFuture<Optional<Entry>> find(long id) {
        return answer(() -> reader.find(id));
    }

    @Override
    public CompletableFuture<List<Conversation>> conversations(Party party, Collection<Place> rooms, Range range) {
        List<Place> asked = List.copyOf(rooms);
        return answer(() -> reader.conversations(party, asked, range));
    }

    @Override
    public CompletableFuture<Found> search(Search search) {
        return index.search(search);
    }

    @Override
    public CompletableFuture<Void> settled() {
        return writer.settled();
    }

    @Override
    public CompletableFuture<Contents> contents() {
        return answer(reader::contents);
    }

    @Override
    public CompletableFuture<JournalFigures> figures() {
        long indexed = index.upto();
        return indexed < 0
                ? CompletableFuture.completedFuture(writer.figures(OptionalLong.empty()))
                : answer(() ->
                        writer.figures(OptionalLong.of(reader.countAfter(indexed, JournalFigures.MAX_UNINDEXED))));
    }

    @Override
    public CompletableFuture<Void> probe() {
        return writer.probe();
    }

    @Override
    public void room(String name, String state) {
        super.room(name, state);
        writer.wake();
    }

    @Override
    public void delivered(Party account, Place place, long after, long id) {
        long known = accounts.delivered(account, place).orElse(Long.MAX_VALUE);
        if (after <= known) {
            delivered(account, place, id);
        } else {
            answer(() -> {
                if (!reader.hasOthers(place, account, known, after)) {
                    delivered(account, place, id);
                }
                return true;
            });
        }
    }

    private void delivered(Party account, Place place, long id) {
        if (accounts.delivered(account, place, id)) {
            undelivered(account, 0, 1, false);
        }
    }

    @Override
    public CompletableFuture<List<Entry>> undelivered(Party account, long after, int limit, boolean guests) {
        return answer(() -> {
            Accounts.Progress progress = accounts.progress(account).orElse(null);
            if (progress == null) {
                return List.of();
            }
            long newest = reader.newest(); // before the entries: those stored meanwhile must not count as received
            List<Entry> found = reader.undelivered(account, progress, after, limit, guests);
            if (after <= progress.everywhere() && !guests) {
                accounts.settle(account, found.isEmpty() ? newest : found.get(0).id() - 1);
            }
            return found;
        });
    }

    /** Closes the writing connection last: SQLite then moves its log into the file. */
    @Override
    public void close() {
        index.close();
        reading.execute(reader::close);
        reading.shutdown();
        Threads.await(reading);
        writer.close();
        lock.close();
    }

    private <T> CompletableFuture<T> answer(Callable<T> question) {
        if (questions.incrementAndGet() > MAX_QUESTIONS) {
            questions.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new Problem("too many queries are waiting for the journal", "try again later"));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        reading.execute(() -> {
            questions.decrementAndGet();
            try {
                answer.complete(question.call());
            } catch (SQLException e) {
                answer.completeExceptionally(Sqlite.problem(file.path(), e));
            } catch (Exception | Error e) {
                Fatal.check(e);
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
