package io.aman.notification;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.MongoOperations;

/** A store whose user dies at a chosen write: no {@code catch (RuntimeException)} runs, and nothing after it. */
public final class CrashingMongo {

    private static final Set<String> WRITES =
            Set.of("insert", "updateFirst", "updateMulti", "upsert", "findAndModify", "remove");

    /** Where the process dies. */
    public enum Moment {
        BEFORE,
        /** When half of what is written together is written. */
        WITHIN,
        AFTER
    }

    public static final class Crash extends Error {}

    private final int fatal;
    private final Moment moment;
    private final AtomicInteger writes = new AtomicInteger();

    private CrashingMongo(int fatal, Moment moment) {
        this.fatal = fatal;
        this.moment = moment;
    }

    /** @param write the number of the fatal write, the first being 1; those that are made together are one */
    public static MongoOperations at(MongoOperations mongo, int write, Moment moment) {
        var crashing = new CrashingMongo(write, moment);
        return proxy(MongoOperations.class, (method, arguments) -> {
            if (method.getName().equals("bulkOps")) {
                return crashing.together(() -> (BulkOperations) invoked(method, mongo, arguments));
            }
            return WRITES.contains(method.getName())
                    ? crashing.write(() -> {}, () -> invoked(method, mongo, arguments))
                    : invoked(method, mongo, arguments);
        });
    }

    private BulkOperations together(Supplier<BulkOperations> fresh) {
        var calls = new ArrayList<Consumer<BulkOperations>>();
        var self = new BulkOperations[1];
        self[0] = proxy(BulkOperations.class, (method, arguments) -> {
            if (!method.getName().equals("execute")) {
                calls.add(bulk -> invoked(method, bulk, arguments));
                return self[0];
            }
            return write(
                    () -> execute(fresh.get(), calls.subList(0, calls.size() / 2)), () -> execute(fresh.get(), calls));
        });
        return self[0];
    }

    private static @Nullable Object execute(BulkOperations bulk, List<Consumer<BulkOperations>> calls) {
        calls.forEach(call -> call.accept(bulk));
        return calls.isEmpty() ? null : bulk.execute();
    }

    private @Nullable Object write(Runnable half, Callable<@Nullable Object> whole) throws Exception {
        if (writes.incrementAndGet() != fatal) {
            return whole.call();
        }
        switch (moment) {
            case BEFORE -> {}
            case WITHIN -> half.run();
            case AFTER -> whole.call();
        }
        throw new Crash();
    }

    private static @Nullable Object invoked(Method method, Object on, Object[] arguments) {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is done in the place of a method. */
    private interface Instead {

        @Nullable
        Object of(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Instead instead) {
        return type.cast(Proxy.newProxyInstance(
                CrashingMongo.class.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> instead.of(method, arguments)));
    }
}
