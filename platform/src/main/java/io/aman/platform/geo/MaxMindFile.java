package io.aman.platform.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file in MaxMind's format, held in memory. A file that cannot be read does not replace the one before.
 *
 * @see <a href="https://maxmind.github.io/MaxMind-DB/">MaxMind DB file format</a>
 */
final class MaxMindFile<R> implements Swept {

    private static final Logger log = LoggerFactory.getLogger(MaxMindFile.class);

    /** What tells one file from the next under the same name. */
    private record Stamp(long modifiedMillis, long bytes) {

        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
        }
    }

    private record Opened(Reader reader, Stamp stamp) {}

    private final Path file;
    private final Class<R> row;
    private final SweptWorkers workers;
    private volatile Opened opened;

    private MaxMindFile(Path file, Class<R> row, Opened opened, Duration reloadInterval) {
        this.file = file;
        this.row = row;
        this.opened = opened;
        this.workers = new SweptWorkers("places", 1, reloadInterval, this::reload);
    }

    /**
     * @param property names the file in the message
     * @param row made by the library, through public constructors
     * @throws UncheckedIOException when there is no such file, or it is not in this format
     */
    static <R> MaxMindFile<R> open(String property, Path file, Class<R> row, Duration reloadInterval) {
        try {
            return new MaxMindFile<>(file, row, read(file), reloadInterval);
        } catch (IOException e) {
            throw new UncheckedIOException(property + " cannot be read", e);
        }
    }

    private static Opened read(Path file) throws IOException {
        var stamp = Stamp.of(file);
        try (var bytes = Files.newInputStream(file)) {
            return new Opened(new Reader(bytes, new CHMCache()), stamp);
        }
    }

    /** Uses the file's content of now, if it has changed. */
    void reload() {
        try {
            if (!Stamp.of(file).equals(opened.stamp)) {
                opened = read(file);
                log.info("A new database is in use: {}", file.getFileName());
            }
        } catch (IOException | RuntimeException e) { // a sweep must not throw
            log.warn("{} cannot be read, the one before stays in use: {}", file.getFileName(), e.toString());
        }
    }

    /** What it says of the address; empty where it says nothing, or where it is no address. Never fails. */
    Optional<R> of(String address) {
        try {
            return Optional.ofNullable(opened.reader.get(InetAddress.ofLiteral(address), row));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no address in the form of one
        } catch (IOException | RuntimeException e) {
            log.warn("{} cannot be asked: {}", file.getFileName(), e.toString());
            return Optional.empty();
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
