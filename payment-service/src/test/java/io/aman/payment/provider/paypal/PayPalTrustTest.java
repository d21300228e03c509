package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalTrustTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final String SUBJECT = "CN=" + TestAuthority.NAME + ",O=PayPal";

    private final TestAuthority authority = new TestAuthority();

    private boolean trusts(X509Certificate... chain) throws Exception {
        return PayPalTrust.in(TestAuthority.pem(authority.root()))
                .genuine(List.of(chain), NOW)
                .isPresent();
    }

    @Test
    void aCertificateOfPayPalsUnderAKnownRootIsGenuine() throws Exception {
        assertThat(trusts(authority.leaf(SUBJECT))).isTrue();
        assertThat(trusts(authority.leaf(SUBJECT), authority.root())).isTrue();
        assertThat(trusts(authority.leaf("CN=x", "messageverificationcerts.sandbox.paypal.com")))
                .isTrue();
    }

    @Test
    void oneUnderAnotherRootIsNotEvenWithThatRootBeside() throws Exception {
        var other = new TestAuthority();
        assertThat(trusts(other.leaf(SUBJECT))).isFalse();
        assertThat(trusts(other.leaf(SUBJECT), other.root())).isFalse();
        assertThat(PayPalTrust.in(null).genuine(List.of(authority.leaf(SUBJECT)), NOW))
                .isEmpty();
        assertThat(PayPalTrust.in(" ").genuine(List.of(authority.leaf(SUBJECT)), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=paypal.com",
                "CN=www.paypal.com",
                "CN=messageverificationcerts.paypal.com.evil.example",
                "CN=evil.example,O=messageverificationcerts.paypal.com",
                "CN=xmessageverificationcerts.paypal.com",
                "CN=messageverificationcerts.evil.example"
            })
    void oneWithAnotherNameIsNot(String subject) throws Exception {
        assertThat(trusts(authority.leaf(subject))).isFalse();
    }

    @Test
    void oneOutsideItsTimeIsNot() throws Exception {
        assertThat(trusts(authority.leaf(TestAuthority.FROM, NOW.minusSeconds(1))))
                .isFalse();
        assertThat(trusts(authority.leaf(NOW.plus(Duration.ofHours(1)), TestAuthority.UNTIL)))
                .isFalse();
    }

    @Test
    void whatIsToBeTrustedMustBeCertificates() {
        assertThatThrownBy(() -> PayPalTrust.in("nothing")).isInstanceOf(IllegalArgumentException.class);
        assertThat(PayPalTrust.in(null)).isNotNull();
    }
}
