package io.aman.notification.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors of twilio-java's {@code RequestValidatorTest} (commit 179bd9c6). */
class TwilioSignatureTest {

    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final String FORM =
            "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309&From=%2B14158675309";
    private static final String SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    private static final byte[] JSON = "{\"property\": \"value\", \"boolean\": true}".getBytes(StandardCharsets.UTF_8);
    private static final String HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private final TwilioSignature signature = new TwilioSignature(List.of(Secret.of("other"), Secret.of("12345")));

    @Test
    void theFieldsCountInOrderWhateverTheirOrderInTheForm() {
        assertThat(signature.isValid(URL, TwilioWire.form(FORM), SIGNATURE)).isTrue();
    }

    @Test
    void thePortMayBeNamedOnTheWayOrNot() {
        assertThat(signature.isValid(
                        "https://mycompany.com:443/myapp.php?foo=1&bar=2", TwilioWire.form(FORM), SIGNATURE))
                .isTrue();
        assertThat(signature.isValid(
                        "https://mycompany.com/myapp.php?foo=1&bar=2",
                        TwilioWire.form(FORM),
                        "kvajT1Ptam85bY51eRf/AJRuM3w="))
                .as("signed with the port")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "?foo=1&bar=2&bodySHA256=" + HASH + ", a9nBmqA0ju/hNViExpshrM61xv4=",
        "?bodySHA256=" + HASH + ",             y77kIzt2vzLz71DgmJGsen2scGs=",
    })
    void aBodyThatIsNoFormIsSignedByItsHash(String query, String expected) {
        assertThat(signature.isValid("https://mycompany.com/myapp.php" + query, JSON, expected))
                .isTrue();
        assertThat(signature.isValid("https://mycompany.com/myapp.php" + query, new byte[] {1}, expected))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "not base64", "RSOYDt4T1cUTdK1PDd93/VVr8B8"})
    void anotherSignatureIsNone(String given) {
        assertThat(signature.isValid(URL, TwilioWire.form(FORM), given)).isFalse();
    }

    @Test
    void anotherAddressFieldOrTokenIsNotSigned() {
        assertThat(signature.isValid(URL.replace("bar=2", "bar=3"), TwilioWire.form(FORM), SIGNATURE))
                .isFalse();
        assertThat(signature.isValid(URL, TwilioWire.form(FORM.replace("1234&", "1235&")), SIGNATURE))
                .isFalse();
        assertThat(signature.isValid(URL, TwilioWire.form(FORM + "&More=1"), SIGNATURE))
                .isFalse();
        assertThat(new TwilioSignature(List.of(Secret.of("54321"))).isValid(URL, TwilioWire.form(FORM), SIGNATURE))
                .isFalse();
        assertThat(signature.isValid(URL, JSON, SIGNATURE)).as("no hash").isFalse();
    }
}
