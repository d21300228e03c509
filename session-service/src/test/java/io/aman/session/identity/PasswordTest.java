package io.aman.session.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aman.platform.Secret;
import org.junit.jupiter.api.Test;

class PasswordTest {

    private static Password chosen(String text) {
        return Password.chosen(Secret.of(text));
    }

    private static Password typed(String text) {
        return Password.typed(Secret.of(text));
    }

    @Test
    void lengthIsCountedInCodePoints() {
        assertThat(chosen("\ud83d\udd11".repeat(12)).reveal()).hasSize(24);
        assertThatExceptionOfType(UnacceptableInput.class).isThrownBy(() -> chosen("\ud83d\udd11".repeat(11)));
        assertThat(chosen("\ud83d\udd11".repeat(128)).reveal()).hasSize(256);
        assertThatExceptionOfType(UnacceptableInput.class).isThrownBy(() -> chosen("\ud83d\udd11".repeat(129)));
    }

    @Test
    void composedAndDecomposedLettersAreOnePassword() {
        assertThat(chosen("cafe\u0301 cafe\u0301 cafe\u0301").reveal()).isEqualTo("caf\u00e9 caf\u00e9 caf\u00e9");
    }

    @Test
    void aShortOneIsMerelyWrong() {
        assertThat(typed("short").reveal()).isEqualTo("short");
        assertThatExceptionOfType(UnacceptableInput.class).isThrownBy(() -> chosen("short"));
    }

    @Test
    void whatNobodyCanTypeIsRefused() {
        assertThatExceptionOfType(UnacceptableInput.class).isThrownBy(() -> typed("correct horse\u0000 battery"));
        assertThatExceptionOfType(UnacceptableInput.class).isThrownBy(() -> typed("correct horse \ud800 battery"));
        assertThatExceptionOfType(UnacceptableInput.class).isThrownBy(() -> typed("x".repeat(1_000_000)));
    }

    @Test
    void itIsNeverPrinted() {
        assertThat(chosen("correct horse battery")).hasToString("***");
        assertThat(new NewUser(EmailAddress.of("noor@example.com"), chosen("correct horse battery"), "Noor", "ar")
                        .toString())
                .doesNotContain("horse");
    }
}
