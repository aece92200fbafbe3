package io.securechat.bench;

/** Clients who come in and leave at once, so many at a time; where one leaves another one comes. On the event loop only. */
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
