package io.aman.local.sandbox.paypal;

import static io.aman.local.sandbox.paypal.Transaction.Kind.AUTHORIZATION;

import io.aman.local.sandbox.provider.Json;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Money that is held (developer.paypal.com/docs/api/payments/v2, read 2026-11). */
final class Authorizations {
    static final String PATH = "/v2/payments/authorizations/";
    private static final Duration VALID = Duration.ofDays(29);
    private static final String EXPIRED = "expired";
    private static final String REPLACED = "replaced";

    private final PayPalState state;
    private final Captures captures;
    private final Events events;

    Authorizations(PayPalState state, Captures captures, Events events) {
        this.state = state;
        this.captures = captures;
        this.events = events;
    }

    /** @param parent the authorization that this one renews */
    Transaction make(Order order, Amount amount, Optional<String> parent, Cause cause) {
        var id = state.ids().nextCapitals();
        var object = Json.object().put("id", id).put("status", "CREATED").set("amount", amount.json());
        Captures.about(object, order, order.invoice());
        object.put("create_time", state.now())
                .put(
                        "expiration_time",
                        state.instant()
                                .plus(VALID)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        Links.of(object, cause)
                .get("self", PATH + id)
                .post("capture", PATH + id + "/capture")
                .post("void", PATH + id + "/void")
                .post("reauthorize", PATH + id + "/reauthorize")
                .get("up", "/v2/checkout/orders/" + order.id());
        var authorization = Transaction.of(AUTHORIZATION, order, parent, object);
        order.add(authorization);
        state.save(authorization);
        events.of("PAYMENT.AUTHORIZATION.CREATED", "A payment authorization was created", authorization, cause);
        return authorization;
    }

    Transaction capture(String id, ObjectNode request, Cause cause) {
        var authorization = state.transaction(AUTHORIZATION, id);
        requireOpen(authorization);
        var held = authorization.amount();
        var amount = Amount.named(request, held);
        if (!amount.currency().equals(held.currency())) {
            throw PayPalError.refused(Issue.AUTH_CAPTURE_CURRENCY_MISMATCH);
        }
        long rest = held.minor() - captured(authorization);
        if (amount.minor() > rest) {
            throw PayPalError.refused(Issue.MAX_CAPTURE_AMOUNT_EXCEEDED);
        }
        var order = state.everyOrder(authorization.order()).orElseThrow();
        var invoice = request.path("invoice_id").stringValueOpt();
        invoice.ifPresent(given -> state.claimInvoice(given, order.id(), "capture"));
        var last = amount.minor() == rest || request.path("final_capture").asBoolean(false);
        var capture = captures.make(order, Optional.of(id), amount, last, invoice.or(order::invoice), cause);
        state.save(order);
        if (capture.moved() || capture.has("PENDING")) {
            authorization.status(last ? "CAPTURED" : "PARTIALLY_CAPTURED");
            state.save(authorization);
        }
        return capture;
    }

    private void requireOpen(Transaction authorization) {
        if (authorization.marked(EXPIRED) || isPast(authorization)) {
            throw PayPalError.refused(Issue.AUTHORIZATION_EXPIRED);
        }
        if (authorization.has("VOIDED") || authorization.marked(REPLACED)) {
            throw PayPalError.refused(Issue.AUTHORIZATION_VOIDED);
        }
        if (authorization.has("CAPTURED")) {
            throw PayPalError.refused(Issue.AUTHORIZATION_ALREADY_CAPTURED);
        }
    }

    private boolean isPast(Transaction authorization) {
        return state.instant().isAfter(authorization.created().plus(VALID));
    }

    private long captured(Transaction authorization) {
        return state.transactionsOf(authorization.order())
                .filter(piece -> piece.parent().equals(Optional.of(authorization.id())))
                .filter(piece -> piece.moved() || piece.has("PENDING"))
                .filter(piece -> piece.is(Transaction.Kind.CAPTURE))
                .mapToLong(piece -> piece.amount().minor())
                .sum();
    }

    /** A renewal can't be voided alone: it ends with the authorization it renews. */
    Transaction release(String id, Cause cause) {
        var authorization = state.transaction(AUTHORIZATION, id);
        if (authorization.parent().isPresent()) {
            throw PayPalError.refused(Issue.CANNOT_BE_VOIDED);
        }
        if (authorization.has("CAPTURED")) {
            throw PayPalError.refused(Issue.PREVIOUSLY_CAPTURED);
        }
        if (authorization.has("VOIDED")) {
            throw PayPalError.refused(Issue.PREVIOUSLY_VOIDED);
        }
        state.transactionsOf(authorization.order())
                .filter(piece -> piece.is(AUTHORIZATION) && piece.parent().equals(Optional.of(id)))
                .forEach(renewal -> end(renewal, cause));
        end(authorization, cause);
        return authorization;
    }

    private void end(Transaction authorization, Cause cause) {
        authorization.status("VOIDED");
        state.save(authorization);
        events.of("PAYMENT.AUTHORIZATION.VOIDED", "A payment authorization was voided", authorization, cause);
    }

    Transaction renew(String id, ObjectNode request, Cause cause) {
        var authorization = state.transaction(AUTHORIZATION, id);
        requireOpen(authorization);
        if (authorization.parent().isPresent() || authorization.has("PARTIALLY_CAPTURED")) {
            throw PayPalError.refused(Issue.REAUTHORIZATION_NOT_SUPPORTED);
        }
        var held = authorization.amount();
        var amount = Amount.named(request, held);
        if (!amount.currency().equals(held.currency())) {
            throw PayPalError.refused(Issue.AUTH_CURRENCY_MISMATCH);
        }
        if (amount.minor() > held.minor()) {
            throw PayPalError.refused(Issue.AUTHORIZATION_AMOUNT_EXCEEDED);
        }
        authorization.mark(REPLACED);
        state.save(authorization);
        var order = state.everyOrder(authorization.order()).orElseThrow();
        var renewal = make(order, amount, Optional.of(id), cause);
        state.save(order);
        return renewal;
    }

    /** PayPal voids an authorization when its 29 days are over. */
    Transaction expire(String id, Cause cause) {
        var authorization = state.transaction(AUTHORIZATION, id);
        requireOpen(authorization);
        authorization.mark(EXPIRED);
        end(authorization, cause);
        return authorization;
    }

    /** Whether what it holds still can be, or was, captured. */
    static boolean counts(Transaction authorization) {
        return authorization.is(AUTHORIZATION) && !authorization.has("VOIDED") && !authorization.marked(REPLACED);
    }
}
