package io.aman.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class EmbeddedMongoTest {

    @Test
    void freshDatabasesKeepTestsApart() {
        var one = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("apart"));
        var other = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("apart"));

        one.insert(new Document("_id", 1), "things");

        assertThat(one.findAll(Document.class, "things")).hasSize(1);
        assertThat(other.findAll(Document.class, "things")).isEmpty();
    }

    @Test
    void theSameNameIsTheSameData() {
        var name = EmbeddedMongo.freshDatabase("same");
        var id = UUID.randomUUID();

        EmbeddedMongo.template(name).insert(new Document("_id", id), "things");

        assertThat(EmbeddedMongo.template(name).findById(id, Document.class, "things"))
                .isNotNull();
    }
}
