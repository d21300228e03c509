package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Which path does what. */
final class PayPalApi {
    private static final Pattern VOID = Pattern.compile("/v2/payments/authorizations/([^/]+)/void");
    private static final String VERIFY = "/v1/notifications/verify-webhook-signature";
    private static final String TOKENS = "/v3/vault/payment-tokens/";

    private final Store store;
    private final Contract contract = new Contract();
    private final Parts parts;

    /** What PayPal consists of here. */
    record Parts(
            PayPalState state,
            RequestIds requestIds,
            OrderViews views,
            Orders orders,
            Authorizations authorizations,
            Captures captures,
            Refunds refunds,
            Disputes disputes,
            Vault vault,
            Reporting reporting,
            Verification verification) {}

    PayPalApi(Store store, Parts parts) {
        this.store = store;
        this.parts = parts;
    }

    Reply serve(Call call, Cause cause) {
        return switch (call.method()) {
            case "GET" -> store.read(() -> Reply.json(200, get(call, cause)));
            case "POST" -> post(call, cause);
            case "DELETE" -> delete(call);
            default -> throw PayPalError.notFound();
        };
    }

    private ObjectNode get(Call call, Cause cause) {
        var path = call.path();
        var last = path.substring(path.lastIndexOf('/') + 1);
        return switch (path.substring(0, path.length() - last.length())) {
            case "/v2/checkout/orders/" -> parts.views().full(parts.state().order(last));
            case "/v2/payments/authorizations/" ->
                parts.state().transaction(Transaction.Kind.AUTHORIZATION, last).object();
            case "/v2/payments/captures/" ->
                parts.state().transaction(Transaction.Kind.CAPTURE, last).object();
            case "/v2/payments/refunds/" -> parts.refunds().get(last).object();
            case "/v1/customer/disputes/" -> parts.disputes().get(last);
            case TOKENS -> parts.vault().showToken(last);
            case "/v3/vault/setup-tokens/" -> parts.vault().showSetupToken(last);
            default ->
                switch (path) {
                    case "/v1/customer/disputes" -> parts.disputes().list(call.params(), cause);
                    case "/v1/reporting/transactions" -> parts.reporting().search(call.params(), cause);
                    case "/v3/vault/payment-tokens" -> parts.vault().list(call.params(), cause);
                    default -> throw PayPalError.notFound();
                };
        };
    }

    private Reply delete(Call call) {
        if (!call.path().startsWith(TOKENS)) {
            throw PayPalError.notFound();
        }
        return store.change(() -> {
            parts.vault().delete(call.path().substring(TOKENS.length()));
            return Reply.noContent();
        });
    }

    private Reply post(Call call, Cause cause) {
        var body = body(call);
        if (call.path().equals(VERIFY)) {
            contract.require(Contract.Document.WEBHOOKS, "verify_webhook_signature", body);
            return Reply.json(200, parts.verification().verify(body, call));
        }
        var released = VOID.matcher(call.path());
        if (released.matches()) {
            return release(released.group(1), call, cause);
        }
        var operation = Operation.at(call.path()).orElseThrow(PayPalError::notFound);
        contract.require(operation.document(), operation.component(), body);
        return perform(operation, body, call, cause);
    }

    private Reply release(String id, Call call, Cause cause) {
        var released = store.change(() -> parts.authorizations().release(id, cause));
        return isFull(call) ? Reply.json(200, released.object()) : Reply.noContent();
    }

    private Reply perform(Operation operation, ObjectNode body, Call call, Cause cause) {
        var key = call.header().apply("PayPal-Request-Id").filter(given -> !given.isEmpty());
        if (operation.isOfVault() && key.isEmpty()) {
            throw PayPalError.invalid(Issue.PAYPAL_REQUEST_ID_REQUIRED, "PayPal-Request-Id", "header");
        }
        var made = key.map(given -> parts.requestIds()
                        .once(operation, given, call, () -> execute(operation, body, key, call, cause)))
                .orElseGet(() -> new RequestIds.Made(
                        parts.state().change(() -> execute(operation, body, key, call, cause)), false));
        var again = made.before() && operation.document() != Contract.Document.PAYMENTS;
        return store.read(() -> Reply.json(again ? 200 : 201, show(operation, made.id(), isFull(call))));
    }

    /** The id of what it made or changed. */
    private String execute(Operation operation, ObjectNode body, Optional<String> key, Call call, Cause cause) {
        var id = operation.id(call.path());
        return switch (operation) {
            case CREATE_ORDER ->
                parts.orders().create(body, key.isPresent(), cause).id();
            case AUTHORIZE_ORDER -> parts.orders().authorize(id, body, cause).id();
            case CAPTURE_ORDER -> parts.orders().capture(id, body, cause).id();
            case CAPTURE -> parts.authorizations().capture(id, body, cause).id();
            case REAUTHORIZE -> parts.authorizations().renew(id, body, cause).id();
            case REFUND -> parts.refunds().create(id, body, cause).id();
            case CREATE_SETUP_TOKEN -> parts.vault().createSetupToken(body, cause);
            case CREATE_PAYMENT_TOKEN -> parts.vault().createToken(body, cause);
        };
    }

    private ObjectNode show(Operation operation, String id, boolean full) {
        return switch (operation) {
            case CREATE_ORDER, AUTHORIZE_ORDER, CAPTURE_ORDER -> {
                var order = parts.state().order(id);
                yield full ? parts.views().full(order) : parts.views().minimal(order);
            }
            case CAPTURE, REAUTHORIZE, REFUND -> {
                var object = parts.state().transaction(id).orElseThrow().object();
                yield full ? object : object.retain("id", "status", "links");
            }
            case CREATE_SETUP_TOKEN -> parts.vault().showSetupToken(id);
            case CREATE_PAYMENT_TOKEN -> parts.vault().showToken(id);
        };
    }

    private static boolean isFull(Call call) {
        return call.header()
                .apply("Prefer")
                .filter("return=representation"::equals)
                .isPresent();
    }

    private static ObjectNode body(Call call) {
        var type = call.header().apply("Content-Type").orElse("");
        if (!call.body().isEmpty() && !type.startsWith("application/json")) {
            throw PayPalError.mediaType();
        }
        return Json.parse(call.body())
                .orElseThrow(() -> PayPalError.invalid(Issue.MALFORMED_REQUEST_JSON, "/", "body"));
    }
}
