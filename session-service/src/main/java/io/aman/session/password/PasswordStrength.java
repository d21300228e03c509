package io.aman.session.password;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.Match;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How many guesses a password would take, by zxcvbn: it knows common passwords, words, names, keyboards, sequences,
 * repetitions and dates, and puts them together, so that no list has to name each of them at every length.
 *
 * @see <a href="https://www.usenix.org/conference/usenixsecurity16/technical-sessions/presentation/wheeler">zxcvbn</a>
 */
final class PasswordStrength {

    /** @param score from 0, at once, to 4, out of reach */
    record Estimate(int score, Set<Weakness> patterns) {}

    /** It takes longer than the square of the length: what comes behind this is looked at by itself. */
    private static final int MOST_CODE_POINTS = 64;

    /** Each further sign that may stand for a letter multiplies its work: they are signs like others then. */
    private static final int MOST_LEET = 2;

    private static final String LEET = "@({[<!|$+%";
    private static final int PRIVATE_USE = 0xE000;

    /** Digits and signs around one word make no other word of it. */
    private static final int MOST_AROUND_A_WORD = 8;

    private static final Pattern WORD = Pattern.compile("([^\\p{L}\\p{M}]*)([\\p{L}\\p{M}]+)([^\\p{L}\\p{M}]*)");

    private final Zxcvbn zxcvbn = new Zxcvbn();

    /** @param own words of the person, which are guessed first */
    Estimate of(String password, List<String> own) {
        var points = password.codePoints().toArray();
        var begin = part(points, 0, Math.min(points.length, MOST_CODE_POINTS), own);
        if (points.length <= MOST_CODE_POINTS || begin.getScore() == 4) {
            return estimate(password, begin);
        }
        var end = part(points, points.length - MOST_CODE_POINTS, points.length, own);
        return estimate(password, end.getScore() > begin.getScore() ? end : begin);
    }

    private Strength part(int[] points, int from, int to, List<String> own) {
        return zxcvbn.measure(withFewLeet(points, from, to), own);
    }

    private Estimate estimate(String password, Strength strength) {
        var patterns = EnumSet.noneOf(Weakness.class);
        strength.getSequence().forEach(match -> pattern(match, patterns));
        var oneWord = isOneWord(password);
        if (oneWord) {
            patterns.add(Weakness.COMMON);
        }
        return new Estimate(oneWord ? Math.min(1, strength.getScore()) : strength.getScore(), patterns);
    }

    private boolean isOneWord(String password) {
        var word = WORD.matcher(password);
        if (!word.matches() || word.group(1).length() + word.group(3).length() > MOST_AROUND_A_WORD) {
            return false;
        }
        var matches = part(word.group(2).codePoints().toArray()).getSequence();
        return matches.size() == 1 && matches.getFirst().dictionaryName != null;
    }

    private Strength part(int[] points) {
        return part(points, 0, Math.min(points.length, MOST_CODE_POINTS), List.of());
    }

    private static void pattern(Match match, Set<Weakness> patterns) {
        switch (match.pattern) {
            case Dictionary ->
                patterns.add("user_inputs".equals(match.dictionaryName) ? Weakness.OWN_WORDS : Weakness.COMMON);
            case Spatial -> patterns.add(Weakness.KEYBOARD);
            case Sequence -> patterns.add(Weakness.SEQUENCE);
            case Repeat -> patterns.add(Weakness.REPEATED);
            case Date, Regex -> patterns.add(Weakness.DATE);
            case Bruteforce -> {}
        }
    }

    private static String withFewLeet(int[] points, int from, int to) {
        var kept = new StringBuilder();
        var text = new StringBuilder();
        IntStream.range(from, to).map(at -> points[at]).forEach(point -> {
            var leet = LEET.indexOf(point);
            if (leet >= 0 && kept.indexOf(Character.toString(point)) < 0) {
                if (kept.length() == MOST_LEET) {
                    text.appendCodePoint(PRIVATE_USE + leet);
                    return;
                }
                kept.appendCodePoint(point);
            }
            text.appendCodePoint(point);
        });
        return text.toString();
    }
}
