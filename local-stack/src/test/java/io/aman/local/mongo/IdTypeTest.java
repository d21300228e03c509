package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.ObjectDataType;
import org.junit.jupiter.api.Test;

class IdTypeTest {

    private static final List<Object> IDS =
            List.of("", "pay_1", "زين \u0000 x", "a".repeat(300), 1, 1L, -0.5, true, new UUID(1, 2), new ObjectId());

    private final IdType type = new IdType();
    private final ObjectDataType library = new ObjectDataType();

    @Test
    void whatIsReadIsWhatWasWrittenAmongWhatTheLibraryWrote() {
        var out = new WriteBuffer();
        IDS.forEach(id -> {
            type.write(out, id);
            library.write(out, id);
        });

        var in = out.getBuffer().duplicate().flip();
        var read =
                IntStream.range(0, 2 * IDS.size()).mapToObj(_ -> type.read(in)).toList();

        var each = new ArrayList<>();
        IDS.forEach(id -> each.addAll(List.of(id, id)));
        assertThat(read).isEqualTo(each);
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void idsAreInTheLibrarysOrder() {
        for (var one : IDS) {
            for (var other : IDS) {
                assertThat(Integer.signum(type.compare(one, other)))
                        .as("%s and %s", one, other)
                        .isEqualTo(Integer.signum(library.compare(one, other)));
            }
        }
    }
}
