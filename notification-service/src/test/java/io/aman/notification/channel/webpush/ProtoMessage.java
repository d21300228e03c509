package io.aman.notification.channel.webpush;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message of Protocol Buffers that is written, field by field.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ProtoMessage number(int field, long value) {
        return key(field, VARINT).varint(value);
    }

    ProtoMessage fixed64(int field, long value) {
        key(field, FIXED64);
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage message(int field, ProtoMessage value) {
        return bytes(field, value.toByteArray());
    }

    ProtoMessage bytes(int field, byte[] value) {
        key(field, LENGTH_DELIMITED).varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private ProtoMessage key(int field, int type) {
        return varint(((long) field << 3) | type);
    }

    private ProtoMessage varint(long value) {
        var rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    /** As it follows its own length in a stream. */
    byte[] delimited() {
        var whole = new ProtoMessage().varint(bytes.size());
        whole.bytes.writeBytes(toByteArray());
        return whole.toByteArray();
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
