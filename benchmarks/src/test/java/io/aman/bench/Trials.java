package io.aman.bench;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the parts that a benchmark asks for: started once for all of them, quickly and small, since a trial proves
 * that a benchmark runs and not what it measures.
 */
public final class Trials implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(Trials.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BenchStacks.class;
    }

    @Override
    public BenchStacks resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var shared = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(SharedParts.class, _ -> new SharedParts(), SharedParts.class);
        return context.getStore(NAMESPACE)
                .computeIfAbsent(TrialStacks.class, _ -> new TrialStacks(shared), TrialStacks.class);
    }
}
