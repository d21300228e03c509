package io.aman.session.mfa.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aman.platform.Secret;
import io.aman.session.identity.UnacceptableInput;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @CsvSource({
        "+4915123456789, +4915123456789, +49 … 89",
        "+49 (0)1512 3456789, +4915123456789, +49 … 89",
        "+965 5001 2345, +96550012345, +965 … 45",
        "+1 650-253-0000, +16502530000, +1 … 00"
    })
    void aMobileNumberHasOneForm(String typed, String e164, String shown) {
        var number = PhoneNumber.of(Secret.of(typed), Set.of());

        assertThat(number.e164().reveal()).isEqualTo(e164);
        assertThat(number.shown()).isEqualTo(shown);
        assertThat(number.toString()).doesNotContain(e164);
    }

    /** No country's code, too short, a landline, a premium rate, a freephone number, no number. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01512 3456789",
                "+49151",
                "+4930901820",
                "+499001234567",
                "+498001234567",
                "+15",
                "12",
                "noor",
                "+999123456789",
                "+4915123456789;ext=5;sms=+1900",
                "+49151234567890123456789012345678"
            })
    void whatTakesNoCodeIsRefused(String typed) {
        assertThatExceptionOfType(UnacceptableInput.class)
                .isThrownBy(() -> PhoneNumber.of(Secret.of(typed), Set.of()))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("number"))
                .withMessageNotContaining(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KW", "SA"})
    void anotherCountryIsRefusedWhereOnlySomeAreTaken(String region) {
        assertThatExceptionOfType(UnacceptableInput.class)
                .isThrownBy(() -> PhoneNumber.of(Secret.of("+4915123456789"), Set.of(region)));
    }
}
