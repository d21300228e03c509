package io.aman.local.sandbox.pwned;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/**
 * The range API of Pwned Passwords under {@code /pwned/range/<five digits>}, always 200 and padded on demand. It knows a
 * few passwords, and those that {@code POST /_sandbox/pwned/passwords {"sha1": …}} adds until it stops.
 *
 * @see <a href="https://haveibeenpwned.com/API/v3#PwnedPasswords">Pwned Passwords</a>
 */
public final class PwnedSandbox implements ProviderSandbox {

    public static final String NAME = "pwned";

    private static final List<String> BREACHED = List.of(
            "password",
            "correct horse battery staple",
            "thequickbrownfoxjumps",
            "to be or not to be",
            "let me in please");
    private static final int PREFIX = 5;
    private static final int PADDED_TO = 900;
    private static final int SUFFIX_BYTES = 18;
    private static final Pattern RANGE = Pattern.compile("/range/([0-9A-Fa-f]{5})");
    private static final Pattern SHA1 = Pattern.compile("[0-9A-Fa-f]{40}");
    private static final int HEX_SUFFIX = 35;

    /** By hash, with how often it was seen. */
    private final NavigableMap<String, Integer> counts = new ConcurrentSkipListMap<>();

    public PwnedSandbox() {
        for (var i = 0; i < BREACHED.size(); i++) {
            counts.put(sha1(BREACHED.get(i)), (i + 1) * 1_000);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Reply serve(Call call) {
        var range = RANGE.matcher(call.path());
        if (!call.method().equals("GET") || !range.matches()) {
            return text(400, "The hash prefix was not in a valid format");
        }
        var prefix = range.group(1).toUpperCase(Locale.ROOT);
        var lines = new StringBuilder();
        var found = counts.subMap(prefix, true, prefix + "G", false);
        found.forEach((hash, count) ->
                lines.append(hash.substring(PREFIX)).append(':').append(count).append("\r\n"));
        if (call.header().apply("Add-Padding").filter("true"::equalsIgnoreCase).isPresent()) {
            pad(lines, prefix, PADDED_TO - found.size());
        }
        return text(200, lines.toString());
    }

    /** The same lines each time, which count nothing. */
    private static void pad(StringBuilder lines, String prefix, int count) {
        var random = new Random(prefix.hashCode());
        var bytes = new byte[SUFFIX_BYTES];
        for (var i = 0; i < count; i++) {
            random.nextBytes(bytes);
            var suffix = HexFormat.of().withUpperCase().formatHex(bytes).substring(0, HEX_SUFFIX);
            lines.append(suffix).append(":0\r\n");
        }
    }

    @Override
    public Reply failure(int status) {
        return text(status, "the sandbox was told to fail");
    }

    @Override
    public Reply command(Call call) {
        if (!call.path().equals("/passwords") || !call.method().equals("POST")) {
            return Reply.problem(404, "POST passwords only");
        }
        var hash = Json.parse(call.body())
                .map(body -> body.path("sha1").asString(""))
                .orElse("");
        if (!SHA1.matcher(hash).matches()) {
            return Reply.problem(400, "sha1 is not 40 hexadecimal digits");
        }
        counts.put(hash.toUpperCase(Locale.ROOT), 1);
        return Reply.noContent();
    }

    /** It sends nothing that could be signed. */
    @Override
    public Map<String, String> sign(byte[] body, Instant at) {
        return Map.of();
    }

    private static Reply text(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "text/plain"), body);
    }

    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
