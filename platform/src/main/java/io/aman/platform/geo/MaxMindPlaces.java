package io.aman.platform.geo;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places from one file in MaxMind's format. */
final class MaxMindPlaces implements Places, Swept {

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

    private final MaxMindFile<Row> file;

    private MaxMindPlaces(MaxMindFile<Row> file) {
        this.file = file;
    }

    /** @throws UncheckedIOException when there is no such file, or it is not in this format */
    static MaxMindPlaces open(Path file, Duration reloadInterval) {
        return new MaxMindPlaces(MaxMindFile.open("aman.geo.city-database", file, Row.class, reloadInterval));
    }

    /** Uses the file's content of now, if it has changed. */
    void reload() {
        file.reload();
    }

    @Override
    public Place of(String address) {
        return file.of(address).map(Row::place).orElse(Place.UNKNOWN);
    }

    @Override
    public SweptWorkers workers() {
        return file.workers();
    }
}
