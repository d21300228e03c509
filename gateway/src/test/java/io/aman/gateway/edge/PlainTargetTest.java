package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a", "/a/b.c", "/a/.well", "/.well-known/x", "/a%20b", "/a?b=[1]&c={2}", "/a?b=%2F..//;\\"
            })
    void whatAllParsersReadAlikePasses(String target) {
        assertThat(PlainTarget.isPlain(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "a",
                "//a",
                "/a//b",
                "/a/./b",
                "/a/..",
                "/..",
                "/a;b",
                "/a\\b",
                "/%2e/a",
                "/a%2Fb",
                "/a%5cb",
                "/a%00",
                "/a%3Bb",
                "/a b",
                "/a\tb",
                "/a\u0000",
                "/a#b",
                "/a?b#c",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a?b=%",
                "/ä",
                "/a?ä",
                "/a<b",
                "/a{b}",
                "/a|b",
                "/a^b",
                "/a`b",
                "/a\"b"
            })
    void whatTwoCouldReadDifferentlyDoesNot(String target) {
        assertThat(PlainTarget.isPlain(target)).isFalse();
    }

    /** Whatever passes is an address that the usual parser reads the same way. */
    @Property(tries = 2_000)
    void whatPassesIsReadAsItStands(@ForAll @StringLength(max = 12) @CharRange(from = '!', to = '~') String rest) {
        var path = "/" + rest.replace("?", "");
        if (PlainTarget.isPlain(path)) {
            var read = URI.create("http://gateway" + path);
            assertThat(read.getRawPath()).isEqualTo(path);
            assertThat(read.normalize().getRawPath()).isEqualTo(path);
        }
    }
}
