package io.securechat.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ByteProcessor;
import io.netty.util.concurrent.FastThreadLocal;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes to {@link Line}s: splits at LF, with or without CR, enforces the limits of RFC 2812 §2.3 and IRCv3
 * message-tags, and accepts only UTF-8. A line that is too long is skipped up to its end and takes no memory.
 */
public final class LineDecoder extends ByteToMessageDecoder {
    private static final int MAX_LINE = Message.MAX_CLIENT_TAGS + Message.MAX_BODY;

    /** U+FEFF in UTF-8. */
    private static final int BYTE_ORDER_MARK = 0xEFBBBF;

    private static final int BYTE_ORDER_MARK_BYTES = 3;

    /** The replacement for invalid UTF-8 in a line that is rejected. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final Pattern COMMAND = Pattern.compile("[A-Z]{1,20}");

    /** One decoder for each thread; it keeps no state between lines. */
    private static final FastThreadLocal<CharsetDecoder> DECODER = new FastThreadLocal<>() {
        @Override
        protected CharsetDecoder initialValue() {
            return UTF_8.newDecoder();
        }
    };

    /** Lines decoded at once; the others stay bytes, which take less memory, until these are carried out. */
    private static final int MAX_LINES = 256;

    private @Nullable ChannelHandlerContext context;
    private int lines;
    private int scanned;
    private boolean skipping;
    private boolean begun;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        lines = 0;
        super.channelRead(ctx, bytes);
    }

    /** Decodes the bytes that were left, as if they had been read now; returns whether there were any. */
    public boolean resume() {
        if (context == null || lines < MAX_LINES) {
            return false;
        }
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
        return true;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (lines >= MAX_LINES) {
            return;
        }
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
        lines++;
        ByteBuf line = in.readSlice(end - in.readerIndex());
        in.skipBytes(1);
        skipping |= line.readableBytes() > MAX_LINE; // as if it had come in pieces
        if (!begun) {
            begun = true;
            skipByteOrderMark(line);
        }
        if (line.isReadable() && line.getByte(line.writerIndex() - 1) == '\r') {
            line.writerIndex(line.writerIndex() - 1);
        }
        if (skipping) {
            skipping = false;
            out.add(new Line.Rejected(new Refusal(Numeric.ERR_INPUTTOOLONG), null));
        } else if (line.isReadable()) {
            decode(line, out);
        }
    }

    /** Some editors and programs start a text with it (RFC 3629 §6). */
    private static void skipByteOrderMark(ByteBuf line) {
        if (line.readableBytes() >= BYTE_ORDER_MARK_BYTES
                && line.getUnsignedMedium(line.readerIndex()) == BYTE_ORDER_MARK) {
            line.skipBytes(BYTE_ORDER_MARK_BYTES);
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
        if (isTooLong(line)) {
            reject(new Refusal(Numeric.ERR_INPUTTOOLONG), line, out);
        } else if (has(line, 0) || has(line, '\r')) {
            reject(Refusal.fail("*", "INVALID_CHARACTER", "A line must not contain NUL or CR"), line, out);
        } else {
            parse(line, out);
        }
    }

    private static boolean has(ByteBuf line, int character) {
        return line.indexOf(line.readerIndex(), line.writerIndex(), (byte) character) >= 0;
    }

    private void parse(ByteBuf line, List<Object> out) {
        try {
            String text = DECODER.get().decode(line.nioBuffer()).toString();
            if (!text.isBlank()) {
                out.add(new Line.Parsed(Message.parse(text)));
            }
        } catch (CharacterCodingException e) {
            Message message = readable(line);
            String command =
                    message == null || !COMMAND.matcher(message.command()).matches() ? "*" : message.command();
            reject(Refusal.fail(command, "INVALID_UTF8", "The line is not valid UTF-8"), line, out);
        } catch (IllegalArgumentException e) {
            reject(Refusal.fail("*", "INVALID_MESSAGE", "The line has no command"), line, out);
        }
    }

    private static void reject(Refusal refusal, ByteBuf line, List<Object> out) {
        Message message = readable(line);
        String label = message == null ? null : message.tags().get(Message.LABEL);
        out.add(new Line.Rejected(refusal, label == null || label.indexOf(REPLACEMENT) >= 0 ? null : label));
    }

    /** The message in a rejected line as far as it is readable, or null. */
    private static @Nullable Message readable(ByteBuf line) {
        try {
            return Message.parse(line.toString(UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
