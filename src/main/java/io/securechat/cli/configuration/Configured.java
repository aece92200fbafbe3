package io.securechat.cli.configuration;

import io.securechat.client.setting.Settings;

/** A command that uses the settings of the client. */
public interface Configured {
    /** Takes the settings before the command runs. */
    void configure(Settings settings);
}
