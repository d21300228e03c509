package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What codes and numbers are called. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "days, 0, less than a day, أقل من يوم",
        "days, 1, 1 day, يوم واحد",
        "days, 2, 2 days, يومان",
        "days, 3, 3 days, 3 أيام",
        "days, 11, 11 days, 11 يومًا",
        "days, 100, 100 days, 100 يوم",
        "left, 0, no codes, لا رموز",
        "left, 2, 2 codes, رمزان",
        "left, 10, 10 codes, 10 رموز",
        "left, 99, 99 codes, 99 رمزًا",
        "left, many, many, many",
        "reference, 3, 3, 3"
    })
    void aNumberStandsWithItsNounInTheFormOfTheLanguage(String name, String text, String english, String arabic) {
        assertThat(new Words().counted(name, text, Language.ENGLISH)).isEqualTo(english);
        assertThat(new Words().counted(name, text, Language.ARABIC)).isEqualTo(arabic);
    }

    @Test
    void everyCodeHasAWordInEveryLanguageAndANewOneIsShownAsItIs() {
        var words = new Words();

        assertThat(words.words(Language.ARABIC).keySet())
                .isEqualTo(words.words(Language.ENGLISH).keySet());
        assertThat(words.of("kind", "carrier-pigeon", Language.ARABIC)).isEqualTo("carrier-pigeon");
    }

    @Test
    void aLanguageNobodyWritesGetsEnglish() {
        assertThat(Language.of("fr")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("not a tag")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("ar-KW")).isEqualTo(Language.ARABIC);
        assertThat(Language.of("AR")).isEqualTo(Language.ARABIC);
    }
}
