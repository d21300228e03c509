package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsTest {

    @TempDir
    Path folder;

    @Test
    void theDeepestCauseSaysMost() throws Exception {
        assertThat(of("""
                2026-11-25 ERROR it failed
                java.lang.IllegalStateException: outer
                \tat io.aman.X.y(X.java:1)
                Caused by: java.io.IOException: middle
                \t... 3 more
                Caused by: java.net.BindException: Address already in use
                \tat java.base/Foo.bar(Foo.java:1)
                \t... 30 more

                """)).isEqualTo("Caused by: java.net.BindException: Address already in use");
    }

    @Test
    void anErrorSaysMoreThanWhatFollowsIt() throws Exception {
        assertThat(of("INFO a\n2026-11-25 ERROR the cellar is flooded\nINFO closing\n"))
                .isEqualTo("2026-11-25 ERROR the cellar is flooded");
    }

    @Test
    void withoutAnyTheLastLineIsTaken() throws Exception {
        assertThat(of("one\ntwo\n\n")).isEqualTo("two");
    }

    @Test
    void ofAStructuredLineTheMessageIsShown() throws Exception {
        assertThat(of("{\"level\":\"ERROR\",\"message\":\"no \\\"database\\\"\",\"x\":1}\n{\"message\":\"bye\"}\n"))
                .isEqualTo("ERROR no \"database\"");
    }

    @Test
    void aStackTraceMayBeAsLongAsALog() throws Exception {
        var frames = "\\n\\tat a.B.c(B.java:1)".repeat(2_000);
        assertThat(of("{\"stack_trace\":\"X: outer%s\\nCaused by: Y: inner\"}%n".formatted(frames)))
                .isEqualTo("Caused by: Y: inner");
    }

    @Test
    void ofAStructuredStackTraceTheDeepestCauseIsShown() throws Exception {
        assertThat(of("{\"log\":{\"level\":\"ERROR\"},\"message\":\"Application run failed\",\"error\":{\"type\":\"X\","
                        + "\"message\":\"outer\",\"stack_trace\":\"X: outer\\n\\tat a.B.c(B.java:1)\\n"
                        + "Caused by: Y: the port is taken\\n\\tat d.E.f(E.java:2)\\n\\t... 9 more\\n\"}}\n"
                        + "{\"message\":\"bye\"}\n"))
                .isEqualTo("Caused by: Y: the port is taken");
    }

    @Test
    void ofAFailedStartTheDescriptionIsShown() throws Exception {
        assertThat(of("""

                ***************************
                APPLICATION FAILED TO START
                ***************************

                Description:

                Binding to target PaymentProperties failed:

                Action:

                Update it
                """)).isEqualTo("Description: Binding to target PaymentProperties failed:");
    }

    @Test
    void wordsOfAnEarlierStartAreNotRepeated() throws Exception {
        var log = folder.resolve("log");
        Files.writeString(log, "ERROR old\n");
        var start = Files.size(log);
        assertThat(LastWords.of(log, start)).isEqualTo("it wrote nothing");
        assertThat(LastWords.of(folder.resolve("none"), 0)).isEqualTo("it wrote nothing");
    }

    @Test
    void aLongLineIsCut() throws Exception {
        assertThat(of("ERROR " + "x".repeat(1000) + "\n")).hasSize(301).endsWith("…");
    }

    private String of(String text) throws Exception {
        var log = folder.resolve("log");
        Files.writeString(log, text);
        return LastWords.of(log, 0);
    }
}
