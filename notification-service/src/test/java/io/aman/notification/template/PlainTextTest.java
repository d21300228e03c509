package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Property
    void whateverWasWrittenBecomesOneShortLineWithoutControls(@ForAll String written) {
        var line = PlainText.line(written);

        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(120);
        assertThat(line.codePoints()).noneMatch(PlainTextTest::isControl);
        assertThat(PlainText.line(line)).isEqualTo(line);
    }

    @Test
    void aLineOfControlsOnlyIsEmpty() {
        assertThat(PlainText.line("\u202E\u2067\r\n\t\u0000")).isEmpty();
    }

    @Test
    void joinersStayForTheyShapeLetters() {
        assertThat(PlainText.line("می\u200Cخواهم 👩\u200D💻")).isEqualTo("می\u200Cخواهم 👩\u200D💻");
    }

    @Test
    void aLongLineIsCutBetweenCharacters() {
        assertThat(PlainText.line("💳".repeat(500))).isEqualTo("💳".repeat(119) + "…");
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0xD800 && c <= 0xDFFF);
    }
}
