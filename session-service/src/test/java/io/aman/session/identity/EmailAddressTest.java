package io.aman.session.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @Test
    void oneAddressHasOneForm() {
        assertThat(EmailAddress.of("  Noor@Example.COM ")).isEqualTo(new EmailAddress("noor@example.com"));
        assertThat(EmailAddress.of("re\u0301my@example.com")).isEqualTo(EmailAddress.of("r\u00e9my@example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin@aman.local", "a+b@x.io", "o'neil@example.co.uk", "نور@مثال.الكويت", "a@1.kw"})
    void whatPeopleHaveIsAccepted(String typed) {
        assertThat(EmailAddress.of(typed).value()).isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "noor",
                "noor@",
                "@example.com",
                "noor@example",
                "noor@@example.com",
                "noor@example.com\u0000",
                "noor\r\nBcc: x@example.com",
                "<noor@example.com>",
                "noor@example.com, x@example.com",
                "noor@-example.com",
                "noor@[127.0.0.1]",
                "\ud800@example.com"
            })
    void whatNoMailServerTakesIsRefused(String typed) {
        assertThatExceptionOfType(UnacceptableInput.class).isThrownBy(() -> EmailAddress.of(typed));
    }

    @Test
    void whatIsTooLongIsRefusedWithoutBeingRead() {
        assertThatExceptionOfType(UnacceptableInput.class)
                .isThrownBy(() -> EmailAddress.of("a".repeat(1_000_000) + "@example.com"));
        assertThatExceptionOfType(UnacceptableInput.class)
                .isThrownBy(() -> EmailAddress.of("a@" + "b.".repeat(130) + "com"));
    }
}
