package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Webhooks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays Stripe's API for one account (docs.stripe.com/api, read 2026-11): payments by card, customers who keep cards
 * and authenticate that,
 * refunds, disputes, balance transactions, events.
 */
public final class StripeSandbox implements ProviderSandbox {
    /** Its name in paths. */
    public static final String NAME = "stripe";

    private static final Logger log = LoggerFactory.getLogger(StripeSandbox.class);
    private static final String CHALLENGES = "/3ds/";

    private final Store store;
    private final StripeKeys keys;
    private final Ids requestIds;
    private final StripeState state;
    private final Idempotency idempotency;
    private final StripeApi api;
    private final ChallengePage challenges;
    private final StripeCommands commands;

    public StripeSandbox(Store store, Webhooks webhooks, StripeKeys keys, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.requestIds = new Ids(clock);
        this.state = new StripeState(store, clock);
        this.idempotency = new Idempotency(store, clock);
        var events = new Events(state, webhooks);
        var customers = new Customers(state, events);
        var intents = new PaymentIntents(state, events, customers);
        var setups = new SetupIntents(state, events, customers);
        var refunds = new Refunds(state, events);
        this.api = new StripeApi(state, intents, setups, customers, refunds);
        this.commands = new StripeCommands(state, refunds, new Disputes(state, events));
        this.challenges = new ChallengePage(state, intents, setups);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The account's secrets, for whoever plays its owner. */
    public StripeKeys keys() {
        return keys;
    }

    @Override
    public Reply serve(Call call) {
        var key = call.header().apply("Idempotency-Key").filter(given -> !given.isEmpty());
        var cause = new Cause(requestIds.next("req_"), key, call.path(), call.base());
        var reply =
                answer(call, cause).with("Request-Id", cause.requestId()).with("Stripe-Version", Events.API_VERSION);
        return key.map(given -> reply.with("Idempotency-Key", given)).orElse(reply);
    }

    private Reply answer(Call call, Cause cause) {
        try {
            if (call.path().startsWith(CHALLENGES)) {
                return store.change(() -> challenges.serve(call, call.path().substring(CHALLENGES.length()), cause));
            }
            keys.require(call.header().apply("Authorization"));
            return switch (call.method()) {
                case "GET" -> store.read(() -> Reply.json(200, api.get(call)));
                case "POST" -> post(call, cause);
                default -> throw StripeError.unknownUrl(call.method(), call.path());
            };
        } catch (StripeError e) {
            return e.reply();
        } catch (RuntimeException e) {
            log.error("{} {} failed", call.method(), call.path(), e);
            return failure(500);
        }
    }

    private Reply post(Call call, Cause cause) {
        Supplier<Reply> work = () -> execute(call, cause).with("Request-Id", cause.requestId());
        return cause.idempotencyKey()
                .map(key -> idempotency.once(key, call, work))
                .orElseGet(() -> store.change(work));
    }

    /** An error of the execution is an answer like any other: what led to it stays. */
    private Reply execute(Call call, Cause cause) {
        try {
            return Reply.json(200, api.post(call, cause));
        } catch (StripeError e) {
            if (e.executed()) {
                return e.reply();
            }
            throw e;
        }
    }

    @Override
    public Reply failure(int status) {
        return StripeError.failure(status).reply();
    }

    @Override
    public Map<String, String> sign(byte[] body, Instant at) {
        return Map.of("Stripe-Signature", StripeSignature.header(keys.webhookSecret(), body, at));
    }

    @Override
    public Reply command(Call call) {
        var cause = new Cause(requestIds.next("req_"), Optional.empty(), call.path(), call.base());
        try {
            return store.change(() -> commands.serve(call, cause));
        } catch (StripeError e) {
            return e.reply();
        }
    }

    /** Every intent, newest first, with how often it was captured and confirmed. */
    public List<ObjectNode> payments() {
        return store.read(() -> state.intents()
                .newestFirst(null)
                .map(row -> new Intent(row).summary())
                .toList());
    }

    /** As {@link #payments} shows it; empty for an unknown id. */
    public Optional<ObjectNode> payment(String id) {
        return store.read(() -> state.intent(id).map(Intent::summary));
    }

    /** How many payment methods are kept for customers whose metadata says so. */
    public long kept(String metadataKey, String value) {
        return store.read(() -> {
            var customers = state.customers()
                    .newestFirst(null)
                    .filter(customer -> customer.path("metadata")
                            .path(metadataKey)
                            .asString("")
                            .equals(value))
                    .map(customer -> customer.path("id").asString())
                    .collect(Collectors.toSet());
            return state.methods()
                    .newestFirst(null)
                    .filter(row -> customers.contains(
                            row.path("object").path("customer").asString("")))
                    .count();
        });
    }

    /** How often money was taken for this intent: 0 or 1, unless the sandbox is broken. */
    public int captures(String id) {
        return payment(id)
                .map(summary -> summary.path("captures").asInt())
                .orElseThrow(() -> new IllegalArgumentException("no PaymentIntent " + id));
    }
}
