package io.aman.session.password;

import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.User;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words that somebody who knows a person would try first: their name, the parts of their address. */
public final class OwnWords {

    /** How they are looked for. */
    enum Rule {
        /** Nowhere in the password. */
        CONTAINED,
        /** Nothing but them, and digits or signs around them, is refused (NIST compares whole passwords only). */
        WHOLE
    }

    /** Shorter ones are in too many words that have nothing to do with the person; the estimator knows them. */
    private static final int MIN_FORBIDDEN = 4;

    private static final int MIN_KNOWN = 3;
    private static final Pattern BETWEEN = Pattern.compile("[\\s.,_+'-]+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final String LEET = "04@35$17!";
    private static final String LETTERS = "oaaessiti";

    private final List<String> forbidden;
    private final List<String> known;

    private OwnWords(Stream<String> forbidden, Stream<String> alsoKnown) {
        this.forbidden = sorted(forbidden, MIN_FORBIDDEN);
        this.known = sorted(Stream.concat(this.forbidden.stream(), alsoKnown), MIN_KNOWN);
    }

    public static OwnWords of(User user) {
        return of(user.email(), user.name());
    }

    /** @param name how they want to be called, where that is known */
    public static OwnWords of(EmailAddress email, @Nullable String name) {
        var local = email.value().substring(0, email.value().indexOf('@'));
        var domain = email.value().substring(local.length() + 1);
        var told = name == null ? "" : name;
        return new OwnWords(
                Stream.concat(Stream.of(local, told), Stream.concat(parts(local), parts(told))),
                Stream.concat(parts(local), Stream.concat(parts(told), parts(domain))));
    }

    /** Of somebody whose address is not known. */
    static OwnWords ofName(@Nullable String name) {
        var told = name == null ? "" : name;
        return new OwnWords(Stream.concat(Stream.of(told), parts(told)), Stream.empty());
    }

    /** Together with words of the product. */
    OwnWords and(List<String> more) {
        return new OwnWords(Stream.concat(forbidden.stream(), more.stream()), known.stream());
    }

    /** For the estimator, which knows reversals and substitutions by itself. */
    List<String> known() {
        return known;
    }

    boolean isIn(String password, Rule rule) {
        var lower = folded(password);
        var plain = withoutLeet(lower);
        return switch (rule) {
            case CONTAINED ->
                forbidden.stream().anyMatch(word -> lower.contains(word) || plain.contains(withoutLeet(word)));
            case WHOLE -> isAllOf(lower) || isAllOf(plain);
        };
    }

    private boolean isAllOf(String text) {
        var rest = new ArrayList<>(List.of(text));
        known.stream()
                .sorted((a, b) -> b.length() - a.length())
                .forEach(word -> rest.replaceAll(left -> left.replace(word, " ")));
        return !rest.getFirst().equals(text)
                && NO_LETTERS.matcher(rest.getFirst()).replaceAll("").isEmpty();
    }

    private static Stream<String> parts(String text) {
        return BETWEEN.splitAsStream(text);
    }

    private static List<String> sorted(Stream<String> words, int min) {
        var sorted = new TreeSet<String>();
        words.map(OwnWords::folded)
                .filter(word -> word.codePointCount(0, word.length()) >= min)
                .forEach(sorted::add);
        return List.copyOf(sorted);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static String withoutLeet(String text) {
        var plain = new StringBuilder(text);
        for (var i = 0; i < plain.length(); i++) {
            var at = LEET.indexOf(plain.charAt(i));
            if (at >= 0) {
                plain.setCharAt(i, LETTERS.charAt(at));
            }
        }
        return plain.toString();
    }
}
