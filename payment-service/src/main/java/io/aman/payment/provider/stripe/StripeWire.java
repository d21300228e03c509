package io.aman.payment.provider.stripe;

import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.SetupIntent;
import com.stripe.model.StripeError;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.RefundAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stripe's JSON in our words. */
final class StripeWire {

    /** The key in an intent's metadata that holds our payment id. */
    static final String PAYMENT_ID = "payment_id";

    /** The key in a refund's metadata that holds our refund id. */
    static final String REFUND_ID = "refund_id";

    /** Stripe's reason for a hold that it let go itself, after seven days for most cards. */
    private static final String LAPSED = "automatic";

    private static final String INTENT = "payment_intent";
    private static final String SETUP = "setup_intent";
    private static final Set<String> OF_PERSONS = Set.of("customer", "payment_method", SETUP);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,64}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private StripeWire() {}

    /** @see <a href="https://docs.stripe.com/payments/paymentintents/lifecycle">How PaymentIntents work</a> */
    static ProviderAnswer answer(PaymentIntent intent) {
        var ref = intent.getId();
        return switch (intent.getStatus()) {
            case "requires_payment_method" ->
                intent.getLastPaymentError() == null ? new Created(ref) : declined(ref, intent.getLastPaymentError());
            case "requires_confirmation" -> new Created(ref);
            case "requires_action" -> new RequiresAction(ref, nextAction(intent.getNextAction()));
            case "processing" -> new Processing(ref);
            case "requires_capture" -> held(intent);
            case "succeeded" ->
                new Captured(ref, StripeAmounts.toMoney(intent.getAmountReceived(), intent.getCurrency()));
            case "canceled" -> over(intent);
            case null, default -> new Unknown("a status we do not know");
        };
    }

    /** After a capture that was not the last one, an intent goes on holding the rest. */
    private static ProviderAnswer held(PaymentIntent intent) {
        var received = intent.getAmountReceived();
        return received == null || received == 0
                ? new Authorized(
                        intent.getId(), StripeAmounts.toMoney(intent.getAmountCapturable(), intent.getCurrency()))
                : new PartlyCaptured(intent.getId(), StripeAmounts.toMoney(received, intent.getCurrency()));
    }

    /** What was captured before an intent was canceled, or lapsed, stays captured. */
    private static ProviderAnswer over(PaymentIntent intent) {
        var ref = intent.getId();
        var received = intent.getAmountReceived();
        if (received != null && received > 0) {
            return new Captured(ref, StripeAmounts.toMoney(received, intent.getCurrency()));
        }
        return LAPSED.equals(intent.getCancellationReason()) ? new Expired(ref) : new Canceled(ref);
    }

    /** @see <a href="https://docs.stripe.com/api/refunds/object">The refund object</a> */
    static RefundAnswer refund(Refund refund) {
        var state = switch (refund.getStatus()) {
            case "pending", "requires_action" -> Optional.of(RefundAnswer.State.PENDING);
            case "succeeded" -> Optional.of(RefundAnswer.State.SUCCEEDED);
            case "failed" -> Optional.of(RefundAnswer.State.FAILED);
            case "canceled" -> Optional.of(RefundAnswer.State.CANCELED);
            case null, default -> Optional.<RefundAnswer.State>empty();
        };
        if (state.isEmpty()) {
            return new Unknown("a status we do not know");
        }
        var amount = StripeAmounts.toMoney(refund.getAmount(), refund.getCurrency());
        var failure = state.get() == RefundAnswer.State.FAILED ? word(refund.getFailureReason()) : null;
        return new RefundAnswer.Stands(refund.getId(), amount, state.get(), failure);
    }

    /** @see <a href="https://docs.stripe.com/api/disputes/object">The dispute object</a> */
    static DisputeStatus dispute(Dispute dispute) {
        return switch (dispute.getStatus()) {
            case "won", "warning_closed" -> DisputeStatus.WON;
            case "lost" -> DisputeStatus.LOST;
            case null, default -> DisputeStatus.OPEN; // any other is on its way to one of these
        };
    }

    private static Declined declined(String ref, StripeError error) {
        var code = error.getDeclineCode() == null ? error.getCode() : error.getDeclineCode();
        return new Declined(ref, word(code), error.getCharge());
    }

    /** @see <a href="https://docs.stripe.com/payments/setupintents/lifecycle">How SetupIntents work</a> */
    static NextAction nextAction(SetupIntent.@Nullable NextAction action) {
        if (action == null) {
            return new NextAction("unknown", null);
        }
        var redirect = action.getRedirectToUrl();
        return new NextAction(word(action.getType()), redirect == null ? null : redirect.getUrl());
    }

    private static NextAction nextAction(PaymentIntent.@Nullable NextAction action) {
        if (action == null) {
            return new NextAction("unknown", null);
        }
        var redirect = action.getRedirectToUrl();
        return new NextAction(word(action.getType()), redirect == null ? null : redirect.getUrl());
    }

    /** Stripe's codes are words; whatever else comes is not passed on. */
    static String word(@Nullable String code) {
        return code != null && WORD.matcher(code).matches() ? code : "unspecified";
    }

    /**
     * Reads the few fields of a webhook that are used; typed events would only be read within one API version.
     *
     * @return empty when the body is no event
     */
    static Optional<Notice> notice(String provider, String body) {
        try {
            var event = JSON.readTree(body);
            var object = event.path("data").path("object");
            if (!"event".equals(text(event, "object")) || !isId(text(event, "id")) || text(event, "type") == null) {
                return Optional.empty();
            }
            var isIntent = INTENT.equals(text(object, "object"));
            var intent = isIntent ? text(object, "id") : text(object, INTENT); // of a charge, a refund, a dispute
            return Optional.of(new Notice(
                    provider,
                    Objects.requireNonNull(text(event, "id")),
                    Objects.requireNonNull(text(event, "type")),
                    intent != null ? subject(object) : Notice.Subject.SOMETHING_ELSE,
                    intent != null ? intent : text(object, "id"),
                    isIntent ? text(object.path("metadata"), PAYMENT_ID) : null,
                    isOfPerson(object) ? onlyIds(event) : body));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /**
     * Whom and what a webhook is about that tells of a SetupIntent.
     *
     * @param payer our id of the user
     */
    record SetupMoved(String payer, String setup) {}

    /** @param body of an event; empty where it tells of anything but a SetupIntent of ours */
    static Optional<SetupMoved> setupMoved(String body) {
        var object = JSON.readTree(body).path("data").path("object");
        var setup = text(object, "id");
        var payer = text(object.path("metadata"), StripeCustomers.USER_ID);
        return SETUP.equals(text(object, "object")) && setup != null && payer != null
                ? Optional.of(new SetupMoved(payer, setup))
                : Optional.empty();
    }

    /** Nothing is done because of these, and by no payment could they be found to be erased. */
    private static boolean isOfPerson(JsonNode object) {
        var kind = text(object, "object");
        return kind != null && OF_PERSONS.contains(kind);
    }

    private static String onlyIds(JsonNode event) {
        var kept = JSON.createObjectNode();
        var object = kept.putObject("data").putObject("object");
        copy(event, kept);
        copy(event.path("data").path("object"), object);
        return kept.toString();
    }

    private static void copy(JsonNode from, ObjectNode to) {
        for (var field : List.of("id", "object", "type", "created")) {
            if (from.has(field)) {
                to.set(field, from.path(field));
            }
        }
    }

    private static Notice.Subject subject(JsonNode object) {
        return switch (text(object, "object")) {
            case "charge", "refund" -> Notice.Subject.REFUND;
            case "dispute" -> Notice.Subject.DISPUTE;
            case null, default -> Notice.Subject.PAYMENT;
        };
    }

    private static boolean isId(@Nullable String value) {
        return value != null && ID.matcher(value).matches();
    }

    private static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
