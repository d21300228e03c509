package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Demos;
import io.aman.local.stack.LocalStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(RunningStack.class)
class FirstPaymentE2E {

    @Test
    void everyStepOfTheDemoIsProven(LocalStack stack) {
        var printed = new ByteArrayOutputStream();

        var exitCode = new Demos().run(stack, Optional.empty(), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("demo: (1[2-9]|[2-9]\\d) passed, 0 failed\\R$");
        assertThat(exitCode).isZero();
    }
}
