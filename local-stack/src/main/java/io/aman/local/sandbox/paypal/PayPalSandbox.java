package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Webhooks;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays PayPal's REST API for one account, and its pages for one payer (developer.paypal.com/api/rest, read 2026-11):
 * orders of one purchase unit, payments, vault, disputes, transaction search, webhooks. Its commands are those of
 * {@link PayPalCommands}.
 */
public final class PayPalSandbox implements ProviderSandbox {
    /** Its name in paths. */
    public static final String NAME = "paypal";

    private static final Logger log = LoggerFactory.getLogger(PayPalSandbox.class);
    private static final String CERTIFICATES = "/v1/notifications/certs/";

    private final Store store;
    private final PayPalKeys keys;
    private final Supplier<URI> base;
    private final Ids debugIds;
    private final PayPalState state;
    private final AccessTokens tokens;
    private final PayPalApi api;
    private final ApprovalPage pages;
    private final Ledger ledger;
    private final PayPalCommands commands;

    /** @param base where the sandbox is reached, once it is */
    public PayPalSandbox(Store store, Webhooks webhooks, PayPalKeys keys, Clock clock, Supplier<URI> base) {
        this.store = store;
        this.keys = keys;
        this.base = base;
        this.debugIds = new Ids(clock);
        this.state = new PayPalState(store, clock);
        this.tokens = new AccessTokens(store, keys, clock);
        var views = new OrderViews(state);
        var events = new Events(state, webhooks);
        var payers = new Payers(store);
        var captures = new Captures(state, events);
        var authorizations = new Authorizations(state, captures, events);
        var refunds = new Refunds(state, events);
        var orders = new Orders(state, views, payers, authorizations, captures, events);
        var vault = new Vault(store, state, payers);
        var parts = new PayPalApi.Parts(
                state,
                new RequestIds(store, state, clock),
                views,
                orders,
                authorizations,
                captures,
                refunds,
                new Disputes(state, refunds, events),
                vault,
                new Reporting(state),
                new Verification(keys));
        this.api = new PayPalApi(store, parts);
        this.pages = new ApprovalPage(state, orders, vault);
        this.ledger = new Ledger(state);
        this.commands = new PayPalCommands(parts, ledger, tokens, keys);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The account's secrets, for whoever plays its owner. */
    public PayPalKeys keys() {
        return keys;
    }

    @Override
    public Reply serve(Call call) {
        var cause = cause(call);
        return answer(call, cause).with("Paypal-Debug-Id", cause.debugId());
    }

    private Cause cause(Call call) {
        return new Cause(debugIds.next(""), call.path(), call.base());
    }

    private Reply answer(Call call, Cause cause) {
        try {
            if (call.path().equals(CERTIFICATES + keys.certificates().name())) {
                return new Reply(
                        200,
                        Map.of("Content-Type", "text/plain"),
                        keys.certificates().chainPem());
            }
            if (ApprovalPage.is(call)) {
                return state.change(() -> pages.serve(call, cause));
            }
            if (call.path().equals("/v1/oauth2/token") && call.method().equals("POST")) {
                return store.change(() -> tokens.issue(call));
            }
            var _ = store.read(() -> tokens.require(call.header().apply("Authorization")));
            return api.serve(call, cause);
        } catch (PayPalError e) {
            return e.reply(cause.debugId());
        } catch (RuntimeException e) {
            log.error("{} {} failed", call.method(), call.path(), e);
            return failure(500);
        }
    }

    @Override
    public Reply failure(int status) {
        return PayPalError.failure(status).reply(debugIds.next(""));
    }

    @Override
    public Map<String, String> sign(byte[] body, Instant at) {
        var certificate =
                base.get() + "/" + NAME + CERTIFICATES + keys.certificates().name();
        return PayPalSignature.headers(keys, body, at, certificate);
    }

    @Override
    public Reply command(Call call) {
        var cause = cause(call);
        try {
            return store.change(() -> commands.serve(call, cause));
        } catch (PayPalError e) {
            return e.reply(cause.debugId());
        }
    }

    /** As {@code GET ledger} shows it. */
    public List<ObjectNode> ledger() {
        return store.read(ledger::all);
    }

    /**
     * As {@code GET ledger/<order>} shows it.
     *
     * @throws RuntimeException for an unknown order
     */
    public ObjectNode ledger(String order) {
        return store.read(() -> ledger.of(order));
    }
}
