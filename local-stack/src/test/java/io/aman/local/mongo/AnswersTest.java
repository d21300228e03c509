package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer is written to its client after its command: what others change meanwhile must not show in it. */
class AnswersTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final MVStore store = MVStore.open(null);
    private final CrashSafeBackend backend =
            new CrashSafeBackend(store, new CommandGate(store, Durability.PROCESS_CRASH, _ -> {}));

    @BeforeEach
    void store() {
        command("insert", new Document("documents", List.of(person())));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void anUpdateDoesNotShowInAnAnswerThatWasReadBefore() {
        var before = find();
        var asRead = before.toString();

        command("update", new Document("updates", List.of(new Document("q", id()).append("u", change()))));

        assertThat(before).hasToString(asRead);
        assertThat(find().toString()).contains("after").isNotEqualTo(asRead);
    }

    @Test
    void norDoesAFindAndModifyInThatOfAnotherRead() {
        var before = find();
        var asRead = before.toString();

        command("findAndModify", new Document("query", id()).append("update", change()));

        assertThat(before).hasToString(asRead);
        assertThat(find().toString()).contains("after").isNotEqualTo(asRead);
    }

    private static Document person() {
        return id().append("name", "before").append("inner", new Document("list", List.of(1, 2)));
    }

    private static Document id() {
        return new Document("_id", "p1");
    }

    private static Document change() {
        return new Document("$set", new Document("name", "after")).append("$push", new Document("inner.list", 3));
    }

    private Document find() {
        return command("find", new Document("filter", id()));
    }

    private Document command(String name, Document rest) {
        var command = new Document(name, "people").append("$db", "test");
        rest.forEach(command::append);
        var answer = backend.handleCommand(channel, "test", name, command);
        assertThat(answer.get("ok")).isEqualTo(1.0);
        return answer;
    }
}
