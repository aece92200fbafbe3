package io.securechat.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampTest {
    @ParameterizedTest
    @CsvSource({"0,0", "9,63", "63,64", "64,4095", "4095,4096", "1234,123456789", "262143,1073741823"})
    void isReadAsItWasWritten(int sender, int number) {
        byte[] line = "some text ~........\r\n".getBytes(US_ASCII);
        Stamp.write(line, line.length - 2, sender, number);
        ByteBuf in = Unpooled.wrappedBuffer(line);
        assertThat(Stamp.isBefore(in, 0, line.length - 2)).isTrue();
        long stamp = Stamp.read(in, line.length - 2);
        assertThat(Stamp.sender(stamp)).isEqualTo(sender);
        assertThat(Stamp.number(stamp)).isEqualTo(number);
        assertThat(new String(line, US_ASCII)).matches("some text ~[0-o]{8}\r\n");
    }
}
