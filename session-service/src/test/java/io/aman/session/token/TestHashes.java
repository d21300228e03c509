package io.aman.session.token;

/** Keyed hashes for tests of other features. */
public final class TestHashes {

    private TestHashes() {}

    public static KeyedHash hash() {
        return new KeyedHash(new byte[32]);
    }
}
