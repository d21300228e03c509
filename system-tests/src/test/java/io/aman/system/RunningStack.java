package io.aman.system;

import io.aman.local.stack.LocalStack;
import io.aman.local.stack.Ports;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack of plain JVMs for all system tests, on ports of its own, stopped when the last one has run. */
final class RunningStack implements ParameterResolver {

    private record Started(LocalStack stack) implements AutoCloseable {

        @Override
        public void close() {
            stack.stop();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStack.class;
    }

    @Override
    public LocalStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RunningStack.class))
                .computeIfAbsent("stack", _ -> start(), Started.class)
                .stack();
    }

    private static Started start() {
        // Made anew by the build's clean: a test must not depend on what an earlier run left behind.
        var state = Path.of("target", "stack-" + ProcessHandle.current().pid());
        var stack = LocalStack.on(Path.of(".."), state, Ports.random());
        stack.start(System.out::println);
        return new Started(stack);
    }
}
