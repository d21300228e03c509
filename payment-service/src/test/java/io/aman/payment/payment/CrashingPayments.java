package io.aman.payment.payment;

import io.aman.payment.payment.FakeProvider.Crash;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Payments of a process that dies before or after its nth write. */
final class CrashingPayments {

    private static final Set<String> WRITES = Set.of("add", "change");

    private CrashingPayments() {}

    /** @param written whether the write that is its last one takes effect */
    static Payments at(int write, boolean written, Payments payments) {
        var writes = new AtomicInteger();
        return (Payments) Proxy.newProxyInstance(
                Payments.class.getClassLoader(), new Class<?>[] {Payments.class}, (_, method, arguments) -> {
                    var last = WRITES.contains(method.getName()) && writes.incrementAndGet() >= write;
                    if (last && !(written && writes.get() == write)) {
                        throw new Crash();
                    }
                    Object result;
                    try {
                        result = method.invoke(payments, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (last) {
                        throw new Crash();
                    }
                    return result;
                });
    }
}
