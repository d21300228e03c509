package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTest {

    private static final String NAMES_ITSELF = "alarm";

    @ParameterizedTest
    @EnumSource(Template.class)
    void everyPartIsPreviewedWithoutAHoleInEveryLanguage(Template template) {
        var previews = Preview.of(template, Engine.shipped(template), Sample.USUAL);

        assertThat(previews).hasSize(Language.values().length * Part.values().length);
        for (var preview : previews) {
            assertThat(preview.text())
                    .as("%s of %s in %s", preview.part(), template, preview.language())
                    .isNotBlank()
                    .doesNotContain("{{", "}}", "null", "\u2068\u2069", "<bdi></bdi>");
        }
    }

    @ParameterizedTest
    @EnumSource(Template.class)
    void noFactIsShownByItsOwnName(Template template) {
        var names = Stream.of(template.amounts(), template.texts(), template.codes(), template.times())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());

        for (var preview : Preview.of(template, Engine.shipped(template), Sample.USUAL)) {
            for (var name : names) {
                assertThat(preview.text()).doesNotContain("<bdi>" + name + "</bdi>", "\u2068" + name + "\u2069");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Template.class)
    void everyCodeHasAWordInEveryLanguage(Template template) {
        var words = new Words();

        for (var code : template.codes()) {
            if (!code.equals(NAMES_ITSELF)) {
                assertThat(Arrays.stream(Language.values()).map(words::words))
                        .as("of %s", code)
                        .allMatch(known -> known.containsKey(code + "." + Sample.CODES.get(code)));
            }
        }
    }
}
