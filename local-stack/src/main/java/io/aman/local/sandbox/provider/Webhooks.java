package io.aman.local.sandbox.provider;

import io.aman.local.sandbox.provider.WebhookLog.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends each webhook until its receiver answers 2xx, also across restarts: stored with the change that caused it,
 * signed anew for each attempt. Those about one object go out in order, the next one waiting while its forerunner gets
 * no answer, 429 or 5xx; one that is refused with another 4xx lets the others pass and is tried on its own.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

    /** As long as Stripe's live mode; the other providers' limits are the same. */
    private static final Duration PATIENCE = Duration.ofDays(3);

    private static final int[] BACKOFF_MILLIS = {200, 500, 1_000, 2_000, 5_000, 10_000};
    private static final int PARALLEL = 8;
    private static final int NO_ANSWER = 0;
    private static final int TOO_MANY_REQUESTS = 429;

    private final WebhookLog webhooks;
    private final Store store;
    private final Faults faults;
    private final WebhookTarget target;
    private final Clock clock;
    private final Map<String, ProviderSandbox> providers = new ConcurrentHashMap<>();
    private final Semaphore permits = new Semaphore(PARALLEL);
    private final Lanes lanes = new Lanes(this::run);

    public Webhooks(Store store, Faults faults, WebhookTarget target, Clock clock) {
        this.store = store;
        this.faults = faults;
        this.target = target;
        this.clock = clock;
        this.webhooks = new WebhookLog(store, clock);
    }

    /** Registers who signs, and takes up what an earlier process still owed; call it once. */
    public void start(List<ProviderSandbox> signers) {
        signers.forEach(provider -> providers.put(provider.name(), provider));
        webhooks.pending().stream()
                .filter(owed -> providers.containsKey(owed.path("provider").asString()))
                .forEach(owed -> lanes.add(
                        owed.path("about").asString(),
                        Lanes.Parcel.of(owed.path("id").asString())));
    }

    /** Within a {@link Store#change}: owed from the commit on, not at all if there is none. */
    public void add(Webhook webhook) {
        var fault = faults.onWebhook(webhook.provider(), webhook.type(), webhook.causedBy());
        var dropped = is(Fault.Kind.DROP_WEBHOOK).test(fault);
        webhooks.add(webhook, dropped ? State.DROPPED : State.PENDING);
        if (dropped) {
            return;
        }
        var pause = fault.map(Fault::pause).orElse(Duration.ZERO);
        var late = is(Fault.Kind.DELAY_WEBHOOK).test(fault);
        var parcel = new Lanes.Parcel(
                webhook.id(),
                is(Fault.Kind.DUPLICATE_WEBHOOK).test(fault) ? 2 : 1,
                late ? pause : Duration.ZERO,
                is(Fault.Kind.REORDER_WEBHOOKS).test(fault) ? pause : Duration.ZERO);
        store.afterCommit(() -> lanes.add(late ? webhook.id() : webhook.about(), parcel));
    }

    private static Predicate<Optional<Fault>> is(Fault.Kind kind) {
        return fault -> fault.filter(f -> f.kind() == kind).isPresent();
    }

    /** What is known of the webhooks about an object, oldest first, without their bodies. */
    public List<ObjectNode> about(String object) {
        return webhooks.about(object);
    }

    /**
     * Sends a webhook once more, now, signed anew; what is noted about its delivery stays.
     *
     * @param tamper changes one byte after signing
     * @param offset shifts the signature's time
     * @return the receiver's status, 0 when no answer came; empty for an unknown webhook
     */
    public Optional<Integer> resend(String provider, String id, boolean tamper, Duration offset)
            throws InterruptedException {
        var webhook = webhooks.find(id).filter(known -> known.provider().equals(provider));
        return webhook.isEmpty() ? Optional.empty() : Optional.of(send(webhook.get(), tamper, offset));
    }

    /** Sends a lane's first parcel until that is settled. */
    private void run(String lane, Lanes.Parcel parcel) throws InterruptedException {
        var webhook = webhooks.find(parcel.id()).orElseThrow();
        var pause = parcel.pause();
        for (int attempt = 0; lanes.pause(pause); attempt++) {
            int status = send(webhook, false, Duration.ZERO);
            var state = stateAfter(status, webhook);
            webhooks.attempted(webhook.id(), status, state);
            if (state == State.DELIVERED && parcel.copies() > 1) {
                webhooks.attempted(webhook.id(), send(webhook, false, Duration.ZERO), state);
            }
            if (state != State.PENDING) {
                return;
            }
            pause = Duration.ofMillis(BACKOFF_MILLIS[Math.min(attempt, BACKOFF_MILLIS.length - 1)]);
            if (refused(status) && !lane.equals(webhook.id())) {
                lanes.add(webhook.id(), new Lanes.Parcel(webhook.id(), parcel.copies(), pause, Duration.ZERO));
                return;
            }
        }
    }

    private State stateAfter(int status, Webhook webhook) {
        if (status >= 200 && status < 300) {
            return State.DELIVERED;
        }
        return webhooks.ageMillis(webhook.id()) > PATIENCE.toMillis() ? State.ABANDONED : State.PENDING;
    }

    private static boolean refused(int status) {
        return status >= 400 && status < 500 && status != TOO_MANY_REQUESTS;
    }

    private int send(Webhook webhook, boolean tamper, Duration offset) throws InterruptedException {
        var provider = providers.get(webhook.provider());
        if (provider == null) {
            throw new IllegalStateException("nobody signs for " + webhook.provider());
        }
        var body = webhook.body().getBytes(StandardCharsets.UTF_8);
        permits.acquire();
        try {
            var headers = provider.sign(webhook, body, clock.instant().plus(offset));
            return target.deliver(provider.name(), webhook.address(), headers, tamper ? tampered(body) : body);
        } catch (IOException e) {
            log.debug("no answer to webhook {}", webhook.id(), e);
            return NO_ANSWER;
        } finally {
            permits.release();
        }
    }

    /** Another digit instead of the last one: still JSON, so that only the signature can tell. */
    private static byte[] tampered(byte[] body) {
        var changed = body.clone();
        for (int i = changed.length - 1; i >= 0; i--) {
            if (changed[i] >= '0' && changed[i] <= '9') {
                changed[i] = (byte) (changed[i] == '9' ? '8' : changed[i] + 1);
                return changed;
            }
        }
        throw new IllegalStateException("a webhook without any digit");
    }

    /** Ends the sending, after the attempts under way; what is not delivered stays owed. */
    @Override
    public void close() {
        lanes.close();
    }
}
