package io.aman.local.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The work that a client does where a sign-in takes a solved challenge: finds the number that belongs to a hash.
 *
 * @see <a href="https://altcha.org/docs/v2/proof-of-work/">ALTCHA's proof of work</a>
 */
final class Puzzle {

    private static final JsonMapper JSON = new JsonMapper();

    private Puzzle() {}

    /** What goes along with the next attempt; counts once. */
    static String solution(JsonNode challenge) {
        var solution = Map.of(
                "algorithm", challenge.path("algorithm").asString(),
                "challenge", challenge.path("challenge").asString(),
                "salt", challenge.path("salt").asString(),
                "signature", challenge.path("signature").asString(),
                "number", number(challenge));
        return Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(solution));
    }

    private static int number(JsonNode challenge) {
        var sha = sha256();
        var salt = challenge.path("salt").asString();
        var wanted = HexFormat.of().parseHex(challenge.path("challenge").asString());
        return IntStream.rangeClosed(0, challenge.path("maxnumber").asInt())
                .filter(number ->
                        MessageDigest.isEqual(sha.digest((salt + number).getBytes(StandardCharsets.UTF_8)), wanted))
                .findFirst()
                .orElseThrow(() -> new Steps.Unproven("a challenge without a solution"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
