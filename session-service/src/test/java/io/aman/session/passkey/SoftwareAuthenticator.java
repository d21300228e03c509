package io.aman.session.passkey;

import io.aman.platform.Ids;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One key in an authenticator that does as it is told, wrong things too: WebAuthn Level 3, sections 6.1, 6.3 and 6.5, with
 * ES256 and without attestation.
 */
public final class SoftwareAuthenticator {

    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int SYNCABLE = 0x08;
    private static final int SYNCED = 0x10;
    private static final int WITH_KEY = 0x40;

    private final KeyPair pair;
    private final byte[] id = new byte[16];
    private String handle = "";

    public String origin = "http://localhost:8080";
    public String site = "localhost";
    public String type = "";
    public long count;
    public boolean counts = true;
    public boolean verifies = true;
    public boolean present = true;
    public boolean syncs;

    public SoftwareAuthenticator() {
        new SecureRandom().nextBytes(id);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String credentialId() {
        return base64(id);
    }

    public String handle() {
        return handle;
    }

    /** Says that it belongs to somebody else. */
    public void claim(String otherHandle) {
        handle = otherHandle;
    }

    /** {@code navigator.credentials.create}. */
    public Map<String, Object> create(Map<String, Object> options) {
        handle = String.valueOf(((Map<?, ?>) Objects.requireNonNull(options.get("user"))).get("id"));
        var client = clientData("webauthn.create", options);
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0xa3)); // a map of three
        out.writeBytes(text("fmt"));
        out.writeBytes(text("none"));
        out.writeBytes(text("attStmt"));
        out.writeBytes(bytes(0xa0));
        out.writeBytes(text("authData"));
        out.writeBytes(string(authenticatorData(true)));
        return credential(Map.of(
                "clientDataJSON",
                base64(client),
                "attestationObject",
                base64(out.toByteArray()),
                "transports",
                List.of("internal", "hybrid"),
                "publicKeyAlgorithm",
                -7));
    }

    /** {@code navigator.credentials.get}. */
    public Map<String, Object> get(Map<String, Object> options) {
        count += counts ? 1 : 0;
        var client = clientData("webauthn.get", options);
        var data = authenticatorData(false);
        var signed = ByteBuffer.allocate(data.length + 32)
                .put(data)
                .put(Ids.sha256(client))
                .array();
        return credential(Map.of(
                "clientDataJSON",
                base64(client),
                "authenticatorData",
                base64(data),
                "signature",
                base64(sign(signed)),
                "userHandle",
                handle));
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        var credential = new HashMap<String, Object>();
        credential.put("id", credentialId());
        credential.put("rawId", credentialId());
        credential.put("type", "public-key");
        credential.put("authenticatorAttachment", "platform");
        credential.put("clientExtensionResults", Map.of("credProps", Map.of("rk", true)));
        credential.put("response", response);
        return credential;
    }

    private byte[] clientData(String ceremony, Map<String, Object> options) {
        var data = new LinkedHashMap<String, Object>();
        data.put("type", type.isEmpty() ? ceremony : type);
        data.put("challenge", options.get("challenge"));
        data.put("origin", origin);
        data.put("crossOrigin", false);
        return Answer.JSON.writeValueAsBytes(data);
    }

    private byte[] authenticatorData(boolean withKey) {
        var flags = (present ? PRESENT : 0)
                | (verifies ? VERIFIED : 0)
                | (syncs ? SYNCABLE | SYNCED : 0)
                | (withKey ? WITH_KEY : 0);
        var key = withKey ? attestedKey() : new byte[0];
        return ByteBuffer.allocate(37 + key.length)
                .put(Ids.sha256(site.getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt((int) count)
                .put(key)
                .array();
    }

    private byte[] attestedKey() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[16]); // no model
        out.writeBytes(bytes(0, id.length));
        out.writeBytes(id);
        out.writeBytes(bytes(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21)); // EC2, ES256, P-256
        out.writeBytes(string(coordinate(point.getAffineX())));
        out.writeBytes(bytes(0x22));
        out.writeBytes(string(coordinate(point.getAffineY())));
        return out.toByteArray();
    }

    private byte[] sign(byte[] data) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[32];
        var length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static byte[] text(String text) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0x60 + text.length()));
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] string(byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                content.length < 256 ? bytes(0x58, content.length) : bytes(0x59, content.length >> 8, content.length));
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
