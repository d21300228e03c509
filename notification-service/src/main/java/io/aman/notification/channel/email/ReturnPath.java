package io.aman.notification.channel.email;

import io.aman.platform.security.Sealed;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The address that a mail server sends a mail back to, another one for each send: it names the delivery, the attempt and the
 * server, under a code that nobody can make who has not seen that mail. So a report tells what it is of, and nobody can have
 * a stranger's address put aside.
 *
 * <p>{@code bounces+<delivery>.<server><attempt>.<code>@example.com}, in small letters and digits, as some servers keep no
 * others; the delivery is written to the base 36, so that all of it fits into 64 characters (RFC 5321, section 4.5.3.1.1).
 */
final class ReturnPath {

    /** Of {@code user} in {@code user@domain}, so that everything fits. */
    static final int LONGEST_USER = 12;

    private static final String PURPOSE = "notification/return-path";
    private static final Pattern DELIVERY = Pattern.compile("dlv_([0-9a-f]{32})");
    private static final Pattern NAMED =
            Pattern.compile("\\+([0-9a-z]{1,25})\\.([01])([0-9]{1,6})\\.([0-9a-z]{1,16})@");
    private static final List<String> SERVERS = List.of("smtp", "standby");
    private static final int LAST_ATTEMPT = 999_999;
    private static final int BASE = 36;
    private static final int HEX = 16;

    /** 80 bits, as RFC 2104, section 5, asks for at least. */
    private static final int CODE_DIGITS = 20;

    private final String user;
    private final String domain;
    private final Sealed sealed;

    /** What a mail was sent as. */
    record Sent(String deliveryId, String provider, int attempt) {}

    /** @param address of the mailbox, without what follows the {@code +} */
    ReturnPath(String address, Sealed sealed) {
        var at = address.lastIndexOf('@');
        this.user = address.substring(0, at);
        this.domain = address.substring(at + 1);
        this.sealed = sealed;
    }

    /** The address of one send; the mailbox itself where its ids are not such as we make. */
    String of(Sent sent) {
        var id = DELIVERY.matcher(sent.deliveryId());
        var server = SERVERS.indexOf(sent.provider());
        return !id.matches() || server < 0 || sent.attempt() > LAST_ATTEMPT
                ? "%s@%s".formatted(user, domain)
                : "%s+%s.%d%d.%s@%s"
                        .formatted(
                                user,
                                shorter(id.group(1)),
                                server,
                                sent.attempt(),
                                codes(sent).getFirst(),
                                domain);
    }

    /** The send that one of the addresses in a text is of; empty where none of them is one of ours. */
    Optional<Sent> read(String text) {
        return NAMED.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .flatMap(found -> verified(found).stream())
                .findFirst();
    }

    private Optional<Sent> verified(MatchResult found) {
        var id = new BigInteger(found.group(1), BASE);
        if (id.bitLength() > Integer.SIZE * 4) {
            return Optional.empty();
        }
        var sent = new Sent(
                "dlv_%032x".formatted(id),
                SERVERS.get(Integer.parseInt(found.group(2))),
                Integer.parseInt(found.group(3)));
        return codes(sent).stream().anyMatch(code -> isSame(code, found.group(4)))
                ? Optional.of(sent)
                : Optional.empty();
    }

    private List<String> codes(Sent sent) {
        var text = "%s/%s/%d".formatted(sent.deliveryId(), sent.provider(), sent.attempt());
        return sealed.fingerprints(text, PURPOSE).stream()
                .map(print -> shorter(print.substring(0, CODE_DIGITS)))
                .toList();
    }

    private static String shorter(String hex) {
        return new BigInteger(hex, HEX).toString(BASE);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
