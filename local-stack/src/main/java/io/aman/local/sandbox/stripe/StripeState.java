package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Everything this Stripe remembers, and its clock. */
final class StripeState {
    private static final long FEE_PER_THOUSAND = 29;

    private final Clock clock;
    private final Ids ids;
    private final Templates templates = new Templates();
    private final Table intents;
    private final Table setups;
    private final Table charges;
    private final Table refunds;
    private final Table events;
    private final Table customers;
    private final Table methods;
    private final Table disputes;
    private final Table movements;

    StripeState(Store store, Clock clock) {
        this.clock = clock;
        this.ids = new Ids(clock);
        this.intents = store.table("stripe.payment_intents");
        this.setups = store.table("stripe.setup_intents");
        this.charges = store.table("stripe.charges");
        this.refunds = store.table("stripe.refunds");
        this.events = store.table("stripe.events");
        this.customers = store.table("stripe.customers");
        this.methods = store.table("stripe.payment_methods");
        this.disputes = store.table("stripe.disputes");
        this.movements = store.table("stripe.balance_transactions");
    }

    Ids ids() {
        return ids;
    }

    /** Seconds of the epoch. */
    long now() {
        return clock.instant().getEpochSecond();
    }

    Table intents() {
        return intents;
    }

    /** Rows like those of {@link #intents}. */
    Table setups() {
        return setups;
    }

    Table charges() {
        return charges;
    }

    Table refunds() {
        return refunds;
    }

    Table events() {
        return events;
    }

    Table customers() {
        return customers;
    }

    /** A row is the test token behind the method, and the object that Stripe shows of it. */
    Table methods() {
        return methods;
    }

    Table disputes() {
        return disputes;
    }

    /** Stripe's balance transactions. */
    Table movements() {
        return movements;
    }

    /**
     * Writes down that the account's balance moved.
     *
     * @param source the charge, refund or dispute that did it
     * @return the id of the balance transaction
     */
    String move(String type, String category, long amount, ObjectNode source) {
        long fee = type.equals("charge") ? amount * FEE_PER_THOUSAND / 1000 : 0;
        var movement = make("balance_transaction", "txn_")
                .put("type", type)
                .put("reporting_category", category)
                .put("amount", amount)
                .put("fee", fee)
                .put("net", amount - fee)
                .put("available_on", now())
                .putNull("description");
        movement.set("currency", source.path("currency"));
        movement.set("source", source.path("id"));
        var id = movement.path("id").asString();
        movements.put(id, movement);
        return id;
    }

    /** A new object of that kind, with an id of its own, made now. */
    ObjectNode make(String object, String prefix) {
        return templates.of(object).put("id", ids.next(prefix)).put("created", now());
    }

    ObjectNode template(String object) {
        return templates.of(object);
    }

    Optional<Intent> intent(String id) {
        return intents.find(id).map(Intent::new);
    }

    void save(Intent intent) {
        intents.put(intent.id(), intent.row());
    }

    ObjectNode charge(String id) {
        return charges.find(id).orElseThrow(() -> StripeError.missing("charge", id));
    }

    void saveCharge(ObjectNode charge) {
        charges.put(charge.path("id").asString(), charge);
    }

    /** A payment method of its own for a test token, as Stripe makes one; an id that is already one is kept. */
    String method(String given) {
        if (methods.find(given).isPresent()) {
            return given;
        }
        var card = TestCard.of(given)
                .orElseThrow(() -> StripeError.missingParam("PaymentMethod", "payment_method", given));
        var method = make("payment_method", "pm_");
        card.show((ObjectNode) method.path("card"));
        var id = method.path("id").asString();
        var row = Json.object().put("token", given);
        row.set("object", method);
        methods.put(id, row);
        return id;
    }

    TestCard card(String method) {
        return findCard(method).orElseThrow(() -> new IllegalStateException("no card behind " + method));
    }

    /** Behind a payment method's id or a test token. */
    Optional<TestCard> findCard(String given) {
        var token = methods.find(given).map(row -> row.path("token").asString()).orElse(given);
        return TestCard.of(token);
    }

    void requireCustomer(String id) {
        if (customers.find(id).isEmpty()) {
            throw StripeError.missingParam("customer", "customer", id);
        }
    }
}
