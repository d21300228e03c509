package io.aman.notification;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.data.mongodb.core.MongoOperations;

/** A store whose user dies at a chosen write: no {@code catch (RuntimeException)} runs, and nothing after it. */
public final class CrashingMongo {

    private static final Set<String> WRITES =
            Set.of("insert", "updateFirst", "updateMulti", "upsert", "findAndModify", "remove");

    /** Where the process dies. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    public static final class Crash extends Error {}

    private CrashingMongo() {}

    /** @param write the number of the fatal write, the first being 1 */
    public static MongoOperations at(MongoOperations mongo, int write, Moment moment) {
        var writes = new AtomicInteger();
        return (MongoOperations) Proxy.newProxyInstance(
                CrashingMongo.class.getClassLoader(),
                new Class<?>[] {MongoOperations.class},
                (_, method, arguments) -> {
                    var fatal = WRITES.contains(method.getName()) && writes.incrementAndGet() == write;
                    if (fatal && moment == Moment.BEFORE) {
                        throw new Crash();
                    }
                    try {
                        var result = method.invoke(mongo, arguments);
                        if (fatal) {
                            throw new Crash();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
