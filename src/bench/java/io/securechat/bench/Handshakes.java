package io.securechat.bench;

/** Clients that connect and leave at once. Each that leaves is replaced by a new one. Runs on the event loop. */
final class Handshakes implements Client.Events {
    private final Generator generator;
    private final Tongue tongue;
    private int number;
    private long done;
    private long failed;
    private boolean going = true;

    Handshakes(Generator generator, Tongue tongue) {
        this.generator = generator;
        this.tongue = tongue;
    }

    void begin(int atATime) {
        for (int i = 0; i < atATime; i++) {
            connectNext();
        }
    }

    void end() {
        going = false;
    }

    long done() {
        return done;
    }

    long failed() {
        return failed;
    }

    private void connectNext() {
        if (going) {
            generator.connect(new Client(number++, tongue, null, this), false);
        }
    }

    @Override
    public void welcome(Client client) {
        done++;
        client.leave();
        connectNext();
    }

    @Override
    public void joined(Client client) {
        welcome(client);
    }

    @Override
    public void heard(Client client, long stamp) {}

    @Override
    public void lost(Client client, Throwable why) {
        failed++;
        connectNext();
    }
}
