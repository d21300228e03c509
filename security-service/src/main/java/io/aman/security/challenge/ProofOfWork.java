package io.aman.security.challenge;

import io.aman.platform.Ids;
import io.aman.platform.security.AddressKey;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A puzzle whose solution takes many hashes to find and two to check. Nothing is stored for one that nobody solves: its
 * signature covers what it was made for and until when. It is bound to account and address, so that nobody solves them in
 * store for others; and each counts once, at whichever instance.
 */
final class ProofOfWork implements Challenger {

    static final String KIND = "proof-of-work";
    private static final String ALGORITHM = "SHA-256";
    private static final String SIGNING = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}\\?expires=([0-9]{1,12})");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** What is sent back; the rest of what a client adds, such as how long it took, says nothing. */
    record Solution(
            @Nullable String algorithm,
            @Nullable String challenge,
            @Nullable Long number,
            @Nullable String salt,
            @Nullable String signature) {}

    private final SolvedChallenges solved;
    private final int maxNumber;
    private final Duration lifetime;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    ProofOfWork(SolvedChallenges solved, int maxNumber, Duration lifetime, Clock clock) {
        this.solved = solved;
        this.maxNumber = maxNumber;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public Challenge challenge(String accountKey, String address) {
        var until = Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
        var bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        var salt = HexFormat.of().formatHex(bytes) + "?expires=" + until.getEpochSecond();
        var challenge = hash(salt, random.nextLong(maxNumber + 1L));
        var signature = signature(challenge, salt, accountKey, address);
        return new Challenge(KIND, ALGORITHM, challenge, maxNumber, salt, signature, null, until);
    }

    @Override
    public boolean accepts(String solution, String accountKey, String address) {
        return read(solution)
                .filter(found -> isRight(found, accountKey, address))
                .filter(found -> solved.isFirst(found.challenge, until(found.salt)))
                .isPresent();
    }

    /** In full, or nothing. */
    private Optional<Right> read(String solution) {
        try {
            var read = json.readValue(Base64.getDecoder().decode(solution.strip()), Solution.class);
            return read == null ? Optional.empty() : Right.of(read);
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    /** A solution in the only form that there is. */
    private record Right(String challenge, long number, String salt, String signature) {

        static Optional<Right> of(Solution read) {
            var challenge = read.challenge;
            var salt = read.salt;
            var number = read.number;
            var signature = read.signature;
            if (!ALGORITHM.equals(read.algorithm)
                    || challenge == null
                    || number == null
                    || salt == null
                    || signature == null
                    || !HASH.matcher(challenge).matches()
                    || !SALT.matcher(salt).matches()) {
                return Optional.empty();
            }
            return Optional.of(new Right(challenge, number, salt, signature));
        }
    }

    private boolean isRight(Right found, String accountKey, String address) {
        return clock.instant().isBefore(until(found.salt))
                && same(found.signature, signature(found.challenge, found.salt, accountKey, address))
                && same(found.challenge, hash(found.salt, found.number));
    }

    private static Instant until(String salt) {
        return Instant.ofEpochSecond(Long.parseLong(salt.substring(salt.indexOf('=') + 1)));
    }

    private static String hash(String salt, long number) {
        return HexFormat.of().formatHex(Ids.sha256((salt + number).getBytes(StandardCharsets.UTF_8)));
    }

    private String signature(String challenge, String salt, String accountKey, String address) {
        try {
            var mac = Mac.getInstance(SIGNING);
            mac.init(new SecretKeySpec(solved.signingKey(), SIGNING));
            var signed = String.join("|", challenge, salt, AddressKey.of(address), accountKey);
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + SIGNING, e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
