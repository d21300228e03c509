package io.aman.notification.channel.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.channel.push.Place;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Against the example of RFC 8291, appendix A, and against a receiver of its own. */
class EncryptionTest {

    private static final String UA_PUBLIC =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String UA_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String AS_PUBLIC =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String AS_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
    private static final String TEXT = "When I grow up, I want to be a watermelon";
    private static final String BODY =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vC"
                    + "YLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
                    + "lcy4a-fN";

    @Test
    void theExampleOfTheRfcComesOutByteByByte() {
        var ours = new KeyPair(P256.publicKey(AS_PUBLIC), P256.privateKey(AS_PRIVATE));

        var body = Encryption.encrypt(
                TEXT.getBytes(StandardCharsets.UTF_8), place(UA_PUBLIC, AUTH), ours, Browser.decoded(SALT));

        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body)).isEqualTo(BODY);
    }

    @Test
    void theReceiverOfTheTestsReadsTheExample() throws GeneralSecurityException {
        assertThat(new Browser(UA_PRIVATE, UA_PUBLIC, AUTH).read(Browser.decoded(BODY)))
                .isEqualTo(TEXT);
    }

    @Property(tries = 50)
    void whatIsEncryptedForABrowserItReadsAndNoOtherDoes(@ForAll @StringLength(max = 900) String text) {
        var browser = new Browser();
        var bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);

        var body = Encryption.encrypt(bytes, place(browser.p256dh(), browser.auth()));

        assertThat(browser.read(body).getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
        assertThatThrownBy(() -> new Browser().read(body)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameTextNeverLooksTheSame() {
        var place = place(UA_PUBLIC, AUTH);
        var text = TEXT.getBytes(StandardCharsets.UTF_8);

        assertThat(Encryption.encrypt(text, place)).isNotEqualTo(Encryption.encrypt(text, place));
    }

    @Test
    void theLongestMessageFitsWhatPushServicesTake() {
        var place = place(UA_PUBLIC, AUTH);

        assertThat(Encryption.encrypt(new byte[Encryption.LONGEST], place)).hasSize(4096);
        assertThatThrownBy(() -> Encryption.encrypt(new byte[Encryption.LONGEST + 1], place))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPointBesideTheCurveIsNoKey() {
        var beside = Browser.decoded(UA_PUBLIC);
        beside[64] ^= 1;
        var compressed = Browser.decoded(UA_PUBLIC);
        compressed[0] = 2;

        assertThatThrownBy(() -> P256.publicKey(beside)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.publicKey(compressed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.publicKey(new byte[65])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.publicKey("not base64")).isInstanceOf(IllegalArgumentException.class);
        assertThat(P256.base64(P256.publicKey(UA_PUBLIC))).isEqualTo(UA_PUBLIC);
    }

    private static Place.Browser place(String p256dh, String auth) {
        return new Place.Browser(URI.create("https://push.example.com/x"), p256dh, auth, AS_PUBLIC);
    }
}
