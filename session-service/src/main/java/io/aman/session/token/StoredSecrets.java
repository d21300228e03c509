package io.aman.session.token;

import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets that this service keeps for itself, such as the seeds of authenticators, under keys that no other
 * service has: they follow from {@code session.token.key-encryption-key}, and from the one before while it is configured.
 */
public final class StoredSecrets {

    private static final String PURPOSE = "stored-secrets";
    private static final String CONTENT = "is";

    private final Sealed sealed;
    private final List<String> formerKeys;

    StoredSecrets(byte[] key, byte @Nullable [] previous) {
        var keys = new ArrayList<>(List.of(derived(key)));
        if (previous != null) {
            keys.add(derived(previous));
        }
        sealed = new Sealed(keys);
        formerKeys = keys.stream()
                .skip(1)
                .map(former -> keyOf(new Sealed(List.of(former)).seal(Map.of(), PURPOSE)))
                .toList();
    }

    /** @param context whose and what it is: it opens as nothing else */
    public String seal(Secret secret, String context) {
        return sealed.seal(Map.of(CONTENT, secret.reveal()), context);
    }

    /** @throws Sealed.NotOpened when it was sealed under a key that is not configured any more, or for another context */
    public Secret open(String stored, String context) {
        return Secret.of(sealed.open(stored, context).getOrDefault(CONTENT, ""));
    }

    /** The same under the key that seals now. */
    public String anew(String stored, String context) {
        return sealed.isUnderFormerKey(stored) ? seal(open(stored, context), context) : stored;
    }

    /** The ids of keys that seal no more. */
    public List<String> formerKeys() {
        return formerKeys;
    }

    /** The id of the key that it lies under. */
    public static String keyOf(String stored) {
        return stored.substring(0, stored.indexOf('.'));
    }

    private static Secret derived(byte[] key) {
        return Secret.of(Base64.getEncoder().encodeToString(new KeyedHash(key).hash(PURPOSE)));
    }
}
