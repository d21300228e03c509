package io.aman.local.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes that are in the order of the values, compared without signs; no value's bytes begin another's.
 *
 * <p>The order is the one in which the server sorts. Values of some types are told from other types only: see
 * {@link #isExact}.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">Comparison order</a>
 */
final class IndexBytes {

    /** Above every first byte of a value in either direction. */
    static final byte BEHIND_ALL = (byte) 0xff;

    private static final int STEP = 0x08;
    private static final byte[] END_OF_TEXT = {0, 1};
    private static final byte[] NUL_IN_TEXT = {0, (byte) 0xff};
    private static final int LAST_OF_ONE_BYTE = 0x7f;
    private static final int LAST_OF_TWO_BYTES = 0x7ff;

    private IndexBytes() {}

    /** Whether values are told apart by their bytes; others of one type all look the same. */
    static boolean isExact(@Nullable Object value) {
        return switch (value) {
            case Decimal128 _ -> false;
            case Number _, String _, Boolean _, Instant _, ObjectId _, UUID _ -> true;
            case null, default -> false;
        };
    }

    /** Whether the bytes of this value are in its order among all values. */
    static boolean isInOrder(@Nullable Object value) {
        return isExact(value) || Missing.isNullOrMissing(value);
    }

    /** @param isAscending false turns the order round */
    static byte[] of(@Nullable Object value, boolean isAscending) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(type(value));
        switch (value) {
            case Number number -> bytes.writeBytes(number(number));
            case String text -> write(text, bytes);
            case Boolean truth -> bytes.write(truth ? 1 : 0);
            case Instant instant -> bytes.writeBytes(signed(instant.toEpochMilli()));
            case ObjectId id -> bytes.writeBytes(id.toByteArray());
            case UUID id -> bytes.writeBytes(uuid(id));
            case null, default -> {}
        }
        return directed(bytes.toByteArray(), isAscending);
    }

    /** What all values of the same type begin with, and no other. */
    static byte[] ofType(Object value, boolean isAscending) {
        return directed(new byte[] {(byte) type(value)}, isAscending);
    }

    /** Behind all values of the same type, and before all others that are. */
    static byte[] behindType(Object value, boolean isAscending) {
        var bytes = ofType(value, isAscending);
        bytes[0]++;
        return bytes;
    }

    private static byte[] directed(byte[] bytes, boolean isAscending) {
        for (var i = 0; !isAscending && i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return bytes;
    }

    private static int type(@Nullable Object value) {
        return STEP
                * switch (value) {
                    case MinKey _ -> 1;
                    case null -> 2;
                    case Missing _ -> 2;
                    case Number _ -> 3;
                    case String _ -> 4;
                    case Document _ -> 5;
                    case Collection<?> _ -> 6;
                    case BinData _ -> 7;
                    case LegacyUUID _ -> 8;
                    case UUID _ -> 9;
                    case ObjectId _ -> 10;
                    case Boolean _ -> 11;
                    case Instant _ -> 12;
                    case BsonTimestamp _ -> 13;
                    case BsonRegularExpression _ -> 14;
                    case MaxKey _ -> 15;
                    default -> 16;
                };
    }

    /** As a double, and what a long has beyond its precision. */
    private static byte[] number(Number number) {
        var nearest = number.doubleValue() + 0.0; // there is one zero
        var bits = Double.doubleToLongBits(nearest);
        var rest = number instanceof Long exact ? exact - (long) nearest : 0;
        return ByteBuffer.allocate(2 * Long.BYTES)
                .put(signed(bits < 0 ? bits ^ Long.MAX_VALUE : bits))
                .put(signed(rest))
                .array();
    }

    private static byte[] signed(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value ^ Long.MIN_VALUE).array();
    }

    private static byte[] uuid(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Each char as UTF-8 writes a code point of that number: the order of {@link String#compareTo}. */
    private static void write(String text, ByteArrayOutputStream bytes) {
        for (var i = 0; i < text.length(); i++) {
            var unit = text.charAt(i);
            if (unit == 0) {
                bytes.writeBytes(NUL_IN_TEXT);
            } else if (unit <= LAST_OF_ONE_BYTE) {
                bytes.write(unit);
            } else if (unit <= LAST_OF_TWO_BYTES) {
                bytes.write(0xc0 | (unit >> 6));
                bytes.write(0x80 | (unit & 0x3f));
            } else {
                bytes.write(0xe0 | (unit >> 12));
                bytes.write(0x80 | ((unit >> 6) & 0x3f));
                bytes.write(0x80 | (unit & 0x3f));
            }
        }
        bytes.writeBytes(END_OF_TEXT);
    }
}
