package io.aman.payment.method;

import io.aman.payment.provider.MethodVault;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import io.aman.payment.provider.VaultAnswer.Rejected;
import io.aman.payment.provider.VaultAnswer.Traits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A vault with keys, whose calls go wrong on demand. A token {@code test_…} becomes a new one each time, as Stripe's do;
 * {@code bad_…} is rejected; any other is kept as it is.
 */
final class FakeVault implements MethodVault {

    /** What a crash looks like to the code that is running: it ends here. */
    static final class Crash extends Error {}

    private final Map<String, VaultAnswer> answers = new HashMap<>();
    private final Map<String, String> ownerByToken = new HashMap<>();
    private final Deque<Function<Supplier<VaultAnswer>, VaultAnswer>> next = new ArrayDeque<>();

    synchronized long kept() {
        return ownerByToken.size();
    }

    void nextIsLost() {
        next.add(_ -> new Unknown("no answer"));
    }

    void nextAnswerIsLost() {
        next.add(call -> {
            var _ = call.get();
            return new Unknown("no answer");
        });
    }

    /** The next call is not sent, and until that is known something happens. */
    void nextIsNotSentAfter(Runnable happening) {
        next.add(_ -> {
            happening.run();
            return new NotSent("no connection");
        });
    }

    void nextIsNotSent() {
        next.add(_ -> new NotSent("no connection"));
    }

    void nextIsRefused() {
        next.add(_ -> new Refused("credentials"));
    }

    void crashBeforeNext() {
        next.add(_ -> {
            throw new Crash();
        });
    }

    void crashAfterNext() {
        next.add(call -> {
            var _ = call.get();
            throw new Crash();
        });
    }

    /** Something happens after the next call took effect and before its answer is back. */
    void beforeNextAnswer(Runnable happening) {
        next.add(call -> {
            var answer = call.get();
            happening.run();
            return answer;
        });
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public boolean takes(PaymentMethodToken token) {
        return !token.value().startsWith("tok_");
    }

    @Override
    public VaultAnswer attach(Attach command) {
        return send(command.key(), () -> {
            var token = command.token().value();
            if (token.startsWith("bad_")) {
                return new Rejected("card_declined");
            }
            var kept = token.startsWith("test_") ? "pm_" + answers.size() : token;
            ownerByToken.put(kept, command.payer());
            var customer = command.customer() == null ? "cus_" + command.payer() : command.customer();
            return new Kept(new PaymentMethodToken(kept, customer), new Traits("card", "visa", "4242", 8, 2034));
        });
    }

    @Override
    public VaultAnswer detach(Detach command) {
        return send(command.key(), () -> {
            ownerByToken.remove(command.token().value());
            return new Gone();
        });
    }

    private VaultAnswer send(String key, Supplier<VaultAnswer> work) {
        Supplier<VaultAnswer> once = () -> {
            synchronized (this) {
                var answer = answers.get(key);
                if (answer == null) {
                    answer = work.get();
                    answers.put(key, answer);
                }
                return answer;
            }
        };
        Function<Supplier<VaultAnswer>, VaultAnswer> planned;
        synchronized (next) {
            planned = next.poll();
        }
        return planned == null ? once.get() : planned.apply(once);
    }
}
