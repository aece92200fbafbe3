package io.securechat.history.salvage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows in the leaves of tables. A leaf is read by itself, whether or not its table still leads to it.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#b_tree_pages">their format</a>
 */
final class Rows {
    private static final int LEAF = 13;
    private static final int LEAF_HEADER = 8;

    /** The longest row to believe in; those of messages are much shorter. */
    private static final long MAX_ROW = 1 << 24;

    /**
     * A row.
     *
     * @param values numbers as {@link Long}, texts, or null; another type means that it is no row of a journal
     */
    record Row(long id, List<@Nullable Object> values) {
        boolean isNull(int column) {
            return values.get(column) == null;
        }

        boolean isNumber(int column) {
            return values.get(column) instanceof Long;
        }

        boolean isText(int column) {
            return values.get(column) instanceof String;
        }
    }

    private final PageFile pages;
    private long damaged;

    Rows(PageFile pages) {
        this.pages = pages;
    }

    /** Returns the number of rows whose content could not be read. */
    long damaged() {
        return damaged;
    }

    /** Returns the rows of a page, if it is a leaf of a table. */
    List<Row> of(long number) {
        List<Row> rows = new ArrayList<>();
        ByteBuffer page = pages.page(number);
        int start = PageFile.start(number);
        if (page == null || page.get(start) != LEAF) {
            return rows;
        }
        int cells = Short.toUnsignedInt(page.getShort(start + 3));
        int first = start + LEAF_HEADER;
        for (int i = 0; i < cells && first + 2 * i + 2 <= page.capacity(); i++) {
            try {
                rows.add(row(page, Short.toUnsignedInt(page.getShort(first + 2 * i))));
            } catch (CharacterCodingException | RuntimeException e) {
                damaged++; // for any reason
            }
        }
        return rows;
    }

    private Row row(ByteBuffer page, int offset) throws CharacterCodingException {
        ByteBuffer cell = page.duplicate().position(offset);
        long length = number(cell);
        long id = number(cell);
        if (length < 1 || length > MAX_ROW) {
            throw new IllegalArgumentException("length " + length);
        }
        return new Row(id, values(payload(cell, (int) length)));
    }

    private ByteBuffer payload(ByteBuffer cell, int length) {
        int usable = pages.size();
        int most = usable - 35;
        int least = (usable - 12) * 32 / 255 - 23;
        int fitting = least + (length - least) % (usable - 4);
        int local = length <= most ? length : fitting <= most ? fitting : least;
        ByteBuffer payload = ByteBuffer.allocate(length);
        payload.put(cell.slice(cell.position(), local));
        long next = local < length ? Integer.toUnsignedLong(cell.getInt(cell.position() + local)) : 0;
        while (payload.hasRemaining()) {
            ByteBuffer page = next == 0 || next > pages.count() ? null : pages.page(next);
            if (page == null) {
                throw new IllegalArgumentException("the rest is missing");
            }
            next = Integer.toUnsignedLong(page.getInt(0));
            payload.put(page.slice(4, Math.min(payload.remaining(), usable - 4)));
        }
        return payload.flip();
    }

    private static List<@Nullable Object> values(ByteBuffer payload) throws CharacterCodingException {
        int end = (int) number(payload);
        ByteBuffer types = payload.slice(payload.position(), end - payload.position());
        payload.position(end);
        List<@Nullable Object> values = new ArrayList<>();
        while (types.hasRemaining()) {
            values.add(value(number(types), payload));
        }
        if (payload.hasRemaining()) {
            throw new IllegalArgumentException("more than its columns");
        }
        return values;
    }

    private static @Nullable Object value(long type, ByteBuffer payload) throws CharacterCodingException {
        if (type == 0) {
            return null;
        }
        if (type <= 6) {
            return integer(payload, type == 6 ? 8 : type == 5 ? 6 : (int) type);
        }
        if (type == 8 || type == 9) {
            return type - 8;
        }
        if (type < 13 || type % 2 == 0) {
            throw new IllegalArgumentException("type " + type);
        }
        int length = Math.toIntExact((type - 13) / 2);
        ByteBuffer bytes = payload.slice(payload.position(), length);
        payload.position(payload.position() + length);
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    private static long integer(ByteBuffer bytes, int length) {
        long value = bytes.get();
        for (int i = 1; i < length; i++) {
            value = value << 8 | Byte.toUnsignedLong(bytes.get());
        }
        return value;
    }

    /** Reads a number of one to nine bytes. */
    private static long number(ByteBuffer bytes) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            byte next = bytes.get();
            value = value << 7 | (next & 0x7f);
            if (next >= 0) {
                return value;
            }
        }
        return value << 8 | Byte.toUnsignedLong(bytes.get());
    }
}
