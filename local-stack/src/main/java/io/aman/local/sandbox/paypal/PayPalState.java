package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Everything this PayPal remembers, and its clock. */
final class PayPalState {
    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final Table orders;
    private final Table transactions;
    private final Table invoices;
    private final Table disputes;
    private final Table disputesByTransaction;

    PayPalState(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.ids = new Ids(clock);
        this.orders = store.table("paypal.orders");
        this.transactions = store.table("paypal.transactions");
        this.invoices = store.table("paypal.invoices");
        this.disputes = store.table("paypal.disputes");
        this.disputesByTransaction = store.table("paypal.disputes.by-transaction");
    }

    /** As {@link Store#change}, but an error that keeps its changes undoes none. */
    <T> T change(Supplier<T> work) {
        var refusals = new ArrayList<PayPalError>();
        Optional<T> done = store.change(() -> {
            try {
                return Optional.of(work.get());
            } catch (PayPalError e) {
                if (!e.kept()) {
                    throw e;
                }
                refusals.add(e);
                return Optional.empty();
            }
        });
        return done.orElseThrow(refusals::getFirst);
    }

    Ids ids() {
        return ids;
    }

    Instant instant() {
        return clock.instant();
    }

    /** As PayPal writes it: UTC, to the second. */
    String now() {
        return instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    Stream<Order> orders() {
        return orders.newestFirst(null).map(Order::new);
    }

    /** An order that is not forgotten. */
    Order order(String id) {
        return orders.find(id)
                .map(Order::new)
                .filter(order -> !order.forgotten())
                .orElseThrow(PayPalError::notFound);
    }

    /** Also a forgotten one. */
    Optional<Order> everyOrder(String id) {
        return orders.find(id).map(Order::new);
    }

    void save(Order order) {
        order.object().put("update_time", now());
        orders.put(order.id(), order.row());
    }

    Stream<Transaction> transactions() {
        return transactions.newestFirst(null).map(Transaction::new);
    }

    Optional<Transaction> transaction(String id) {
        return transactions.find(id).map(Transaction::new);
    }

    /** An order's transactions, oldest first. */
    Stream<Transaction> transactionsOf(String order) {
        return everyOrder(order).orElseThrow().transactions().stream()
                .map(id -> transaction(id).orElseThrow());
    }

    Transaction transaction(Transaction.Kind kind, String id) {
        return transaction(id).filter(found -> found.kind() == kind).orElseThrow(PayPalError::notFound);
    }

    /** Saves it as changed now. */
    void save(Transaction transaction) {
        transaction.object().put("update_time", now());
        transactions.put(transaction.id(), transaction.row());
    }

    /** Takes an invoice id for an order; one that another order or the same purpose has used is refused. */
    void claimInvoice(String invoice, String order, String purpose) {
        var before = invoices.find(invoice);
        if (before.filter(use -> !use.path("order").asString().equals(order)
                        || use.path("purpose").asString().equals(purpose))
                .isPresent()) {
            throw PayPalError.refused(Issue.DUPLICATE_INVOICE_ID);
        }
        invoices.put(invoice, Json.object().put("order", order).put("purpose", purpose));
    }

    Optional<ObjectNode> dispute(String id) {
        return disputes.find(id);
    }

    Stream<ObjectNode> disputes() {
        return disputes.newestFirst(null);
    }

    Stream<ObjectNode> disputesOf(String transaction) {
        return disputesByTransaction
                .ids(transaction + "/")
                .map(key ->
                        disputes.find(key.substring(transaction.length() + 1)).orElseThrow());
    }

    void saveDispute(ObjectNode dispute, String transaction) {
        var id = dispute.path("dispute_id").asString();
        disputes.put(id, dispute);
        disputesByTransaction.put(transaction + "/" + id, Json.object());
    }
}
