package io.aman.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.preference.UnsubscribeLinks.Subject;
import io.aman.notification.template.Category;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeLinksTest {

    private static final Secret OLD = Secret.of("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
    private static final Secret NEW = Secret.of("AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=");
    private static final Subject SUBJECT = new Subject("usr_1", Category.PAYMENTS, Medium.EMAIL);

    private final UnsubscribeLinks links = links("https://pay.example.com/aman/", OLD);

    @Test
    void aLinkSaysNothingAndOpensToWhatItIsAbout() {
        var link = links.link("usr_1", Category.PAYMENTS, Medium.EMAIL).orElseThrow();

        assertThat(link)
                .startsWith("https://pay.example.com/aman/api/notifications/unsubscribe?t=")
                .doesNotContain("usr_1", "payments");
        assertThat(URI.create(link)).isNotNull();
        assertThat(links.open(token(link))).isEqualTo(SUBJECT);
    }

    @Test
    void thereIsNoLinkForWhatNobodySwitchesOff() {
        assertThat(links.link("usr_1", Category.SECURITY, Medium.EMAIL)).isEmpty();
        assertThat(links.link("usr_1", Category.SECURITY, Medium.SMS)).isPresent();
    }

    @Test
    void aLinkOutlivesANewKeyAndNotTheEndOfItsOwn() {
        var link = links.link("usr_1", Category.PAYMENTS, Medium.EMAIL).orElseThrow();

        assertThat(links("https://pay.example.com", NEW, OLD).open(token(link))).isEqualTo(SUBJECT);
        assertThatThrownBy(() -> links("https://pay.example.com", NEW).open(token(link)))
                .isInstanceOf(PreferenceError.LinkInvalid.class);
    }

    @Test
    void whatWasSealedForAnotherUseIsNoLink() {
        var facts = Map.of("u", "usr_1", "c", "payments", "m", "EMAIL");
        var other = Secret.of(new Sealed(List.of(OLD)).seal(facts, "delivery/dlv_1"));

        assertThatThrownBy(() -> links.open(other)).isInstanceOf(PreferenceError.LinkInvalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "a.b", "usr_1.payments.EMAIL", "%00"})
    void whatWeDidNotMakeIsNoLink(String made) {
        assertThatThrownBy(() -> links.open(Secret.of(made))).isInstanceOf(PreferenceError.LinkInvalid.class);
    }

    @Test
    void aLinkThatWasChangedAnywhereIsNone() {
        var token = token(links.link("usr_1", Category.PAYMENTS, Medium.EMAIL).orElseThrow())
                .reveal();

        for (var i = 0; i < token.length() - 1; i++) { // the last character has bits that mean nothing
            var other = token.charAt(i) == 'A' ? 'B' : 'A';
            var changed = Secret.of(token.substring(0, i) + other + token.substring(i + 1));
            assertThatThrownBy(() -> links.open(changed)).isInstanceOf(PreferenceError.LinkInvalid.class);
        }
    }

    private static Secret token(String link) {
        return Secret.of(link.substring(link.indexOf("?t=") + 3));
    }

    private static UnsubscribeLinks links(String url, Secret... keys) {
        return new UnsubscribeLinks(new Sealed(List.of(keys)), new PublicUrl(URI.create(url)));
    }
}
