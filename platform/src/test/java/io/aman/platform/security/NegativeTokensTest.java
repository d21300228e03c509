package io.aman.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import io.aman.testing.MutableClock;
import io.aman.testing.TestToken;
import io.aman.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every case of {@code jwt/negative-cases.json}. */
class NegativeTokensTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode CASES = read();

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final AccessTokenVerifier verifier =
            new AccessTokenVerifier(TestTokens.keys(), TestTokens.ISSUER, TestTokens.AUDIENCE, clock);

    @TestFactory
    Stream<DynamicTest> headers() {
        return CASES.get("headers")
                .valueStream()
                .map(one -> DynamicTest.dynamicTest(one.get("header").toString(), () -> {
                    assertThat(one.get("expect").asInt()).isEqualTo(401);
                    for (var token : withHeader(one)) {
                        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(InvalidToken.class);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> claims() {
        return CASES.get("claims")
                .valueStream()
                .filter(one -> one.has("claims_patch"))
                .map(one -> DynamicTest.dynamicTest(one.get("claims_patch").toString(), () -> {
                    var token = withClaims(one.get("claims_patch"));
                    switch (one.get("expect").asInt()) {
                        case 401 ->
                            assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(InvalidToken.class);
                        case 403 ->
                            assertThat(verifier.verify(token).permissions()).isEmpty();
                        default -> throw new IllegalStateException("an expectation nobody checks: " + one);
                    }
                }));
    }

    @Test
    void claimsThatWereEditedAreRefusedWithTheOldSignature() {
        var signed = token().permissions("payment.view").sign();
        var signature = signed.substring(signed.lastIndexOf('.') + 1);

        assertThatThrownBy(() -> verifier.verify(token().permissions("ALL").withSignature(signature)))
                .isInstanceOf(InvalidToken.class);
    }

    /** The one case in prose: whatever passes in another spelling is still the same session. */
    @Test
    void anotherSpellingOfTheSameTokenIsRefusedOrTheSameSession() {
        var token = token().sign();
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var spellings = Stream.concat(
                Stream.of(token + "=", token + "==", token.replaceFirst("\\.", "=.")),
                alphabet.chars().mapToObj(last -> token.substring(0, token.length() - 1) + (char) last));

        assertThat(spellings).allSatisfy(spelling -> {
            try {
                assertThat(verifier.verify(spelling).sessionId()).isEqualTo("ses_of_usr_1");
            } catch (InvalidToken _) {
                // as good
            }
        });
    }

    private List<String> withHeader(JsonNode one) throws Exception {
        var token = token().header("kid", null);
        for (var parameter : one.get("header").properties()) {
            var value = parameter.getValue();
            var current = value.isString() && value.asString().startsWith("<current");
            token.header(parameter.getKey(), current ? "test-key" : JSON.treeToValue(value, Object.class));
        }
        var signature = one.path("sig").asString("valid");
        if (signature.isEmpty()) {
            return List.of(token.withSignature(""));
        }
        return signature.startsWith("HMAC") ? confused(token) : List.of(token.sign());
    }

    /** Signed with every form of the public key that somebody could take for a shared secret. */
    private static List<String> confused(TestToken token) throws Exception {
        var key = TestTokens.jwks().getKeys().getFirst().toRSAKey();
        var der = key.toRSAPublicKey().getEncoded();
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        return List.of(
                hmac(token, der),
                hmac(token, pem.getBytes(StandardCharsets.US_ASCII)),
                hmac(token, key.toJSONString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String hmac(TestToken token, byte[] key) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var signature = mac.doFinal(token.signingInput().getBytes(StandardCharsets.US_ASCII));
        return token.withSignature(Base64URL.encode(signature).toString());
    }

    private String withClaims(JsonNode patch) {
        var token = token();
        for (var claim : patch.properties()) {
            token.claim(claim.getKey(), value(claim.getValue()));
        }
        return token.sign();
    }

    private Object value(JsonNode value) {
        if (value.isString() && value.asString().startsWith("now")) {
            return clock.instant().getEpochSecond()
                    + Long.parseLong(value.asString().substring(3));
        }
        return JSON.treeToValue(value, Object.class);
    }

    private TestToken token() {
        return TestTokens.token("usr_1").issuedAt(clock.instant());
    }

    private static JsonNode read() {
        return JSON.readTree(NegativeTokensTest.class.getResourceAsStream("/jwt/negative-cases.json"));
    }
}
