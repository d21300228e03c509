package io.aman.local.sandbox.fcm;

import io.aman.local.sandbox.provider.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The service account that may send, as the JSON file that Google's console gives. */
public final class FcmAccount {

    private static final int KEY_BITS = 2048;
    private static final int LINE = 64;
    private static final String PROJECT = "aman-sandbox";

    private final String projectId;
    private final String email;
    private final PrivateKey key;

    private FcmAccount(String projectId, String email, PrivateKey key) {
        this.projectId = projectId;
        this.email = email;
        this.key = key;
    }

    /** One with a new key. */
    public static FcmAccount make() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return new FcmAccount(
                    PROJECT,
                    "sender@%s.iam.gserviceaccount.com".formatted(PROJECT),
                    generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** @throws IllegalArgumentException when it is no such file */
    public static FcmAccount of(String json) {
        var file = Json.parse(json).orElseThrow(() -> new IllegalArgumentException("no JSON object"));
        var pem = file.path("private_key").asString("").replaceAll("-----[A-Z ]+-----", "");
        try {
            var key = KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
            return new FcmAccount(
                    file.path("project_id").asString(PROJECT),
                    file.path("client_email").asString(""),
                    key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("without a private key", e);
        }
    }

    public String json() {
        var encoder = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return Json.object()
                .put("type", "service_account")
                .put("project_id", projectId)
                .put(
                        "private_key",
                        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                                .formatted(encoder.encodeToString(key.getEncoded())))
                .put("client_email", email)
                .put("token_uri", "https://oauth2.googleapis.com/token")
                .toString();
    }

    String projectId() {
        return projectId;
    }

    String email() {
        return email;
    }

    PublicKey publicKey() {
        var whole = (RSAPrivateCrtKey) key;
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(whole.getModulus(), whole.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "FcmAccount[" + email + "]";
    }
}
