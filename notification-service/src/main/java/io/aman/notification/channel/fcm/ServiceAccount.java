package io.aman.notification.channel.fcm;

import io.aman.platform.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who sends, and the key that proves it.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account#httprest">OAuth 2.0 for
 *     server-to-server applications</a>, read 2026-11
 */
final class ServiceAccount {

    static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String RS256 = "SHA256withRSA";
    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"RS256\"}";
    private static final JsonMapper JSON = new JsonMapper();

    private final String projectId;
    private final String email;
    private final URI tokenUrl;
    private final PrivateKey key;

    private ServiceAccount(String projectId, String email, URI tokenUrl, PrivateKey key) {
        this.projectId = projectId;
        this.email = email;
        this.tokenUrl = tokenUrl;
        this.key = key;
    }

    /** @throws IllegalArgumentException when it is none; nothing of it is quoted */
    static ServiceAccount of(Secret file) {
        try {
            var json = JSON.readTree(file.reveal());
            return new ServiceAccount(
                    text(json, "project_id"),
                    text(json, "client_email"),
                    URI.create(text(json, "token_uri")),
                    key(text(json, "private_key")));
        } catch (JacksonException _) { // it quotes what it has read
            throw new IllegalArgumentException("notification.push.fcm.service-account is no JSON");
        }
    }

    private static String text(JsonNode json, String field) {
        var text = json.path(field).asString("");
        if (text.isBlank()) {
            throw new IllegalArgumentException("notification.push.fcm.service-account has no " + field);
        }
        return text;
    }

    private static PrivateKey key(String pem) {
        try {
            var bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IllegalArgumentException("private_key of notification.push.fcm.service-account is none");
        }
    }

    String projectId() {
        return projectId;
    }

    URI tokenUrl() {
        return tokenUrl;
    }

    /** What is changed for an access token at {@code audience}. */
    String assertion(URI audience, Instant now) {
        var claims = Map.of(
                "iss", email,
                "scope", SCOPE,
                "aud", audience.toString(),
                "iat", now.getEpochSecond(),
                "exp", now.plus(LIFETIME).getEpochSecond());
        var text = base64(HEADER.getBytes(StandardCharsets.US_ASCII)) + "." + base64(JSON.writeValueAsBytes(claims));
        try {
            var signer = Signature.getInstance(RS256);
            signer.initSign(key);
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + RS256, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
