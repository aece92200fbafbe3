package io.securechat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ByteProcessor;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.List;

/**
 * Bytes to {@link Line}s: splits at LF, with or without CR, holds the limits of RFC 2812 §2.3 and of IRCv3 message-tags, and
 * takes only UTF-8. What is too long is skipped up to its end, so that a sender of garbage costs no memory.
 */
final class LineDecoder extends ByteToMessageDecoder {
    private static final int MAX_LINE = Message.MAX_CLIENT_TAGS + Message.MAX_BODY;

    private final CharsetDecoder utf8 = UTF_8.newDecoder();
    private int scanned;
    private boolean skipping;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int end = in.forEachByte(in.readerIndex() + scanned, in.readableBytes() - scanned, ByteProcessor.FIND_LF);
        if (end < 0) {
            if (skipping || in.readableBytes() > MAX_LINE) {
                in.skipBytes(in.readableBytes());
                skipping = true;
            }
            scanned = in.readableBytes();
            return;
        }
        scanned = 0;
        ByteBuf line = in.readSlice(end - in.readerIndex());
        in.skipBytes(1);
        if (line.isReadable() && line.getByte(line.writerIndex() - 1) == '\r') {
            line.writerIndex(line.writerIndex() - 1);
        }
        if (skipping || isTooLong(line)) {
            skipping = false;
            out.add(new Line.Rejected(new Refusal(Numeric.ERR_INPUTTOOLONG)));
        } else if (line.isReadable()) {
            decode(line, out);
        }
    }

    private static boolean isTooLong(ByteBuf line) {
        int tags = 0;
        if (line.isReadable() && line.getByte(line.readerIndex()) == '@') {
            tags = line.bytesBefore((byte) ' ') + 1;
            tags = tags == 0 ? line.readableBytes() : tags;
        }
        return tags > Message.MAX_CLIENT_TAGS || line.readableBytes() - tags > Message.MAX_BODY - 2;
    }

    private void decode(ByteBuf line, List<Object> out) {
        if (line.indexOf(line.readerIndex(), line.writerIndex(), (byte) 0) >= 0) {
            out.add(new Line.Rejected(Refusal.fail("*", "INVALID_CHARACTER", "A line cannot have NUL in it")));
            return;
        }
        try {
            ByteBuffer bytes = line.nioBuffer();
            String text = utf8.decode(bytes).toString();
            if (!text.isBlank()) {
                out.add(new Line.Parsed(Message.parse(text)));
            }
        } catch (CharacterCodingException e) {
            out.add(new Line.Rejected(Refusal.fail("*", "INVALID_UTF8", "Only UTF-8 can be said here")));
        } catch (IllegalArgumentException e) {
            out.add(new Line.Rejected(Refusal.fail("*", "INVALID_MESSAGE", "There is no command in that line")));
        }
    }
}
