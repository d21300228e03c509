package io.aman.security.challenge;

import io.aman.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Does a client's work. */
public final class Solver {

    private static final JsonMapper JSON = new JsonMapper();

    private Solver() {}

    public static String solve(Challenge challenge) {
        return solved(challenge, number(challenge));
    }

    static String solved(Challenge challenge, long number) {
        return encoded(Map.of(
                "algorithm", Objects.requireNonNull(challenge.algorithm()),
                "challenge", Objects.requireNonNull(challenge.challenge()),
                "number", number,
                "salt", Objects.requireNonNull(challenge.salt()),
                "signature", Objects.requireNonNull(challenge.signature()),
                "took", 1234)); // as ALTCHA's clients add it
    }

    static String encoded(Map<String, ?> solution) {
        return Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(solution));
    }

    static int number(Challenge challenge) {
        return IntStream.rangeClosed(0, Objects.requireNonNull(challenge.maxnumber()))
                .filter(number -> hash(challenge.salt() + number).equals(challenge.challenge()))
                .findFirst()
                .orElseThrow();
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Ids.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
