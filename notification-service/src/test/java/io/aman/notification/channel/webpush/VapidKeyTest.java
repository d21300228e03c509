package io.aman.notification.channel.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.Secret;
import java.net.URI;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VapidKeyTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final Secret secret = newSecret();
    private final VapidKey key = VapidKey.of(secret);

    static Secret newSecret() {
        var pair = P256.newPair();
        var number = "%064x".formatted(((ECPrivateKey) pair.getPrivate()).getS());
        var base64 = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(number));
        return Secret.of(P256.base64((ECPublicKey) pair.getPublic()) + "." + base64);
    }

    @Test
    void aPushServiceVerifiesWhoSendsAndForWhere() {
        var header = key.authorization("https://push.example.com", "mailto:ops@example.com", NOW);

        var vapid = Vapid.verified(header);
        assertThat(vapid.key()).isEqualTo(key.publicKey());
        assertThat(vapid.claims().path("aud").asString()).isEqualTo("https://push.example.com");
        assertThat(vapid.claims().path("sub").asString()).isEqualTo("mailto:ops@example.com");
        assertThat(Instant.ofEpochSecond(vapid.claims().path("exp").asLong()))
                .isAfter(NOW)
                .isBeforeOrEqualTo(NOW.plusSeconds(86_400));
    }

    @Test
    void aSignatureIsOfOneTextAlone() {
        var header = key.authorization("https://push.example.com", "mailto:ops@example.com", NOW);
        var other = key.authorization("https://other.example.com", "mailto:ops@example.com", NOW);
        var dot = header.indexOf('.', header.indexOf('.') + 1);
        var mixed = header.substring(0, dot) + other.substring(other.indexOf('.', other.indexOf('.') + 1));

        assertThatThrownBy(() -> Vapid.verified(mixed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void halvesThatDontBelongTogetherStopTheStart() {
        var other = newSecret().reveal();
        var mixed = Secret.of(secret.reveal().split("\\.", 2)[0] + "." + other.split("\\.", 2)[1]);

        assertThatThrownBy(() -> VapidKey.of(mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(other.split("\\.", 2)[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b", "a.b.c", "."})
    void whatIsNoKeyStopsTheStart(String text) {
        assertThatThrownBy(() -> VapidKey.of(Secret.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNewKeyIsOfferedWhileTheOldOneStillSigns() {
        var old = VapidKey.of(newSecret());
        var keys = new VapidKeys(List.of(secret, newSecret()));

        assertThat(keys.offered().publicKey()).isEqualTo(key.publicKey());
        assertThat(keys.find(key.publicKey())).isPresent();
        assertThat(keys.find(old.publicKey())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://Push.Example.com/a/b?c, https://push.example.com",
        "https://push.example.com:443/a, https://push.example.com",
        "https://push.example.com:8443/a, https://push.example.com:8443",
        "http://127.0.0.1:80/a, http://127.0.0.1",
    })
    void anOriginIsSchemeHostAndUnusualPort(URI endpoint, String origin) {
        assertThat(WebPushProvider.origin(endpoint)).isEqualTo(origin);
    }
}
