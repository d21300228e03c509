package io.aman.session.login;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.security.AddressKey;
import io.aman.session.token.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers on the device itself that an account's owner signed in there: {@code <id>.<generation>.<expiry>.<place>.<HMAC>},
 * where the hash covers the account too. It opens nothing and spares nothing but this: who guesses elsewhere does not
 * lock that device out. Nothing is stored, and what it takes to check one is the same for accounts that there are not.
 *
 * @see <a href="https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies">OWASP, device
 *     cookies</a>
 */
final class KnownDevices {

    private static final int MAX_LENGTH = 256;
    private static final int PLACE_BYTES = 8;
    private static final Pattern FORM = Pattern.compile(
            "(kdv_[0-9a-f]{32})\\.([0-9]{1,18})\\.([0-9]{1,12})\\.([0-9a-f]{16})\\.([A-Za-z0-9_-]{43})");

    private final KeyedHash signing;
    private final KeyedHash naming;
    private final Duration lifetime;
    private final Clock clock;

    /** @param lifetime how long a device is known after a sign-in there */
    KnownDevices(KeyedHash hash, Duration lifetime, Clock clock) {
        this.signing = hash.of("known-device");
        this.naming = hash.of("known-device-name");
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** For the device at which the account's owner has just proved who they are. */
    Secret issue(String accountKey, long generation, String address) {
        var until = clock.instant().plus(lifetime).getEpochSecond();
        var facts = "%s.%d.%d.%s".formatted(Ids.random("kdv_"), generation, until, place(accountKey, address));
        return Secret.of(facts + "." + signature(accountKey, facts));
    }

    /** Empty where it is none of ours, another account's, or over. */
    Optional<KnownDevice> read(@Nullable Secret shown, String accountKey) {
        if (shown == null || shown.reveal().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var parts = FORM.matcher(shown.reveal());
        if (!parts.matches()) {
            return Optional.empty();
        }
        var facts = shown.reveal().substring(0, parts.end(4));
        var isOurs = MessageDigest.isEqual(ascii(signature(accountKey, facts)), ascii(parts.group(5)));
        var until = Instant.ofEpochSecond(Long.parseLong(parts.group(3)));
        return isOurs && clock.instant().isBefore(until)
                ? Optional.of(new KnownDevice(key(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(4)))
                : Optional.empty();
    }

    /**
     * Whoever is signed in to the account already, or has just shown its password: nobody's guesses elsewhere keep them from
     * proving it once more.
     */
    KnownDevice signedIn(String accountKey) {
        return new KnownDevice(key("signed-in|" + accountKey), 0, "");
    }

    /** Whether the last sign-in there came from where this one does: the same IPv4 address or IPv6 /64 network. */
    boolean isAtSamePlace(KnownDevice device, String accountKey, String address) {
        return MessageDigest.isEqual(ascii(device.place()), ascii(place(accountKey, address)));
    }

    private String key(String id) {
        return HexFormat.of().formatHex(naming.hash(id));
    }

    private String place(String accountKey, String address) {
        var hash = naming.hash("place|" + accountKey + "|" + source(address));
        return HexFormat.of().formatHex(hash, 0, PLACE_BYTES);
    }

    private static String source(String address) {
        try {
            return AddressKey.of(address);
        } catch (IllegalArgumentException _) {
            return address; // in no form that we know: itself only
        }
    }

    private String signature(String accountKey, String facts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signing.hash(accountKey + "|" + facts));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
