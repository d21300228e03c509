package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.Password;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final PasswordRules RULES = rules(PasswordProfile.PRODUCT);
    private static final OwnWords NOOR = OwnWords.of(EmailAddress.of("noor.hamdan@example.com"), "Noor Al Hamdan");

    private static PasswordRules rules(PasswordProfile profile) {
        return new PasswordRules(profile.policy(), List.of("aman", "أمان"));
    }

    private static PasswordRules.Verdict judged(PasswordRules rules, String text) {
        return rules.judge(Password.typed(Secret.of(text)), NOOR, false);
    }

    private static PasswordRules.Verdict judged(String text) {
        return judged(RULES, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password1234", "qwertyuiop12", "abcdefghijkl", "123456789012", "aaaaaaaaaaaa", "passwordpassword",
                "Password2024!", "1qaz2wsx3edc", "iloveyou1234", "p@ssw0rd1234", "administrator", "letmein12345",
                "Summer2026!!", "Welcome12345", "monkeymonkey", "qazwsxedcrfv", "ChangeMe1234", "19901990199019",
                "Liverpool123", "abcabcabcabc", "starwars1977", "1q2w3e4r5t6y", "Aa123456789!", "drowssap1234",
                "trustno1trustno1", "mohammed1234", "Qwerty!23456", "Admin@123456", "P@55w0rd2025", "Kuwait123456",
                "Welcome@2025", "zxcvbnm12345", "asdfghjkl123", "football2023", "11111111111111111111"
            })
    void commonPasswordsThatAreLongEnoughAreRefused(String common) {
        assertThat(judged(common).weaknesses()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "another password entirely",
                "Tr0ub4dor&3xyz",
                "kX9#vQ2!mZ7w",
                "wbvqkzrtmxpl",
                "قهوة الصباح على البحر",
                "dog house 7391 candle",
                "a very long sentence about nothing at all"
            })
    void whatNobodyGuessesIsAcceptable(String good) {
        assertThat(judged(good).weaknesses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blue noor elephant 88",
                "my HAMDAN tent walks",
                "h4md@n fluffy giraffe",
                "aman is my favourite fox",
                "أمان فيل أزرق يمشي",
                "xx noor.hamdan yy zebra"
            })
    void thePersonsOwnWordsAreNowhereInIt(String own) {
        assertThat(judged(own).weaknesses()).contains(Weakness.OWN_WORDS);
    }

    @Test
    void nistComparesWholePasswordsOnly() {
        var nist = rules(PasswordProfile.NIST);
        assertThat(judged(nist, "blue noor elephant 88").weaknesses()).isEmpty();
        assertThat(judged(nist, "Noor.Hamdan.2026!!").weaknesses()).contains(Weakness.OWN_WORDS);
    }

    @Test
    void profilesAskForDifferentLengths() {
        var nist = rules(PasswordProfile.NIST);
        assertThat(judged(nist, "kX9#vQ2!mZ7w").weaknesses()).containsExactly(Weakness.TOO_SHORT);
        assertThat(nist.judge(Password.typed(Secret.of("kX9#vQ2!mZ7w")), NOOR, true)
                        .weaknesses())
                .isEmpty();
        assertThat(judged("kX9#vQ2!mZ7").weaknesses()).containsExactly(Weakness.TOO_SHORT);
    }

    @Test
    void pciAsksForALetterAndADigit() {
        var pci = rules(PasswordProfile.PCI);
        assertThat(judged(pci, "correct horse battery").weaknesses()).containsExactly(Weakness.NEEDS_LETTER_AND_DIGIT);
        assertThat(judged(pci, "correct horse battery 7").weaknesses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Weakness.class)
    void everyWeaknessIsToldInBothLanguages(Weakness weakness) {
        var english = weakness.told(Locale.UK);
        var arabic = weakness.told(Locale.forLanguageTag("ar-KW"));
        assertThat(english.code()).isEqualTo(arabic.code());
        assertThat(english.text()).matches("\\p{ASCII}+").isNotEqualTo(arabic.text());
        assertThat(arabic.text()).containsPattern("\\p{IsArabic}");
        assertThat(weakness.told(Locale.FRENCH)).isEqualTo(english);
    }

    /** What comes behind what is estimated may make it better, never worse. */
    @Test
    void aLongPasswordIsAsGoodAsItsBetterEnd() {
        assertThat(judged("a".repeat(80) + "kX9#vQ2!mZ7w").isAcceptable()).isTrue();
        assertThat(judged("a".repeat(128)).isAcceptable()).isFalse();
    }

    @Property(tries = 150)
    void aVerdictDoesNotDependOnHowLettersAreComposed(@ForAll @StringLength(min = 1, max = 40) String text) {
        var typed = printable("é" + text);
        assertThat(judged(Normalizer.normalize(typed, Normalizer.Form.NFD)))
                .isEqualTo(judged(Normalizer.normalize(typed, Normalizer.Form.NFC)));
    }

    @Property(tries = 60)
    void lengthIsCountedInCodePoints(@ForAll @IntRange(min = 1, max = 24) int points) {
        assertThat(judged("🐫".repeat(points)).weaknesses().contains(Weakness.TOO_SHORT))
                .isEqualTo(points < 12);
    }

    @Property(tries = 100)
    void nothingThatHoldsAnOwnWordIsTaken(
            @ForAll @StringLength(max = 30) String before, @ForAll @StringLength(max = 30) String after) {
        assertThat(judged(printable(before) + "Hamdan" + printable(after)).weaknesses())
                .contains(Weakness.OWN_WORDS);
    }

    @Property(tries = 100)
    void everyTextGetsAVerdict(@ForAll @StringLength(min = 1, max = 60) String text) {
        var typed = printable(text);
        Assume.that(!typed.isBlank());
        var verdict = judged(typed);
        assertThat(verdict.score()).isBetween(0, 4);
        assertThat(verdict.isAcceptable() && verdict.score() < 3).isFalse();
    }

    /** Neither combining marks, which join what is before them, nor what no password can hold. */
    private static String printable(String text) {
        return text.codePoints()
                .filter(point -> Character.isLetterOrDigit(point) && Character.getType(point) != Character.SURROGATE)
                .limit(40)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
