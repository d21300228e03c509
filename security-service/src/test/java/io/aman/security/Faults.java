package io.aman.security;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Kills whoever works with the database, right before or right after one of its commands is carried out. */
public final class Faults implements BeanPostProcessor {

    private static final Set<String> COMMANDS = Set.of(
            "find",
            "findOne",
            "findById",
            "findAndModify",
            "insert",
            "updateFirst",
            "updateMulti",
            "upsert",
            "remove",
            "exists",
            "count");

    /** What nobody catches: no write follows it. */
    public static final class Killed extends Error {}

    private static final class Steps {
        private final int deadly;
        private int made;

        Steps(int deadly) {
            this.deadly = deadly;
        }
    }

    private static final ThreadLocal<Steps> OWN = new ThreadLocal<>();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    @TestConfiguration(proxyBeanMethods = false)
    public static class Installed {

        @Bean
        static Faults faults() {
            return new Faults();
        }
    }

    /**
     * Runs {@code work}.
     *
     * @param deadly the number of the step at which its thread dies
     * @return how many steps it made
     */
    public int during(int deadly, Runnable work) {
        var steps = new Steps(deadly);
        OWN.set(steps);
        try {
            work.run();
        } finally {
            OWN.remove();
        }
        return steps.made;
    }

    /** Everything dies that makes one more step after so many, whatever its thread. */
    public void dieAfter(int steps) {
        left.set(steps);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof MongoTemplate)) {
            return bean;
        }
        var factory = new ProxyFactory(bean);
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) this::called);
        return factory.getProxy();
    }

    private Object called(MethodInvocation call) throws Throwable {
        if (!COMMANDS.contains(call.getMethod().getName())) {
            var result = call.proceed();
            return result instanceof BulkOperations bulk ? dying(bulk) : result;
        }
        mayDie();
        var result = call.proceed();
        mayDie();
        return result;
    }

    private BulkOperations dying(BulkOperations bulk) {
        return (BulkOperations) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BulkOperations.class}, (proxy, method, arguments) -> {
                    try {
                        if (!method.getName().equals("execute")) {
                            method.invoke(bulk, arguments);
                            return proxy;
                        }
                        mayDie();
                        var result = method.invoke(bulk, arguments);
                        mayDie();
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void mayDie() {
        var steps = OWN.get();
        if (steps != null && ++steps.made == steps.deadly) {
            throw new Killed();
        }
        if (left.get() != Integer.MAX_VALUE && left.decrementAndGet() < 0) {
            throw new Killed();
        }
    }
}
