package io.aman.session.login;

import io.aman.session.identity.Password;
import io.aman.session.token.KeyedHash;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;

/**
 * Marks wrong passwords, so that one which is tried at many accounts can be noticed and none can be told: of a hash by a
 * key of the day, no more than 20 bits are ever shown.
 */
final class PasswordTags {

    private static final int DIGITS = 5;

    private final KeyedHash hash;

    PasswordTags(KeyedHash hash) {
        this.hash = hash;
    }

    /** Five hexadecimal digits, others on another day (UTC). */
    String of(Password password, Instant at) {
        var ofTheDay = hash.of(at.atOffset(ZoneOffset.UTC).toLocalDate().toString());
        return HexFormat.of().formatHex(ofTheDay.hash(password.reveal())).substring(0, DIGITS);
    }
}
