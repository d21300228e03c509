package io.aman.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final String ID = "ntf_0123456789abcdef0123456789abcdef";

    @Property
    void aCursorLeadsBackToItsEntry(@ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis) {
        var cursor = new Cursor(Instant.ofEpochMilli(millis), ID);

        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @Property
    void anythingElseIsRefusedAndNeverBreaks(@ForAll String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(InvalidCursor.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1764079407000",
                "1764079407000." + ID + ".x",
                "-1." + ID,
                "9999999999999999." + ID,
                "1764079407000.{\"$gt\":\"\"}",
                "1764079407000.ntf_0123"
            })
    void aForgedPlaceIsRefused(String place) {
        var text = Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(InvalidCursor.class);
    }
}
