package io.securechat.bench;

import io.securechat.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients that join a room, some at a time, and stay there. All methods but {@link #arrive} run on the event loop. */
final class Crowd implements Client.Events {
    private static final int AT_A_TIME = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Generator generator;
    private final Plan plan;
    private final Tongue tongue;
    private final int size;
    private final int slow;
    private final List<Client> clients;

    private @Nullable Talk talk;
    private @Nullable Throwable failure;
    private int joined;
    private int lost;

    Crowd(Generator generator, Plan plan, Tongue tongue, int size, int slow) {
        this.generator = generator;
        this.plan = plan;
        this.tongue = tongue;
        this.size = size;
        this.slow = slow;
        this.clients = new ArrayList<>(size);
    }

    /**
     * Connects the clients, and waits until all have joined the room.
     *
     * @throws Problem if one of them is refused, or it takes too long
     */
    void arrive() {
        generator.on(() -> {
            for (int i = 0; i < Math.min(AT_A_TIME, size); i++) {
                connectNext();
            }
            return joined;
        });
        boolean all = generator.await(PATIENCE, () -> joined == size || failure != null);
        Throwable why = generator.on(() -> failure);
        if (why != null) {
            throw new Problem("a client cannot join: " + why.getMessage(), "see the output of the server", why);
        }
        if (!all) {
            throw new Problem("not all clients have joined in time", "try fewer --clients");
        }
    }

    private void connectNext() {
        int number = clients.size();
        // Evenly spread: a client is capable where the sum of the shares reaches the next whole number.
        boolean capable = (int) ((number + 1) * plan.capableShare()) > (int) (number * plan.capableShare());
        Client client = new Client(number, tongue, capable ? plan.capabilities() : null, this);
        clients.add(client);
        generator.connect(client, number >= size - slow);
    }

    List<Client> clients() {
        return clients;
    }

    /** The number of clients that were disconnected. */
    int lost() {
        return lost;
    }

    /** Passes messages to a talk from now on. */
    void talk(Talk talk) {
        this.talk = talk;
    }

    @Override
    public void welcome(Client client) {}

    @Override
    public void joined(Client client) {
        joined++;
        if (clients.size() < size) {
            connectNext();
        }
    }

    @Override
    public void heard(Client client, long stamp) {
        if (talk != null) {
            talk.heard(client, stamp);
        }
    }

    @Override
    public void lost(Client client, Throwable why) {
        lost++;
        failure = why;
    }
}
