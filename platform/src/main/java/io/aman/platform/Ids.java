package io.aman.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** Identifiers: 128 bits in hexadecimal behind a prefix that names the kind, such as {@code pay_}. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private Ids() {}

    /** A random id that cannot be guessed. */
    public static String random(String prefix) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    /** The id that always follows from {@code source}, so that doing a thing twice yields one id. */
    public static String derived(String prefix, String source) {
        return prefix + HexFormat.of().formatHex(Arrays.copyOf(sha256(source.getBytes(StandardCharsets.UTF_8)), BYTES));
    }

    /** SHA-256 of the bytes. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
