package io.aman.platform.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places from one file in MaxMind's format, held in memory. A file that cannot be read does not replace the one before.
 *
 * @see <a href="https://maxmind.github.io/MaxMind-DB/">MaxMind DB file format</a>
 */
final class MaxMindPlaces implements Places, Swept {

    private static final Logger log = LoggerFactory.getLogger(MaxMindPlaces.class);

    /** Made by the library, through public constructors; what a database does not have is null. */
    public record Names(
            @MaxMindDbParameter(name = "names") @Nullable Map<String, String> names) {

        @MaxMindDbConstructor
        public Names {}

        @Nullable
        String english() {
            return names == null ? null : names.get("en");
        }
    }

    public record Country(
            @MaxMindDbParameter(name = "iso_code") @Nullable String code) {

        @MaxMindDbConstructor
        public Country {}
    }

    public record Location(
            @MaxMindDbParameter(name = "latitude") @Nullable Double latitude,

            @MaxMindDbParameter(name = "longitude") @Nullable
            Double longitude,

            @MaxMindDbParameter(name = "accuracy_radius") @Nullable
            Integer accuracy) {

        @MaxMindDbConstructor
        public Location {}

        Place.@Nullable Point point() {
            return latitude == null || longitude == null || accuracy == null
                    ? null
                    : new Place.Point(latitude, longitude, accuracy);
        }
    }

    public record Row(
            @MaxMindDbParameter(name = "country") @Nullable Country country,
            @MaxMindDbParameter(name = "city") @Nullable Names city,
            @MaxMindDbParameter(name = "location") @Nullable Location location) {

        @MaxMindDbConstructor
        public Row {}

        Place place() {
            return new Place(
                    country == null ? null : country.code,
                    city == null ? null : city.english(),
                    location == null ? null : location.point());
        }
    }

    /** What tells one file from the next under the same name. */
    private record Stamp(long modifiedMillis, long bytes) {

        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
        }
    }

    private record Opened(Reader reader, Stamp stamp) {}

    private final Path file;
    private final SweptWorkers workers;
    private volatile Opened opened;

    private MaxMindPlaces(Path file, Opened opened, Duration reloadInterval) {
        this.file = file;
        this.opened = opened;
        this.workers = new SweptWorkers("places", 1, reloadInterval, this::reload);
    }

    /** @throws UncheckedIOException when there is no such file, or it is not in this format */
    static MaxMindPlaces open(Path file, Duration reloadInterval) {
        try {
            return new MaxMindPlaces(file, read(file), reloadInterval);
        } catch (IOException e) {
            throw new UncheckedIOException("aman.geo.city-database cannot be read", e);
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
                log.info("A new database of places is in use");
            }
        } catch (IOException | RuntimeException e) { // a sweep must not throw
            log.warn("The database of places cannot be read, the one before stays in use: {}", e.toString());
        }
    }

    @Override
    public Place of(String address) {
        try {
            var row = opened.reader.get(InetAddress.ofLiteral(address), Row.class);
            return row == null ? Place.UNKNOWN : row.place();
        } catch (IllegalArgumentException _) {
            return Place.UNKNOWN; // no address in the form of one
        } catch (IOException | RuntimeException e) {
            log.warn("No place can be looked up: {}", e.toString());
            return Place.UNKNOWN;
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
