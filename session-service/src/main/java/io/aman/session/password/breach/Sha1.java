package io.aman.session.password.breach;

import io.aman.session.identity.Password;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How breached passwords are listed everywhere; whoever has it has the password, so that it is never printed.
 *
 * @param upperHex 40 hexadecimal digits
 */
record Sha1(String upperHex) {

    private static final int PREFIX = 5;
    private static final Pattern FORM = Pattern.compile("[0-9A-F]{40}");

    Sha1 {
        if (!FORM.matcher(upperHex).matches()) {
            throw new IllegalArgumentException("is not 40 hexadecimal digits in upper case");
        }
    }

    static Sha1 of(Password password) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-1").digest(password.reveal().getBytes(StandardCharsets.UTF_8));
            return new Sha1(HexFormat.of().withUpperCase().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** All that leaves this process: about one in a million passwords has the same. */
    String prefix() {
        return upperHex.substring(0, PREFIX);
    }

    String suffix() {
        return upperHex.substring(PREFIX);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(upperHex);
    }

    @Override
    public String toString() {
        return "***";
    }
}
