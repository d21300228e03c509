package io.aman.local.mongo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Ids in the file: those that are text in one piece.
 *
 * <p>The library writes them letter by letter, the ids of a whole page each time that one of its documents has changed: a
 * fourteenth of the server's processor time under load. Ids that were written so are still read.
 */
final class IdType extends BasicDataType<Object> {

    /** None that {@link ObjectDataType} begins with. */
    private static final byte TEXT = 120;

    private final ObjectDataType others = new ObjectDataType();

    @Override
    public int getMemory(Object id) {
        return others.getMemory(id);
    }

    /** In the library's order, in which maps of earlier versions lie. */
    @Override
    public int compare(Object one, Object other) {
        return one instanceof String text && other instanceof String otherText
                ? text.compareTo(otherText)
                : others.compare(one, other);
    }

    @Override
    public void write(WriteBuffer out, Object id) {
        if (id instanceof String text) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            out.put(TEXT).putVarInt(bytes.length).put(bytes);
        } else {
            others.write(out, id);
        }
    }

    @Override
    public Object read(ByteBuffer in) {
        if (in.get(in.position()) != TEXT) {
            return others.read(in);
        }
        in.get();
        var bytes = new byte[DataUtils.readVarInt(in)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }
}
