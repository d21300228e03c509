package io.aman.session.token;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys that everybody knows. */
public final class TestSecrets {

    private TestSecrets() {}

    public static KeyedHash hash() {
        return new KeyedHash(new byte[32]);
    }

    /** @param previous what sealed before, if anything did */
    public static StoredSecrets stored(int key, @Nullable Integer previous) {
        return new StoredSecrets(bytes(key), previous == null ? null : bytes(previous));
    }

    private static byte[] bytes(int value) {
        var key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }
}
