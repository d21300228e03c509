package io.aman.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ChartTest {

    private static final Instant FROM = Instant.ofEpochSecond(1_000);
    private static final Instant TO = Instant.ofEpochSecond(1_900);

    @Test
    void aLineGoesFromTheFirstToTheLastValueOfWhatPrometheusAnswered() {
        var answer = new JsonMapper().readTree("""
                {"status": "success", "data": {"result": [
                  {"metric": {"provider": "stripe", "__name__": "x"}, "values": [[1000, "0"], [1450, "NaN"], [1900, "4"]]}]}}
                """);
        var series = Series.of(answer, "by {{ provider }}{{absent}}");

        assertThat(series).singleElement().satisfies(line -> {
            assertThat(line.name()).isEqualTo("by stripe");
            assertThat(line.points()).hasSize(2);
        });
        assertThat(new Chart(series, "reqps", FROM, TO).html())
                .contains("points=\"52.0,152.0 440.0,8.0\"", "by stripe <b>4/s</b>", ">2/s</text>");
    }

    @Test
    void whatOthersNamedIsTextAndNothingElse() {
        var series = List.of(new Series("<script>alert('$1')</script>", List.of(new Series.Point(1_000, 1))));

        assertThat(new Chart(series, "short", FROM, TO).html())
                .contains("&lt;script&gt;alert('$1')")
                .doesNotContain("<script");
    }

    @Test
    void aLabelIsTakenAsItIsWhateverItsValueMeansElsewhere() {
        var answer = new JsonMapper().readTree("""
                {"data": {"result": [{"metric": {"reason": "$1 \\\\0"}, "values": [[1000, "1"]]}]}}
                """);

        assertThat(Series.of(answer, "for {{reason}}"))
                .singleElement()
                .extracting(Series::name)
                .isEqualTo("for $1 \\0");
    }

    @Test
    void whatIsBelowNothingAndWhatHasNoColourOfItsOwnIsDrawnAllTheSame() {
        var lines = IntStream.range(0, 20)
                .mapToObj(i -> new Series("line " + i, List.of(new Series.Point(1_000, i == 0 ? -5 : i))))
                .toList();

        assertThat(new Chart(lines, "short", FROM, TO).html())
                .contains("points=\"52.0,152.0\"", "<b>-5</b>", "line 19 <b>19</b>");
    }

    @ParameterizedTest
    @CsvSource({"0,60", "30,60", "300,300", "900,900", "7200,900"})
    void aPageShowsAsMuchAsThereCanBeAMinuteAtLeastAndAQuarterOfAnHourAtMost(int served, int shown) {
        var now = Instant.ofEpochSecond(100_000);

        assertThat(DashboardPages.from(now.minusSeconds(served), now)).isEqualTo(now.minusSeconds(shown));
    }

    @Test
    void aPanelWithoutDataSaysSo() {
        assertThat(new Chart(List.of(), "s", FROM, TO).html()).contains("no data");
    }

    @Test
    void everyDashboardOfTheCheckoutCanBeShown() {
        var all = Dashboard.all(Path.of("..").toAbsolutePath().normalize());

        assertThat(all)
                .hasSizeGreaterThan(4)
                .allSatisfy(dashboard -> assertThat(dashboard.panels())
                        .isNotEmpty()
                        .allSatisfy(panel -> assertThat(panel.queries()).isNotEmpty()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.25,percentunit,25 %",
        "0.0123,s,12.3 ms",
        "61,s,61 s",
        "1234,short,1.23 k",
        "2500000,short,2.50 M",
        "0.5,reqps,0.50/s",
        "12,d,12 days",
        "NaN,s,–"
    })
    void aNumberIsWrittenInItsUnit(double value, String unit, String text) {
        assertThat(Unit.text(value, unit)).isEqualTo(text);
    }
}
