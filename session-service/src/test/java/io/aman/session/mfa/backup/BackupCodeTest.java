package io.aman.session.mfa.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupCodeTest {

    private static final BackupCode CODE = new BackupCode(Secret.of("0a1b2c3d4e"));

    @ParameterizedTest
    @ValueSource(
            strings = {"0a1b2-c3d4e", "0A1B2C3D4E", " 0a1b 2c3d 4e ", "oalb2-c3d4e", "0aIb2–c3d4e", "0a1b2\tc3d4e"})
    void caseBlanksAndDashesDoNotMatter(String typed) {
        assertThat(BackupCode.typed(Secret.of(typed))).contains(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a1b2-c3d4", "0a1b2-c3d4e0", "0a1b2-c3d4u", "{\"$ne\":null}", "٠a1b2-c3d4e", "-"})
    void whatIsNoCodeIsNone(String typed) {
        assertThat(BackupCode.typed(Secret.of(typed))).isEmpty();
    }

    @Test
    void whatIsFarTooLongIsNotEvenRead() {
        assertThat(BackupCode.typed(Secret.of(" ".repeat(60) + "0a1b2-c3d4e"))).isEmpty();
    }

    @RepeatedTest(20)
    void whatIsShownIsReadAgain() {
        var code = BackupCode.random();

        assertThat(code.shown()).matches("[0-9a-z]{5}-[0-9a-z]{5}");
        assertThat(BackupCode.typed(Secret.of(code.shown()))).contains(code);
        assertThat(code.toString()).doesNotContain(code.canonical().reveal());
    }

    @Test
    void oneCodeHasAnotherHashWithEveryPerson() {
        var mine = BackupHash.random();

        assertThat(mine.of(CODE))
                .isEqualTo(mine.of(CODE))
                .isNotEqualTo(BackupHash.random().of(CODE));
    }
}
