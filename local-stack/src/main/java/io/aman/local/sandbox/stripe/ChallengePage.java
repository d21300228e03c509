package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The page of the payer's bank: two buttons, no key needed, since a browser opens it. */
final class ChallengePage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>3D Secure test page</title>
            <h1>3D Secure test page</h1>
            <p>%s</p>
            %s
            </html>
            """;
    private static final String BUTTONS = """
            <form method="post">
            <button name="outcome" value="complete">complete</button>
            <button name="outcome" value="fail">fail</button>
            </form>""";

    private final StripeState state;
    private final PaymentIntents intents;
    private final SetupIntents setups;

    ChallengePage(StripeState state, PaymentIntents intents, SetupIntents setups) {
        this.state = state;
        this.intents = intents;
        this.setups = setups;
    }

    Reply serve(Call call, String id, Cause cause) {
        var intent = SetupIntents.is(id)
                ? setups.require(id)
                : state.intent(id).orElseThrow(() -> StripeError.missing("payment_intent", id));
        return switch (call.method()) {
            case "GET" -> Reply.html(200, page(intent));
            case "POST" -> answered(intent, new Params(call.params()), cause);
            default -> throw StripeError.unknownUrl(call.method(), call.path());
        };
    }

    private static String page(Intent intent) {
        if (!intent.status().equals("requires_action")) {
            return PAGE.formatted("This waits for nothing.", "");
        }
        return PAGE.formatted(
                SetupIntents.is(intent.id())
                        ? "A shop wants to keep your card."
                        : "Payment of %d %s".formatted(intent.amount(), intent.currency()),
                BUTTONS);
    }

    private Reply answered(Intent intent, Params params, Cause cause) {
        params.required("outcome");
        var passed = params.oneOf("outcome", Set.of("complete", "fail"))
                .orElseThrow()
                .equals("complete");
        if (SetupIntents.is(intent.id())) {
            setups.challenged(intent, passed, cause);
        } else {
            intents.challenged(intent, passed, cause);
        }
        return intent.returnUrl()
                .map(url -> Reply.seeOther(wayBack(url, intent)))
                .orElseGet(() -> Reply.html(200, page(intent)));
    }

    /** Stripe adds these three (docs.stripe.com/payments/3d-secure/authentication-flow). */
    private static String wayBack(String url, Intent intent) {
        var failed = intent.status().equals("requires_payment_method");
        var kind = intent.object().path("object").asString();
        return url + (url.contains("?") ? "&" : "?") + kind + "=" + intent.id()
                + "&" + kind + "_client_secret="
                + encoded(intent.object().path("client_secret").asString())
                + "&redirect_status=" + (failed ? "failed" : "succeeded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
