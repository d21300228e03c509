package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.ObjectDataType;
import org.junit.jupiter.api.Test;

class BsonTypeTest {

    private static final Document EVERYTHING = new Document("_id", "a")
            .append("text", "زين \u0000 x")
            .append("int", 1)
            .append("long", 1L)
            .append("double", -0.5)
            .append("decimal", Decimal128.ONE)
            .append("yes", true)
            .append("nothing", null)
            .append("at", Instant.ofEpochMilli(1_795_000_000_123L))
            .append("uuid", new UUID(1, 2))
            .append("bytes", new BinData(new byte[] {1, 0, -1}))
            .append("id", new ObjectId())
            .append("list", Arrays.asList(1, null, new Document("in", List.of("a", "b")), List.of()))
            .append("empty", new Document());

    private final BsonType type = new BsonType();

    @Test
    void whatIsReadIsWhatWasWrittenWithItsTypesAndInItsOrder() {
        var out = new WriteBuffer();
        type.write(out, EVERYTHING);
        type.write(out, new Document("_id", 2));

        var in = flipped(out);
        var first = type.read(in);
        assertThat(first).isEqualTo(EVERYTHING);
        assertThat(first.keySet()).containsExactlyElementsOf(EVERYTHING.keySet());
        assertThat(first.get("int")).isInstanceOf(Integer.class);
        assertThat(first.get("long")).isInstanceOf(Long.class);
        assertThat(type.read(in)).isEqualTo(new Document("_id", 2));
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void whatTheLibraryWroteIsReadAmongOurs() {
        var out = new WriteBuffer();
        type.write(out, new Document("_id", 1));
        new ObjectDataType().write(out, EVERYTHING);
        type.write(out, new Document("_id", 2));

        var in = flipped(out);
        assertThat(List.of(type.read(in), type.read(in), type.read(in)))
                .containsExactly(new Document("_id", 1), EVERYTHING, new Document("_id", 2));
        assertThat(in.hasRemaining()).isFalse();
    }

    private static ByteBuffer flipped(WriteBuffer out) {
        return out.getBuffer().duplicate().flip();
    }
}
