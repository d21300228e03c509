package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Demos;
import io.aman.local.stack.LocalStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("process")
@ExtendWith(RunningStack.class)
class DemosE2E {

    @ParameterizedTest
    @CsvSource({
        "first-payment, 12",
        "payments, 25",
        "sessions, 18",
        "gateway, 12",
        "factors, 14",
        "security, 16",
        "notifications, 24"
    })
    void everyStepOfEveryDemoIsProven(String demo, int atLeast, LocalStack stack) {
        var printed = new ByteArrayOutputStream();

        var exitCode =
                new Demos().run(stack, Optional.of(demo), new PrintStream(printed, true, StandardCharsets.UTF_8));

        var text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text).containsPattern("demo: \\d+ passed, 0 failed\\R$");
        assertThat(text.lines().filter(line -> line.startsWith("  ok"))).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(exitCode).isZero();
    }
}
