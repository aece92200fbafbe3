package io.securechat.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.securechat.JsonLine;

/** Logback's JSON encoder, with unsafe characters escaped, and without what every line would repeat. */
final class JsonLog extends JsonEncoder {
    static JsonLog encoder(LoggerContext context) {
        JsonLog encoder = new JsonLog();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithArguments(false);
        encoder.start();
        return encoder;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(super.encode(event), UTF_8).strip();
        return (JsonLine.escape(line) + System.lineSeparator()).getBytes(UTF_8);
    }
}
