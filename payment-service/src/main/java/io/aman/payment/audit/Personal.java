package io.aman.payment.audit;

import io.aman.platform.Ids;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values about a person that a chain covers without holding to them: what is hashed is a commitment,
 * {@code SHA-256(salt ‖ value)}. Erasing takes value and salt away; without the salt nobody can try values out.
 *
 * @param values those that are there
 * @param salts random, one a value, kept beside it
 * @param commitments of those that were erased
 */
record Personal(Map<String, String> values, Map<String, String> salts, Map<String, String> commitments) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;

    /** No hash: an empty value is not a missing one. */
    private static final String MISSING = "missing";

    Personal {
        values = Map.copyOf(values);
        salts = Map.copyOf(salts);
        commitments = Map.copyOf(commitments);
    }

    static Map<String, String> salts(Set<String> names) {
        var salts = new HashMap<String, String>();
        for (var name : names) {
            var salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            salts.put(name, Base64.getUrlEncoder().withoutPadding().encodeToString(salt));
        }
        return salts;
    }

    /** What the chain covers of a value; null where there never was one. */
    @Nullable
    String commitment(String name) {
        var erased = commitments.get(name);
        if (erased != null) {
            return erased;
        }
        var value = values.get(name);
        var salt = salts.get(name);
        if (value == null) {
            return salt == null ? null : MISSING;
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(decoded(salt == null ? "" : salt));
        bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Ids.sha256(bytes.toByteArray()));
    }

    private static byte[] decoded(String salt) {
        try {
            return Base64.getUrlDecoder().decode(salt);
        } catch (IllegalArgumentException _) {
            return salt.getBytes(StandardCharsets.UTF_8); // somebody changed it: the commitment will not fit
        }
    }

    /**
     * Without a value. Where there was no salt no commitment stays either: it could be found out by trying.
     *
     * @param pseudonym stands where a value must not be missing; null to leave nothing
     */
    Personal erasing(String name, @Nullable String pseudonym) {
        var commitment = commitment(name);
        if (commitment == null || commitments.containsKey(name)) {
            return this;
        }
        var kept = new HashMap<>(values);
        kept.remove(name);
        if (pseudonym != null) {
            kept.put(name, pseudonym);
        }
        var salted = new HashMap<>(salts);
        var committed = new HashMap<>(commitments);
        if (salted.remove(name) != null) {
            committed.put(name, commitment);
        }
        return new Personal(kept, salted, committed);
    }

    boolean hasErased() {
        return !commitments.isEmpty();
    }

    /** Whether nothing else was put where something was erased. */
    boolean isErasedClean(Set<String> pseudonyms) {
        return commitments.keySet().stream().allMatch(name -> {
            var value = values.get(name);
            return !salts.containsKey(name) && (value == null || pseudonyms.contains(value));
        });
    }
}
