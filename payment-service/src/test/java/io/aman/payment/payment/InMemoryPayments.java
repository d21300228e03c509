package io.aman.payment.payment;

import io.aman.platform.idempotency.HeldKey;
import io.aman.platform.idempotency.KeptAnswer;
import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Payments in a map, with the conditional write of the real ones: for very many histories. */
final class InMemoryPayments implements Payments {

    private record Row(PaymentTerms terms, Progress progress, long version, Instant nextCheckAt) {}

    private final Map<PaymentId, Row> rows = new LinkedHashMap<>();

    @Override
    public Payment add(Payment payment) {
        if (rows.containsKey(payment.id())) {
            return require(payment.id());
        }
        store(payment, 1);
        return payment.stored(null);
    }

    private void store(Payment payment, long version) {
        rows.put(
                payment.id(),
                new Row(
                        payment.terms(),
                        payment.progress(),
                        version,
                        payment.progress().nextCheckAt()));
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
        return Optional.ofNullable(rows.get(id)).map(InMemoryPayments::payment);
    }

    private static Payment payment(Row row) {
        return PaymentFixture.stored(row.terms(), row.progress(), row.version());
    }

    @Override
    public List<Payment> findAll(Collection<PaymentId> ids) {
        return ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    @Override
    public Optional<Payment> findByProviderRef(String ref) {
        return rows.values().stream()
                .filter(row -> ref.equals(row.progress().providerRef()))
                .findFirst()
                .map(InMemoryPayments::payment);
    }

    @Override
    public Optional<Payment> findMadeUnder(String keyId) {
        throw new UnsupportedOperationException("no keys lie here");
    }

    @Override
    public Optional<KeptAnswer> keptAnswer(PaymentId id, HeldKey<Payment> key) {
        throw new UnsupportedOperationException("no keys lie here");
    }

    @Override
    public Payment change(PaymentId id, Consumer<Payment> change) {
        return change(require(id), change);
    }

    @Override
    public Payment change(Payment seen, Consumer<Payment> change) {
        if (!changeIfUnchanged(seen, change)) {
            return change(seen.id(), change);
        }
        return seen.isChanged() ? seen.stored(null) : seen;
    }

    @Override
    public boolean changeIfUnchanged(Payment seen, Consumer<Payment> change) {
        change.accept(seen);
        if (!seen.isChanged()) {
            return true;
        }
        if (rows.get(seen.id()).version() != seen.version()) {
            return false;
        }
        store(seen, seen.version() + 1);
        return true;
    }

    @Override
    public List<Payment> of(String payer, PaymentSearch search, Cursor after, int limit) {
        throw new UnsupportedOperationException("nobody lists here");
    }

    @Override
    public Optional<Payment> claimDue(Instant now, Instant leaseUntil) {
        var due = rows.values().stream()
                .filter(row -> row.nextCheckAt() != null && !row.nextCheckAt().isAfter(now))
                .min(Comparator.comparing(Row::nextCheckAt));
        due.ifPresent(
                row -> rows.put(row.terms().id(), new Row(row.terms(), row.progress(), row.version(), leaseUntil)));
        return due.map(InMemoryPayments::payment);
    }

    @Override
    public int countUnknown(int atMost) {
        throw new UnsupportedOperationException("nobody counts here");
    }

    @Override
    public List<Payment> unknown(Cursor after, int limit) {
        throw new UnsupportedOperationException("nobody lists here");
    }
}
