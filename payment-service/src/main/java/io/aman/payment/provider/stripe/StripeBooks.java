package io.aman.payment.provider.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.HasId;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.BalanceTransactionService;
import com.stripe.service.DisputeService;
import com.stripe.service.RefundService;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.LedgerReader.LedgerAnswer;
import io.aman.payment.provider.LedgerReader.Line;
import io.aman.payment.provider.LedgerReader.Read;
import io.aman.payment.provider.LedgerReader.Unread;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stripe's lists, each read to its end (docs.stripe.com/api/pagination). */
final class StripeBooks {

    private static final long PAGE = 100;
    private static final int MOST_PAGES = 1000;

    private final RefundService refunds;
    private final DisputeService disputes;
    private final BalanceTransactionService movements;

    StripeBooks(StripeClient client) {
        this.refunds = client.v1().refunds();
        this.disputes = client.v1().disputes();
        this.movements = client.v1().balanceTransactions();
    }

    /** Those made in the dashboard included. */
    RefundList refunds(String intent) {
        try {
            return listed(all(after -> refunds.list(RefundListParams.builder()
                    .setPaymentIntent(intent)
                    .setLimit(PAGE)
                    .setStartingAfter(after)
                    .build())));
        } catch (StripeException e) {
            return StripeFailures.unread(e);
        } catch (RuntimeException e) {
            return StripeFailures.unreadable(e);
        }
    }

    private static RefundList listed(List<Refund> found) {
        var rows = new ArrayList<RefundList.Row>();
        for (var refund : found) {
            if (!(StripeWire.refund(refund) instanceof RefundAnswer.Stands stands)) {
                return new Unknown("a refund with a status we do not know");
            }
            var metadata = refund.getMetadata();
            rows.add(new RefundList.Row(metadata == null ? null : metadata.get(StripeWire.REFUND_ID), stands));
        }
        return new RefundList.Listed(rows);
    }

    /** The newest one decides; it comes first. */
    DisputeAnswer dispute(String intent) {
        try {
            var newest = DisputeListParams.builder()
                    .setPaymentIntent(intent)
                    .setLimit(1L)
                    .build();
            return disputes.list(newest).getData().stream()
                    .findFirst()
                    .<DisputeAnswer>map(found -> new DisputeAnswer.Stands(StripeWire.dispute(found)))
                    .orElseGet(DisputeAnswer.None::new);
        } catch (StripeException e) {
            return StripeFailures.unread(e);
        } catch (RuntimeException e) {
            return StripeFailures.unreadable(e);
        }
    }

    /**
     * Captures and refunds as Stripe booked them; fees and payouts are left out.
     *
     * @see <a href="https://docs.stripe.com/reports/balance-transaction-types">Types of balance transactions</a>
     */
    LedgerAnswer ledger(Instant from, Instant to) {
        var lines = new ArrayList<Line>();
        try {
            for (var type : StripeLedger.TYPES) {
                for (var movement : all(after -> movements.list(StripeLedger.asked(type, from, to, after)))) {
                    lines.add(StripeLedger.line(movement));
                }
            }
            return new Read(lines);
        } catch (StripeException e) {
            return new Unread(StripeFailures.unread(e).reason());
        } catch (RuntimeException e) {
            return new Unread(StripeFailures.unreadable(e).reason());
        }
    }

    private interface Pages<T extends HasId> {

        /** @param after the last id of the page before; null for the first page */
        StripeCollection<T> page(@Nullable String after) throws StripeException;
    }

    private static <T extends HasId> List<T> all(Pages<T> pages) throws StripeException {
        var found = new ArrayList<T>();
        var after = Optional.<String>empty();
        for (int read = 0; read < MOST_PAGES; read++) {
            var page = pages.page(after.orElse(null));
            found.addAll(page.getData());
            if (!Boolean.TRUE.equals(page.getHasMore()) || page.getData().isEmpty()) {
                return found;
            }
            after = Optional.of(page.getData().getLast().getId());
        }
        throw new IllegalStateException("a list that does not end");
    }
}
