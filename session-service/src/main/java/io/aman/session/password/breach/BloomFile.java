package io.aman.session.password.breach;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A Bloom filter over SHA-1 hashes in a file: what was put in is always found, something else once in a while.
 *
 * <p>The file, big-endian: the eight bytes {@code AMANBF01}, the number of hash functions {@code k} (int), four bytes of
 * zero, the number of bits {@code m} (long, a multiple of 64), the number of entries (long), then {@code m / 8} bytes. With
 * {@code h1} and {@code h2} the first and the second eight bytes of a hash, {@code h2} with its lowest bit set, the bits of
 * an entry are {@code (h1 + i * h2) mod m} as unsigned numbers for {@code i} from 0 to {@code k - 1}; bit {@code b} is the
 * bit of value {@code 1 << (b mod 8)} of byte {@code b / 8}.
 */
final class BloomFile implements AutoCloseable {

    static final int HEADER_BYTES = 32;

    private static final long MAGIC = 0x414D414E42463031L; // AMANBF01
    private static final int MOST_FUNCTIONS = 64;
    private static final int WORD = 64;

    private final MemorySegment bits;
    private final int functions;
    private final long size;
    private final long entries;

    private BloomFile(MemorySegment bits, int functions, long size, long entries) {
        this.bits = bits;
        this.functions = functions;
        this.size = size;
        this.entries = entries;
    }

    /**
     * Opens a file for questions; it is mapped, so that it may be larger than the heap.
     *
     * @throws IOException when it cannot be read, or is no such file, or not all of one
     */
    static BloomFile open(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.BIG_ENDIAN);
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // the rest of the header
            }
            header.flip();
            if (header.limit() < HEADER_BYTES || header.getLong() != MAGIC) {
                throw new IOException(file + " is no filter of breached passwords");
            }
            var functions = header.getInt();
            header.getInt();
            var size = header.getLong();
            var entries = header.getLong();
            if (functions < 1
                    || functions > MOST_FUNCTIONS
                    || size < WORD
                    || size % WORD != 0
                    || entries < 0
                    || channel.size() != HEADER_BYTES + size / Byte.SIZE) {
                throw new IOException(file + " is damaged, or not all of it is there");
            }
            var bits = channel.map(MapMode.READ_ONLY, HEADER_BYTES, size / Byte.SIZE, Arena.ofAuto());
            return new BloomFile(bits, functions, size, entries);
        }
    }

    /**
     * Makes an empty one; {@link #close} writes it out.
     *
     * @param expected how many entries there will be
     * @param falsePositives at most this share of others is found as well
     * @throws IOException when the file exists, or cannot be written
     */
    static BloomFile create(Path file, long expected, double falsePositives) throws IOException {
        var perEntry = -Math.log(falsePositives) / (Math.log(2) * Math.log(2));
        var size = Math.max(1, Math.ceilDiv((long) Math.ceil(expected * perEntry), WORD)) * WORD;
        var functions = Math.max(1, (int) Math.round(perEntry * Math.log(2)));
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.BIG_ENDIAN);
            header.putLong(MAGIC).putInt(functions).putInt(0).putLong(size).putLong(expected);
            channel.write(header.flip());
            var bits = channel.map(MapMode.READ_WRITE, HEADER_BYTES, size / Byte.SIZE, Arena.ofAuto());
            return new BloomFile(bits, functions, size, expected);
        }
    }

    long entries() {
        return entries;
    }

    void add(Sha1 hash) {
        for (var bit : bitsOf(hash)) {
            var at = bit / Byte.SIZE;
            bits.set(ValueLayout.JAVA_BYTE, at, (byte) (bits.get(ValueLayout.JAVA_BYTE, at) | mask(bit)));
        }
    }

    boolean mayHave(Sha1 hash) {
        for (var bit : bitsOf(hash)) {
            if ((bits.get(ValueLayout.JAVA_BYTE, bit / Byte.SIZE) & mask(bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    private long[] bitsOf(Sha1 hash) {
        var bytes = ByteBuffer.wrap(hash.bytes()).order(ByteOrder.BIG_ENDIAN);
        var first = bytes.getLong();
        var second = bytes.getLong() | 1;
        var of = new long[functions];
        for (var i = 0; i < functions; i++) {
            of[i] = Long.remainderUnsigned(first + i * second, size);
        }
        return of;
    }

    private static int mask(long bit) {
        return 1 << (bit % Byte.SIZE);
    }

    /** What was added lies on the disk then. */
    @Override
    public void close() {
        if (!bits.isReadOnly()) {
            bits.force();
        }
    }
}
