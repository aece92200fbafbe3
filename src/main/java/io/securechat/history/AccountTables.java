package io.securechat.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Loads accounts when the journal is opened, and saves what has changed. */
final class AccountTables {
    private final Connection connection;

    AccountTables(Connection connection) {
        this.connection = connection;
    }

    Accounts load() throws SQLException {
        List<Accounts.Account> accounts = new ArrayList<>();
        List<Accounts.Marker> markers = new ArrayList<>();
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
        }
        return new Accounts(accounts, markers);
    }

    /** Safe when the caller has committed. */
    void save(Accounts.Changes changes) throws SQLException {
        if (!changes.accounts().isEmpty()) {
            try (PreparedStatement account = connection.prepareStatement("REPLACE INTO account VALUES (?,?,?)")) {
                for (Accounts.Account changed : changes.accounts()) {
                    account.setString(1, changed.party().key());
                    account.setLong(2, changed.delivered());
                    account.setLong(3, changed.visit());
                    account.executeUpdate();
                }
            }
        }
        if (!changes.markers().isEmpty()) {
            try (PreparedStatement marker = connection.prepareStatement("REPLACE INTO marker VALUES (?,?,?)")) {
                for (Accounts.Marker changed : changes.markers()) {
                    marker.setString(1, changed.account().key());
                    marker.setString(2, changed.place().key());
                    marker.setLong(3, changed.time().toEpochMilli());
                    marker.executeUpdate();
                }
            }
        }
    }
}
