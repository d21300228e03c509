package io.aman.payment.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Ids;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds of every body that comes in. */
class CardNumberLawsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SEPARATORS = List.of("", "", "", " ", "-", "\u00a0", "\u2010", "\t");
    private static final List<String> AROUND =
            List.of("", "card: ", "pm_", "\u0628\u0637\u0627\u0642\u0629 ", "(", " . ");

    /** Digits with the check digit that ISO/IEC 7812-1 asks for, reckoned by hand and not by what is tested. */
    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings().numeric().ofMinLength(12).ofMaxLength(18).map(CardNumberLawsTest::checked);
    }

    private static String checked(String body) {
        var sum = 0;
        for (int fromRight = 0; fromRight < body.length(); fromRight++) {
            var digit = body.charAt(body.length() - 1 - fromRight) - '0';
            sum += fromRight % 2 == 0 ? List.of(0, 2, 4, 6, 8, 1, 3, 5, 7, 9).get(digit) : digit;
        }
        return body + (10 - sum % 10) % 10;
    }

    @Provide
    Arbitrary<String> written() {
        return Combinators.combine(
                        numbers(),
                        Arbitraries.of(SEPARATORS).list().ofSize(18),
                        Arbitraries.of(AROUND),
                        Arbitraries.of(AROUND))
                .as((number, separators, before, after) -> before
                        + IntStream.range(0, number.length())
                                .mapToObj(
                                        i -> i == 0 ? "" + number.charAt(i) : separators.get(i - 1) + number.charAt(i))
                                .collect(Collectors.joining())
                        + after);
    }

    /** Puts a value somewhere into a tree of harmless ones. */
    @Provide
    Arbitrary<Wrapping> places() {
        return Arbitraries.of("field", "element", "name").list().ofMaxSize(6).map(Wrapping::new);
    }

    record Wrapping(List<String> steps) {

        JsonNode around(JsonNode inner) {
            var node = inner;
            for (var step : steps) {
                var outer = node;
                node = switch (step) {
                    case "field" -> JSON.createObjectNode().put("before", "x").set("reference", outer);
                    case "element" -> JSON.createArrayNode().add(12).add(outer).addNull();
                    default ->
                        outer.isString()
                                ? JSON.createObjectNode().put(outer.asString(), true)
                                : JSON.createObjectNode().set("unknown", outer);
                };
            }
            return node;
        }
    }

    private static boolean isRefused(JsonNode body) {
        return JsonCardNumbers.find(JSON.createParser(body.toString())).isPresent();
    }

    @Property
    void aNumberIsFoundHoweverItIsWrittenAndWhereverItStands(
            @ForAll @From("written") String text, @ForAll @From("places") Wrapping place) {
        assertThat(isRefused(place.around(JSON.getNodeFactory().stringNode(text))))
                .isTrue();
    }

    @Property
    void aNumberIsFoundAsAJsonNumberToo(
            @ForAll @From("numbers") String number, @ForAll @From("places") Wrapping place) {
        var integer = new BigInteger(number);
        if (integer.toString().length() == number.length()) { // JSON knows no leading zeros
            assertThat(isRefused(place.around(JSON.getNodeFactory().numberNode(integer))))
                    .isTrue();
        }
    }

    @Property
    void aNumberIsFoundBesideTheOtherFiguresOfACard(@ForAll @From("numbers") String number) {
        var groups = number.replaceAll("(?<=\\G.{4})(?=.{4})", " ");
        for (var text : List.of(groups + " 123", groups + " 12/28", "123 " + groups, groups + " " + groups)) {
            assertThat(CardNumbers.isIn(text)).as(text).isTrue();
        }
    }

    @Property
    void ourIdsAreNoCardNumbers(@ForAll long seed, @ForAll @From("places") Wrapping place) {
        var derived = Ids.derived("", Long.toString(seed));
        var uuid = UUID.nameUUIDFromBytes(Long.toString(seed).getBytes(StandardCharsets.UTF_8));
        for (var text : List.of(
                "pay_" + derived,
                "pmt_" + derived,
                derived,
                uuid.toString(),
                "usr_" + uuid,
                "for pay_" + derived + ", " + uuid)) {
            assertThat(isRefused(place.around(JSON.getNodeFactory().stringNode(text))))
                    .as(text)
                    .isFalse();
        }
    }

    @Property
    void amountsAndTimesAreNoCardNumbers(
            @ForAll long amountMinor, @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second) {
        var body = Map.of(
                "amountMinor", amountMinor,
                "lines", List.of(Map.of("unitAmountMinor", amountMinor)),
                "dueOn", LocalDate.ofEpochDay(second / 86_400).toString(),
                "note", Instant.ofEpochSecond(second).toString(),
                "period", LocalDate.ofEpochDay(second / 86_400) + " - " + LocalDate.ofEpochDay(second / 86_399));
        assertThat(isRefused(JSON.valueToTree(body))).isFalse();
    }
}
