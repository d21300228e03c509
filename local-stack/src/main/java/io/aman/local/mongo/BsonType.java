package io.aman.local.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Documents in the file as BSON.
 *
 * <p>The library keeps them in Java's serialized form, which took a sixth of the server's processor time under load, and
 * most of its garbage. Documents that were written so are still read.
 */
final class BsonType extends BasicDataType<Document> {

    /** None that {@link ObjectDataType} begins a serialized object with. */
    private static final byte BSON = 1;

    private static final int TYPICAL_BYTES = 2_048;

    /** What a document takes up in memory, over what it takes up in the file; at least. */
    private static final int UNPACKED = 3;

    private final ObjectDataType serialized = new ObjectDataType();
    private int averageBytes = TYPICAL_BYTES;

    @Override
    public int getMemory(Document document) {
        return averageBytes * UNPACKED;
    }

    @Override
    public void write(WriteBuffer out, Document document) {
        var bson = Unpooled.buffer(TYPICAL_BYTES);
        BsonEncoder.encodeDocument(document, bson);
        var length = bson.readableBytes();
        averageBytes = (length + 15 * averageBytes) / 16;
        out.put(BSON).putVarInt(length).put(bson.nioBuffer());
    }

    @Override
    public Document read(ByteBuffer in) {
        if (in.get(in.position()) != BSON) {
            return Objects.requireNonNull((Document) serialized.read(in));
        }
        in.get();
        var bytes = new byte[DataUtils.readVarInt(in)];
        in.get(bytes);
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
