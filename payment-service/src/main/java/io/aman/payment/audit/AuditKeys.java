package io.aman.payment.audit;

import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys that sign trails: the first one signs, all of them verify. A key's id follows from the key. */
public final class AuditKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_BYTES = 32;
    private static final int ID_BYTES = 4;

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String current;

    /** @throws IllegalArgumentException when there is none, or one is no Base64 of at least 32 bytes */
    public AuditKeys(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("payment.audit.key is missing");
        }
        for (var secret : secrets) {
            var key = new SecretKeySpec(bytes(secret), ALGORITHM);
            keys.put(idOf(key), key);
        }
        this.current = keys.keySet().iterator().next();
    }

    private static byte[] bytes(Secret secret) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.reveal().strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("payment.audit.key is no Base64");
        }
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("payment.audit.key has fewer than %d bytes".formatted(MIN_BYTES));
        }
        return bytes;
    }

    private static String idOf(SecretKeySpec key) {
        var mac = hmac(key, "aman audit key".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(Arrays.copyOf(mac, ID_BYTES));
    }

    String current() {
        return current;
    }

    boolean knows(String keyId) {
        return keys.containsKey(keyId);
    }

    /** @param keyId of a key that is {@linkplain #knows known} */
    String sign(String keyId, byte[] content) {
        var key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("payment.audit.key lacks the key %s, which has signed".formatted(keyId));
        }
        return HexFormat.of().formatHex(hmac(key, content));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("payment.audit.key is no key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
