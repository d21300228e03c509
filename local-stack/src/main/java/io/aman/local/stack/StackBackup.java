package io.aman.local.stack;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import io.aman.local.mongo.Backup;
import io.aman.local.tool.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/**
 * What a local installation needs to go on from one moment: its database, how far its consumers had come, and its
 * secrets. The topics are not in it: they stay, and tell the restored database again what it has not heard.
 */
final class StackBackup {

    private static final String DATABASE = "mongo.zip";
    private static final String OFFSETS = "consumer-offsets.csv";
    private static final String SECRETS = "secrets";

    private final Path folder;
    private final Installation installation;

    StackBackup(Path folder, Installation installation) {
        this.folder = folder.toAbsolutePath().normalize();
        this.installation = installation;
    }

    /**
     * Fills the folder, which must be new or empty, while everything runs. Offsets are read first: what a group has
     * committed by then has taken effect in the database that is copied after.
     *
     * @throws StackFailure.Unrestored where that can't be
     */
    void take(Ports ports) {
        try {
            if (Files.exists(folder) && !Folders.list(folder).isEmpty()) {
                throw new StackFailure.Unrestored(folder + " is not empty; a backup takes a folder of its own");
            }
            ownFolder(folder);
            try (var broker = new KafkaAdmin(ports.kafkaBootstrap())) {
                Files.write(folder.resolve(OFFSETS), new ConsumerOffsets(broker).read());
            }
            copySecrets(installation.folder().resolve(SECRETS), folder.resolve(SECRETS));
            try (var mongo = MongoClients.create(ports.mongoUri(""))) {
                mongo.getDatabase("admin").runCommand(new Document(Backup.COMMAND, 1));
            }
            // last: a folder without it is no backup
            Files.move(installation.data("mongo").resolve(Backup.FILE), folder.resolve(DATABASE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MongoException e) {
            throw new StackFailure.Unrestored("mongo makes no copy: " + e.getMessage());
        }
    }

    /** Starts Kafka alone, takes its consumers back to where they were, forgets what it tells of tokens, and stops it. */
    void rewind(PartProcess kafka, Ports ports, Duration readyLimit, Duration stopGrace) {
        var offsets = offsets();
        try {
            kafka.launch();
            kafka.awaitReady(readyLimit, () -> false);
            try (var broker = new KafkaAdmin(ports.kafkaBootstrap())) {
                new ConsumerOffsets(broker).set(offsets);
                new ToldRevocations(broker).forget();
            }
        } finally {
            kafka.stop(stopGrace);
        }
    }

    private List<String> offsets() {
        try {
            if (!Files.exists(folder.resolve(DATABASE))) {
                throw new StackFailure.Unrestored(folder + " holds no backup");
            }
            return Files.readAllLines(folder.resolve(OFFSETS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts the database in place of what is there, which is kept aside; makes everybody sign in again, because sessions
     * that were ended since are back and tokens of others are good that nobody knows of; and says that what happened before
     * {@code now} may have been told.
     */
    void putBack(Instant now) {
        var data = installation.data("mongo");
        var next = data.resolveSibling("mongo.restored");
        var replaced = data.resolveSibling("mongo.replaced");
        try {
            deleteIfThere(next);
            Files.createDirectories(next);
            Backup.unpack(folder.resolve(DATABASE), next);
            copySecrets(folder.resolve(SECRETS), installation.folder().resolve(SECRETS));
            Files.deleteIfExists(installation.secrets("session-service").resolve(Installation.REFRESH_KEY));
            Files.writeString(installation.restoredAt(), now.toString());
            if (Files.exists(data)) {
                deleteIfThere(replaced);
                Files.move(data, replaced);
            }
            Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackFailure.Unrestored("the backup cannot be put back: " + e.getMessage());
        }
    }

    /** Those that are there stay: they may have been renewed since. */
    private static void copySecrets(Path from, Path to) throws IOException {
        for (var part : Folders.list(from)) {
            var target = to.resolve(part.getFileName());
            ownFolder(target);
            for (var secret : Folders.list(part)) {
                var copy = target.resolve(secret.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(secret, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void ownFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static void deleteIfThere(Path folder) {
        if (Files.exists(folder)) {
            Folders.delete(folder);
        }
    }
}
