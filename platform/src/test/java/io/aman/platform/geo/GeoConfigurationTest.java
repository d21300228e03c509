package io.aman.platform.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GeoConfigurationTest {

    private static final Path FILES = Path.of("src/test/resources/geoip");
    private static final String LONDON = "81.2.69.142";

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(GeoConfiguration.class));

    @TempDir
    Path folder;

    @Test
    void withoutDatabasesNothingIsKnown() {
        context.run(started -> {
            assertThat(started.getBean(Places.class).of(LONDON)).isEqualTo(Place.UNKNOWN);
            assertThat(started.getBean(Anonymities.class).of(LONDON)).isEqualTo(Anonymity.NONE);
            assertThat(started.getBean(Operators.class).of(LONDON)).isNull();
        });
    }

    @Test
    void aDatabaseThatIsPutInThePlaceOfAnotherIsUsedWithoutARestart() throws Exception {
        var file = folder.resolve("places.mmdb");
        Files.copy(FILES.resolve("GeoLite2-City-Test.mmdb"), file);
        context.withPropertyValues("aman.geo.city-database=" + file, "aman.geo.reload-interval=1s")
                .run(started -> {
                    var places = started.getBean(Places.class);
                    assertThat(places.of(LONDON).city()).isEqualTo("London");

                    var next = Files.copy(FILES.resolve("GeoLite2-Country-Test.mmdb"), folder.resolve("next.mmdb"));
                    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

                    await().until(() -> places.of(LONDON).equals(new Place("GB", null, null)));
                });
    }
}
