package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

class RequestsTest {

    private static @Nullable String match(String pattern, String path) {
        return Requests.of(null, pattern).pattern("GET", path);
    }

    @ParameterizedTest
    @CsvSource({
        "/a,/a,true",
        "/a,/a/,false",
        "/a,/ab,false",
        "/a/**,/a,true",
        "/a/**,/a/,true",
        "/a/**,/a/b/c,true",
        "/a/**,/ab,false",
        "/a/**,/,false",
        "/a/{x},/a/b,true",
        "/a/{x},/a/,false",
        "/a/{x},/a,false",
        "/a/{x},/a/b/,false",
        "/a/{x},/a/b/c,false",
        "/a/{x}/{y},/a/b/c,true",
        "/a/{x}/{y},/a/b,false",
        "/a/b,/%61/b,true",
        "/a/b/**,/a/%62/c,true",
        "/a/{x},/a/%D8%A3,true"
    })
    void aPathIsTakenByItsShape(String pattern, String path, boolean takes) {
        assertThat(match(pattern, path)).isEqualTo(takes ? pattern : null);
    }

    @Test
    void anotherMethodIsNotTaken() {
        assertThat(Requests.of("POST", "/a").pattern("GET", "/a")).isNull();
        assertThat(Requests.of("POST", "/a").pattern("POST", "/a")).isEqualTo("/a");
    }

    @Test
    void whereAGetIsAnsweredAHeadIs() {
        assertThat(Requests.of("GET", "/a").pattern("HEAD", "/a")).isEqualTo("/a");
        assertThat(Requests.of("POST", "/a").pattern("HEAD", "/a")).isNull();
    }

    @Test
    void aVariableBeforeTheEndIsRefusedAtTheStart() {
        assertThatThrownBy(() -> Requests.of(null, "/a/{x}/b")).isInstanceOf(IllegalArgumentException.class);
    }

    /** The oracle is Spring's own matcher, by which the services route. */
    @Property(tries = 2_000)
    void takesWhatSpringsMatcherTakes(@ForAll("patterns") String pattern, @ForAll("paths") String path) {
        var spring = PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path));

        assertThat(match(pattern, path) != null).as("%s at %s", pattern, path).isEqualTo(spring);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("/a", "/a/b", "/a/**", "/a/b/**", "/a/{x}", "/a/{x}/{y}", "/b/a");
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "ab", "%61", "%62", "a%20b")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(segments -> "/" + String.join("/", segments));
    }
}
