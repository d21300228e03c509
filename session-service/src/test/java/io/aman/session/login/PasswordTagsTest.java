package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import io.aman.session.identity.Password;
import io.aman.session.token.TestServiceToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PasswordTagsTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final PasswordTags tags = new PasswordTags(TestServiceToken.hash());

    @Test
    void theSamePasswordHasTheSameTagForADayAndNoMoreThanTwentyBitsOfIt() {
        var tag = tags.of(password("Winter2026!"), NOON);

        assertThat(tag).matches("[0-9a-f]{5}");
        assertThat(tags.of(password("Winter2026!"), NOON.plus(Duration.ofHours(11))))
                .isEqualTo(tag);
        assertThat(tags.of(password("Winter2026!"), NOON.plus(Duration.ofHours(12))))
                .isNotEqualTo(tag);
        assertThat(tags.of(password("Winter2027!"), NOON)).isNotEqualTo(tag);
    }

    private static Password password(String text) {
        return Password.typed(Secret.of(text));
    }
}
