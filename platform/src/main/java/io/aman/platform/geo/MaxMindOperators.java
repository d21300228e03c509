package io.aman.platform.geo;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Autonomous systems from one file in MaxMind's format.
 *
 * @see <a href="https://dev.maxmind.com/geoip/docs/databases/asn/">GeoIP ASN databases</a>
 */
final class MaxMindOperators implements Operators, Swept {

    /** Made by the library, through a public constructor; what a database does not have is null. */
    public record Row(
            @MaxMindDbParameter(name = "autonomous_system_number") @Nullable
            Long number) {

        @MaxMindDbConstructor
        public Row {}
    }

    private final MaxMindFile<Row> file;

    private MaxMindOperators(MaxMindFile<Row> file) {
        this.file = file;
    }

    /** @throws UncheckedIOException when there is no such file, or it is not in this format */
    static MaxMindOperators open(Path file, Duration reloadInterval) {
        return new MaxMindOperators(MaxMindFile.open("aman.geo.operator-database", file, Row.class, reloadInterval));
    }

    @Override
    public @Nullable Long of(String address) {
        return file.of(address).map(Row::number).orElse(null);
    }

    @Override
    public SweptWorkers workers() {
        return file.workers();
    }
}
