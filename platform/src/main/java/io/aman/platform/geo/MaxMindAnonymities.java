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
 * Anonymisers and data centres from one file in MaxMind's format: GeoIP2 Anonymous IP, or Anonymous Plus.
 *
 * @see <a href="https://dev.maxmind.com/geoip/docs/databases/anonymous-ip/">GeoIP Anonymous IP databases</a>
 */
final class MaxMindAnonymities implements Anonymities, Swept {

    /** Made by the library, through public constructors; what a database does not have is null. */
    public record Row(
            @MaxMindDbParameter(name = "is_anonymous_vpn") @Nullable
            Boolean vpn,

            @MaxMindDbParameter(name = "is_public_proxy") @Nullable
            Boolean publicProxy,

            @MaxMindDbParameter(name = "is_residential_proxy") @Nullable
            Boolean residentialProxy,

            @MaxMindDbParameter(name = "is_hosting_provider") @Nullable
            Boolean hosting,

            @MaxMindDbParameter(name = "is_tor_exit_node") @Nullable
            Boolean torExit) {

        @MaxMindDbConstructor
        public Row {}

        Anonymity anonymity() {
            var isProxy = Boolean.TRUE.equals(publicProxy) || Boolean.TRUE.equals(residentialProxy);
            return new Anonymity(
                    Boolean.TRUE.equals(vpn) || isProxy, Boolean.TRUE.equals(hosting), Boolean.TRUE.equals(torExit));
        }
    }

    private final MaxMindFile<Row> file;

    private MaxMindAnonymities(MaxMindFile<Row> file) {
        this.file = file;
    }

    /** @throws UncheckedIOException when there is no such file, or it is not in this format */
    static MaxMindAnonymities open(Path file, Duration reloadInterval) {
        return new MaxMindAnonymities(MaxMindFile.open("aman.geo.anonymous-database", file, Row.class, reloadInterval));
    }

    @Override
    public Anonymity of(String address) {
        return file.of(address).map(Row::anonymity).orElse(Anonymity.NONE);
    }

    @Override
    public SweptWorkers workers() {
        return file.workers();
    }
}
