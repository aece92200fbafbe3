package io.securechat;

import io.securechat.tls.TlsProperties;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The system properties that {@code Main} sets, for tests that start anywhere else. Registered for all tests by its service file. */
public final class TlsExtension implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        TlsProperties.set();
    }
}
