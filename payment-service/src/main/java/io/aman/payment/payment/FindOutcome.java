package io.aman.payment.payment;

import io.aman.payment.privacy.Person;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.NoticeBodies;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.Providers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds out from the provider how a payment stands, where the answer to our own call is not enough.
 *
 * <p>What was read counts only if nobody has changed the payment since before the reading; else it is read again.
 */
@Component
public final class FindOutcome {

    private static final int MAX_READS = 5;

    private final Payments payments;
    private final Providers providers;
    private final FindRefundOutcome refunds;
    private final NoticeBodies bodies;
    private final CheckSchedule schedule;
    private final Clock clock;

    FindOutcome(
            Payments payments,
            Providers providers,
            FindRefundOutcome refunds,
            NoticeBodies bodies,
            CheckSchedule schedule,
            Clock clock) {
        this.payments = payments;
        this.providers = providers;
        this.refunds = refunds;
        this.bodies = bodies;
        this.schedule = schedule;
        this.clock = clock;
    }

    /**
     * The payment that a notice is about.
     *
     * @param ref the provider's id of it
     * @param paymentId our id as the provider was told it; decides only while we don't know the provider's id ourselves,
     *     when the notice has overtaken the answer to our call
     */
    public Optional<PaymentId> find(String provider, String ref, @Nullable String paymentId) {
        return payments.findByProviderRef(ref)
                .or(() -> Optional.ofNullable(paymentId)
                        .flatMap(id -> payments.find(new PaymentId(id)))
                        .filter(payment -> payment.progress().providerRef() == null))
                .filter(payment -> payment.terms().provider().equals(provider))
                .map(Payment::id);
    }

    /**
     * Looks at the provider because of a notice.
     *
     * @param ref the provider's id of the payment
     * @param about what beside the payment itself has to be looked at
     * @return whether the payment now stands as the provider says; false to try again later
     */
    public boolean afterNotice(PaymentId id, String ref, Notice.Subject about, Cause cause) {
        var looked = look(id, (provider, payment) -> afterNotice(provider, payment, ref), (payment, answer) -> {
            if (answer instanceof Fact fact) {
                payment.noticed(fact, cause);
            }
        });
        if (looked.isEmpty()) {
            return false;
        }
        var payment = looked.get().payment();
        if (Person.isPseudonym(payment.terms().payer())) {
            bodies.erase(payment.terms().provider(), ref); // nobody comes back for what arrives after an erasure
        }
        if (!(looked.get().answer() instanceof Fact)) {
            return false;
        }
        return besideThat(payment, about, cause, change -> payments.change(payment.id(), change));
    }

    /** @param learn applies what was found out */
    private boolean besideThat(Payment payment, Notice.Subject about, Cause cause, Consumer<Consumer<Payment>> learn) {
        return switch (about) {
            case PAYMENT, SOMETHING_ELSE -> refunds.afterNotice(payment, cause, learn);
            case REFUND -> refunds.afterRefundNotice(payment, cause, learn);
            case DISPUTE ->
                refunds.afterRefundNotice(payment, cause, learn) && afterDisputeNotice(payment, cause, learn);
        };
    }

    /**
     * What a notice would change now: the provider is read, and nothing is written or asked for.
     *
     * @return empty where the provider could not be read
     */
    public Optional<PaymentStanding.Change> preview(PaymentId id, String ref, Notice.Subject about, Cause cause) {
        var payment = payments.require(id);
        var before = PaymentStanding.of(payment);
        if (!(providers.require(payment.terms().provider()).read(ref) instanceof Fact fact)) {
            return Optional.empty();
        }
        payment.noticed(fact, cause); // on what was read here and nobody stores
        return besideThat(payment, about, cause, change -> change.accept(payment))
                ? Optional.of(new PaymentStanding.Change(before, PaymentStanding.of(payment)))
                : Optional.empty();
    }

    public PaymentStanding standing(PaymentId id) {
        return PaymentStanding.of(payments.require(id));
    }

    /** Where the payer has agreed, that is no outcome yet: the hold is asked for, again under its key. */
    private static ProviderAnswer afterNotice(PaymentProvider provider, Payment payment, String ref) {
        var seen = provider.read(ref);
        var toAsk = payment.progress()
                .openAttempt()
                .filter(open -> seen instanceof Approved && open.kind() == Attempt.Kind.CONFIRM);
        return toAsk.isPresent() ? askAgain(provider, payment, toAsk.get()) : seen;
    }

    private boolean afterDisputeNotice(Payment payment, Cause cause, Consumer<Consumer<Payment>> learn) {
        return switch (providers
                .require(payment.terms().provider())
                .readDispute(payment.progress().requireRef())) {
            case DisputeAnswer.None _ -> true;
            case DisputeAnswer.Stands stands -> {
                learn.accept(now -> now.disputeNoticed(stands.status(), cause));
                yield true;
            }
            case Unknown _, NotSent _ -> false;
        };
    }

    /** Takes up a payment whose open attempt or refund is due for a look; nobody else does before the lease ends. */
    public Optional<PaymentId> claimDue(Duration lease) {
        var now = clock.instant();
        return payments.claimDue(now, now.plus(lease)).map(Payment::id);
    }

    /** Looks what has become of what is due, and asks for it again where the provider never heard of it. */
    public void ofWhatIsDue(PaymentId id, Cause cause) {
        refunds.ofDue(id, cause);
        var _ = look(
                id,
                this::whatBecame,
                (payment, answer) -> payment.progress()
                        .openAttempt()
                        .ifPresent(attempt -> payment.looked(attempt.id(), answer, cause, schedule)));
    }

    private @Nullable ProviderAnswer whatBecame(PaymentProvider provider, Payment payment) {
        var open = payment.progress().openAttempt();
        if (open.filter(attempt -> attempt.isDue(clock.instant())).isEmpty()) {
            return null;
        }
        var attempt = open.get();
        var mayAskAgain = clock.instant().isBefore(attempt.openedAt().plus(provider.keyLifetime()));
        var ref = payment.progress().providerRef();
        if (ref == null) {
            return mayAskAgain ? askAgain(provider, payment, attempt) : new Unknown("the key is too old");
        }
        var seen = provider.read(ref);
        var safe = mayAskAgain || seen instanceof Approved;
        return safe && seen instanceof Fact fact && attempt.isUnheard(payment.terms(), payment.progress(), fact)
                ? askAgain(provider, payment, attempt)
                : seen;
    }

    /** Under the same key: whichever of the two arrives first has effect, and both get its answer. */
    private static ProviderAnswer askAgain(PaymentProvider provider, Payment payment, Attempt attempt) {
        return provider.ask(payment.command(attempt.id())).afterAnEarlierSend();
    }

    private interface Reading {
        @Nullable
        ProviderAnswer read(PaymentProvider provider, Payment payment);
    }

    /** @param payment with what was learned from the answer */
    private record Looked(Payment payment, ProviderAnswer answer) {}

    private Optional<Looked> look(PaymentId id, Reading reading, BiConsumer<Payment, ProviderAnswer> change) {
        for (int reads = 0; reads < MAX_READS; reads++) {
            var seen = payments.require(id);
            var answer = reading.read(providers.require(seen.terms().provider()), seen);
            if (answer == null) {
                return Optional.empty();
            }
            if (payments.changeIfUnchanged(seen, payment -> change.accept(payment, answer))) {
                return Optional.of(new Looked(seen, answer));
            }
        }
        return Optional.empty();
    }
}
