package io.aman.local.mongo;

import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.aman.local.part.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnDiskMongoTest extends EmbeddedMongoContract {
    @TempDir
    Path folder;

    @Override
    EmbeddedMongo open() {
        return EmbeddedMongo.open(folder, "127.0.0.1", 0);
    }

    @Test
    void dataAndIndexesSurviveClosingAndOpening() {
        things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 1).append("key", "k"));
        disconnect();
        connect();
        assertThat(things.find().first()).containsEntry("key", "k");
        assertThatThrownBy(() -> things.insertOne(new Document("_id", 2).append("key", "k")))
                .isInstanceOf(MongoWriteException.class);
    }

    @Test
    void aSparseIndexSurvivesClosingAndOpening() {
        things.insertOne(new Document("_id", 1).append("dueAt", 1));
        things.createIndex(Indexes.ascending("dueAt"), new IndexOptions().sparse(true));
        things.insertOne(new Document("_id", 2).append("dueAt", 1));
        things.insertOne(new Document("_id", 3));
        disconnect();
        connect();
        assertThat(things.find(lte("dueAt", 1)).map(found -> found.getInteger("_id")))
                .containsExactly(1, 2);
        things.updateMany(lte("dueAt", 1), unset("dueAt"));
        assertThat(things.countDocuments(exists("dueAt"))).isZero();
    }

    @Test
    void dataThatAnotherServerHasOpenIsRefusedInOneLine() {
        assertThatThrownBy(() -> EmbeddedMongo.open(folder, "127.0.0.1", 0))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("locked");
    }

    @Test
    void aBackupHoldsWhatWasAcknowledgedBeforeAndNothingOfAfter(@TempDir Path elsewhere) throws IOException {
        things.insertOne(new Document("_id", "before"));
        backUp();
        things.insertOne(new Document("_id", "after"));

        Backup.unpack(folder.resolve(Backup.FILE), elsewhere);

        try (var restored = EmbeddedMongo.open(elsewhere, "127.0.0.1", 0);
                var client = MongoClients.create(restored.connectionString())) {
            assertThat(client.getDatabase(things.getNamespace().getDatabaseName())
                            .getCollection(things.getNamespace().getCollectionName())
                            .find()
                            .map(found -> found.getString("_id")))
                    .containsExactly("before");
        }
        assertThatThrownBy(() -> EmbeddedMongo.open(folder, "127.0.0.1", 0))
                .as("the data is still locked")
                .isInstanceOf(CannotStart.class);
    }

    private void backUp() {
        try (var client = MongoClients.create(server.connectionString())) {
            client.getDatabase("admin").runCommand(new Document(Backup.COMMAND, 1));
        }
    }

    @Test
    void aTornBackupIsNone(@TempDir Path elsewhere) throws IOException {
        things.insertOne(new Document("_id", "before"));
        backUp();
        var whole = Files.readAllBytes(folder.resolve(Backup.FILE));
        var torn = elsewhere.resolve("torn.zip");
        Files.write(torn, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> Backup.unpack(torn, Files.createDirectory(elsewhere.resolve("data"))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aBusyPortIsRefusedInOneLineAndLeavesTheDataFree(@TempDir Path other) {
        var uri = server.connectionString();
        int taken = Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1));
        assertThatThrownBy(() -> EmbeddedMongo.open(other, "127.0.0.1", taken))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + taken);
        EmbeddedMongo.open(other, "127.0.0.1", 0).close();
    }
}
