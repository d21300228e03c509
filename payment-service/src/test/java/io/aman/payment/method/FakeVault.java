package io.aman.payment.method;

import io.aman.payment.provider.MethodVault;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.ActionRequired;
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
import org.jspecify.annotations.Nullable;

/**
 * A vault with keys, whose calls go wrong on demand. A token {@code test_…} becomes a new one each time, as Stripe's do;
 * {@code bad_…} is rejected; any other is kept as it is.
 */
final class FakeVault implements MethodVault {

    /** What a crash looks like to the code that is running: it ends here. */
    static final class Crash extends Error {}

    private final Map<String, VaultAnswer> answers = new HashMap<>();
    private final Map<String, String> waiting = new HashMap<>();
    private @Nullable Boolean agreed;
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
    public boolean takes(@Nullable PaymentMethodToken token) {
        return token != null && !token.value().startsWith("tok_");
    }

    @Override
    public VaultAnswer attach(Attach command) {
        return send(command.key(), () -> {
            var token = command.token().value();
            if (token.startsWith("bad_")) {
                return new Rejected("card_declined");
            }
            if (token.startsWith("ask_") && command.returnUrl() != null) {
                var setup = "seti_" + answers.size();
                waiting.put(setup, token);
                return asking(setup);
            }
            return keep(token, command.payer(), command.customer());
        });
    }

    private Kept keep(String token, String payer, @Nullable String named) {
        var kept = token.startsWith("test_") ? "pm_" + answers.size() : token;
        ownerByToken.put(kept, payer);
        var customer = named == null ? "cus_" + payer : named;
        return new Kept(new PaymentMethodToken(kept, customer), new Traits("card", "visa", "4242", 8, 2034));
    }

    private static ActionRequired asking(String setup) {
        return new ActionRequired(setup, new NextAction("redirect_to_url", "https://bank.example/" + setup));
    }

    /** What the payer does on his bank's page, for all setups alike. */
    synchronized void payerActs(boolean agrees) {
        agreed = agrees;
    }

    /** How many still wait for the payer. */
    synchronized int waiting() {
        return waiting.size();
    }

    @Override
    public VaultAnswer resume(Setup command) {
        return send(command.key() + agreed, () -> {
            if (agreed == null) {
                return asking(command.setup());
            }
            var token = waiting.remove(command.setup());
            if (token == null) {
                return new Rejected("canceled");
            }
            return agreed ? keep(token, command.payer(), null) : new Rejected("authentication_required");
        });
    }

    @Override
    public VaultAnswer abandon(Setup command) {
        return send(command.key(), () -> {
            var token = waiting.remove(command.setup());
            return token != null && Boolean.TRUE.equals(agreed) ? keep(token, command.payer(), null) : new Gone();
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
