package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.template.SmsLength.Alphabet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsLengthTest {

    @ParameterizedTest
    @CsvSource({
        "a, 0, GSM_7, 0, 1",
        "a, 160, GSM_7, 160, 1",
        "a, 161, GSM_7, 161, 2",
        "a, 306, GSM_7, 306, 2",
        "a, 307, GSM_7, 307, 3",
        "é, 160, GSM_7, 160, 1",
        "€, 80, GSM_7, 160, 1",
        "€, 81, GSM_7, 162, 2",
        "ç, 70, UCS_2, 70, 1",
        "ا, 70, UCS_2, 70, 1",
        "ا, 71, UCS_2, 71, 2",
        "ا, 134, UCS_2, 134, 2",
        "ا, 135, UCS_2, 135, 3",
        "😀, 35, UCS_2, 70, 1",
        "😀, 36, UCS_2, 72, 2",
        "😀, 66, UCS_2, 132, 2",
        "😀, 67, UCS_2, 134, 3"
    })
    void aTextTakesSoManySegments(String character, int times, Alphabet alphabet, int units, int segments) {
        assertThat(SmsLength.of(character.repeat(times))).isEqualTo(new SmsLength(alphabet, units, segments));
    }

    /** Of 153 septets one is left, where an escape and its character take two. */
    @Test
    void anEscapedCharacterIsNotDivided() {
        assertThat(SmsLength.of("a".repeat(152) + "€" + "a".repeat(151)).segments())
                .isEqualTo(2);
        assertThat(SmsLength.of("a".repeat(152) + "€" + "a".repeat(152)).segments())
                .isEqualTo(3);
        assertThat(SmsLength.of("a".repeat(151) + "€" + "a".repeat(153)).segments())
                .isEqualTo(2);
    }

    @Property(tries = 200)
    void noSegmentHoldsMoreThanItMayAndNoneIsWasted(@ForAll @StringLength(max = 500) String text) {
        var length = SmsLength.of(text);
        var joined = length.alphabet() == Alphabet.GSM_7 ? 153 : 67;
        var alone = length.alphabet() == Alphabet.GSM_7 ? 160 : 70;

        if (length.units() <= alone) {
            assertThat(length.segments()).isEqualTo(1);
        } else {
            assertThat(length.segments())
                    .isBetween((length.units() + joined - 1) / joined, (length.units() + joined - 2) / (joined - 1));
        }
    }

    @Property(tries = 200)
    void whatIsCutFitsAndBeginsAsItDid(
            @ForAll @StringLength(max = 900) String text, @ForAll @IntRange(min = 1, max = 4) int most) {
        var fitted = SmsLength.fit(text, most);

        assertThat(SmsLength.of(fitted).segments()).isLessThanOrEqualTo(most);
        if (SmsLength.of(text).segments() <= most) {
            assertThat(fitted).isEqualTo(text);
        } else {
            assertThat(PlainText.withoutIsolates(text)).startsWith(fitted.substring(0, fitted.length() - 3));
        }
    }
}
