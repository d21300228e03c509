package io.aman.local.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.MVStore;

/** A copy of the whole database as it was between two commands: a zip with the one file. */
public final class Backup {

    /** The command that makes one; the answer is sent when {@link #FILE} lies beside the data. */
    public static final String COMMAND = "amanBackup";

    /** In the data folder; the one before is replaced at once or not at all. */
    public static final String FILE = "backup.zip";

    private Backup() {}

    /**
     * Call while no command runs. The store reads its own open file: whoever else opened and closed that would give up the
     * lock on it, which belongs to the process.
     */
    static void write(MVStore store) {
        var data = Path.of(store.getFileStore().getFileName());
        var next = data.resolveSibling(FILE + ".next");
        try {
            try (var zip = new ZipOutputStream(Files.newOutputStream(next))) {
                zip.setLevel(Deflater.BEST_SPEED);
                store.getFileStore().backup(zip);
            }
            Files.move(next, data.resolveSibling(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a data folder of a backup.
     *
     * @param folder an empty one
     * @throws IOException where the backup is none, or torn
     */
    public static void unpack(Path backup, Path folder) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(backup))) {
            if (zip.getNextEntry() == null) {
                throw new IOException(backup + " is no backup of a database");
            }
            Files.copy(zip, folder.resolve(EmbeddedMongo.FILE));
            while (zip.getNextEntry() != null) { // to the end, so that a torn one is noticed
                zip.closeEntry();
            }
        }
    }
}
