package io.aman.payment.provider.knet;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.platform.Ids;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * KNET: nothing is asked of it before the payer opens its page, and what is paid there is captured at once.
 *
 * <p>A payment may have several attempts, each with a track id of its own, derived from its confirmation's key.
 */
final class KnetProvider implements PaymentProvider {

    static final String NAME = "knet";

    private static final char SEPARATOR = '/';

    private final MongoKnetAttempts attempts;
    private final KnetInquiry inquiry;
    private final KnetPage page;
    private final KnetRefunds refunds;
    private final Clock clock;

    KnetProvider(MongoKnetAttempts attempts, KnetInquiry inquiry, KnetPage page, KnetRefunds refunds, Clock clock) {
        this.attempts = attempts;
        this.inquiry = inquiry;
        this.page = page;
        this.refunds = refunds;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The payer chooses on KNET's page. */
    @Override
    public boolean takes(@Nullable PaymentMethodToken method) {
        return method == null;
    }

    @Override
    public boolean needsReturnUrl() {
        return true;
    }

    @Override
    public AmountCheck check(Money amount) {
        return KnetAmounts.check(amount);
    }

    /** Creating and confirming write here only, under the key for good. */
    @Override
    public Duration keyLifetime() {
        return Duration.ofDays(365);
    }

    @Override
    public ProviderAnswer create(Create command) {
        var order = new KnetOrder(NAME + "_" + command.paymentId(), command.paymentId(), command.amount());
        attempts.prepare(order);
        return new Created(order.ref());
    }

    /** Where the payer pays; an earlier attempt that may have been paid is asked about first. */
    @Override
    public ProviderAnswer confirm(Confirm command) {
        var order = attempts.order(command.ref());
        if (order.isEmpty()) {
            return new Refused("unknown_payment");
        }
        var returnUrl = command.returnUrl();
        if (returnUrl == null || !KnetUrls.isAcceptable(returnUrl)) {
            return new Refused("return_url");
        }
        var trackId = trackId(command.key());
        var earlier = attempts.ofRef(command.ref());
        return earlier.stream().anyMatch(attempt -> attempt.trackId().equals(trackId))
                ? read(command.ref())
                : held(earlier).orElseGet(() -> opened(order.get(), trackId, returnUrl));
    }

    private ProviderAnswer opened(KnetOrder order, String trackId, URI backTo) {
        return awaitsPayer(attempts.open(
                KnetAttempt.opened(trackId, order.paymentId(), order.ref(), order.amount(), backTo, clock.instant())));
    }

    /** Why no new page may be opened; the payer must not pay twice. */
    private Optional<ProviderAnswer> held(List<KnetAttempt> earlier) {
        var open =
                earlier.stream().filter(attempt -> attempt.closedAt() == null).toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        var standing = KnetStanding.of(open, inquiry);
        return switch (standing.verdict()) {
            case KnetVerdict.NotKnown unknown -> Optional.of(new NotSent(unknown.reason()));
            case KnetVerdict.Captured _, KnetVerdict.Pending _, KnetVerdict.Voided _ -> Optional.of(answer(standing));
            case KnetVerdict.AwaitsPayer _, KnetVerdict.Failed _, KnetVerdict.Expired _ -> Optional.empty();
        };
    }

    /** KNET captures by itself: this only looks whether it has. */
    @Override
    public ProviderAnswer capture(Capture command) {
        return read(command.ref());
    }

    /** Only before the payer may be at KNET, which knows no way to call him back. */
    @Override
    public ProviderAnswer cancel(Cancel command) {
        var standing = read(command.ref());
        return switch (standing) {
            case Created created -> new Canceled(created.ref());
            case RequiresAction _, Processing _ -> new Refused("payer_may_still_pay");
            case ProviderAnswer other -> other;
        };
    }

    @Override
    public RefundAnswer refund(RefundCommand command) {
        var outcome = refunds.refund(command.key(), command.paymentRef(), command.amount());
        return refundAnswer(command.paymentRef() + SEPARATOR + command.key(), command.amount(), outcome);
    }

    /** What we noted: KNET cannot be asked about a refund. */
    @Override
    public RefundAnswer readRefund(String refundRef) {
        var split = refundRef.lastIndexOf(SEPARATOR);
        var found = split < 0
                ? Optional.<KnetAttempt.Refund>empty()
                : refunds.sent(refundRef.substring(split + 1), refundRef.substring(0, split));
        return found.map(refund -> refundAnswer(refundRef, refund.amount(), KnetRefunds.outcome(refund)))
                .orElseGet(() -> new Unknown("no such refund"));
    }

    /** Zero: KNET takes a second request for a second refund. */
    @Override
    public Duration refundKeyLifetime() {
        return Duration.ZERO;
    }

    private static RefundAnswer refundAnswer(String ref, Money amount, KnetRefunds.Outcome outcome) {
        return switch (outcome) {
            case KnetRefunds.Outcome.Succeeded _ ->
                new RefundAnswer.Stands(ref, amount, RefundAnswer.State.SUCCEEDED, null);
            case KnetRefunds.Outcome.Failed failed ->
                new RefundAnswer.Stands(ref, amount, RefundAnswer.State.FAILED, failed.code());
            case KnetRefunds.Outcome.NotKnown unknown -> new Unknown(unknown.reason());
            case KnetRefunds.Outcome.NeverBegan never -> new NotSent(never.reason());
        };
    }

    @Override
    public ProviderAnswer read(String ref) {
        var all = attempts.ofRef(ref);
        if (!all.isEmpty()) {
            return answer(KnetStanding.of(all, inquiry));
        }
        return attempts.order(ref).isPresent() ? new Created(ref) : new Unknown("no such payment");
    }

    private ProviderAnswer answer(KnetStanding standing) {
        var attempt = standing.attempt();
        var ref = attempt.ref();
        return switch (standing.verdict()) {
            case KnetVerdict.AwaitsPayer _ -> awaitsPayer(attempt);
            case KnetVerdict.Pending _ -> new Processing(ref);
            case KnetVerdict.Captured _ -> new Captured(ref, attempt.amount());
            case KnetVerdict.Voided _ -> new Voided(ref);
            case KnetVerdict.Expired _ -> new Expired(ref);
            case KnetVerdict.Failed failed -> new Declined(ref, failed.code(), attempt.trackId());
            case KnetVerdict.NotKnown unknown -> new Unknown(unknown.reason());
        };
    }

    private RequiresAction awaitsPayer(KnetAttempt attempt) {
        return new RequiresAction(attempt.ref(), new NextAction("redirect_to_url", page.url(attempt)));
    }

    /** Alphanumeric, at most 40 characters, the same for the same key. */
    static String trackId(String key) {
        return Ids.derived("", key);
    }
}
