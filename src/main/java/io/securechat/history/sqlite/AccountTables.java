package io.securechat.history.sqlite;

import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.state.Accounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tables of accounts, read markers and delivery pointers. */
public final class AccountTables {
    private final Connection connection;

    public AccountTables(Connection connection) {
        this.connection = connection;
    }

    public Accounts load() throws SQLException {
        List<Accounts.Account> accounts = new ArrayList<>();
        List<Accounts.Marker> markers = new ArrayList<>();
        List<Accounts.Pointer> pointers = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT key, delivered, visit FROM account ORDER BY visit")) {
                while (row.next()) {
                    accounts.add(new Accounts.Account(Party.ofKey(row.getString(1)), row.getLong(2), row.getLong(3)));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT account, place, time FROM marker")) {
                while (row.next()) {
                    markers.add(new Accounts.Marker(
                            Party.ofKey(row.getString(1)),
                            Place.ofKey(row.getString(2)),
                            Instant.ofEpochMilli(row.getLong(3))));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT account, place, delivered FROM inbox")) {
                while (row.next()) {
                    pointers.add(new Accounts.Pointer(
                            Party.ofKey(row.getString(1)), Place.ofKey(row.getString(2)), row.getLong(3)));
                }
            }
        }
        return new Accounts(accounts, markers, pointers);
    }

    /** Saves changes, within the caller's transaction. */
    void save(Accounts.Changes changes) throws SQLException {
        if (!changes.accounts().isEmpty()) {
            try (PreparedStatement account = connection.prepareStatement("REPLACE INTO account VALUES (?,?,?)");
                    PreparedStatement settled =
                            connection.prepareStatement("DELETE FROM inbox WHERE account=? AND delivered<=?")) {
                for (Accounts.Account changed : changes.accounts()) {
                    account.setString(1, changed.party().key());
                    account.setLong(2, changed.delivered());
                    account.setLong(3, changed.visit());
                    account.executeUpdate();
                    settled.setString(1, changed.party().key());
                    settled.setLong(2, changed.delivered());
                    settled.executeUpdate();
                }
            }
        }
        saveMarkers(changes.markers());
        savePointers(changes.pointers());
    }

    private void saveMarkers(List<Accounts.Marker> markers) throws SQLException {
        if (markers.isEmpty()) {
            return;
        }
        try (PreparedStatement put = connection.prepareStatement("REPLACE INTO marker VALUES (?,?,?)");
                PreparedStatement forget =
                        connection.prepareStatement("DELETE FROM marker WHERE account=? AND place=?")) {
            for (Accounts.Marker changed : markers) {
                Instant time = changed.time();
                PreparedStatement statement = time == null ? forget : put;
                statement.setString(1, changed.account().key());
                statement.setString(2, changed.place().key());
                if (time != null) {
                    statement.setLong(3, time.toEpochMilli());
                }
                statement.executeUpdate();
            }
        }
    }

    private void savePointers(List<Accounts.Pointer> pointers) throws SQLException {
        if (pointers.isEmpty()) {
            return;
        }
        try (PreparedStatement put = connection.prepareStatement("REPLACE INTO inbox VALUES (?,?,?)");
                PreparedStatement forget =
                        connection.prepareStatement("DELETE FROM inbox WHERE account=? AND place=?")) {
            for (Accounts.Pointer changed : pointers) {
                PreparedStatement statement = changed.delivered() == 0 ? forget : put;
                statement.setString(1, changed.account().key());
                statement.setString(2, changed.place().key());
                if (statement == put) {
                    statement.setLong(3, changed.delivered());
                }
                statement.executeUpdate();
            }
        }
    }
}
