package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.knet.Checkout.Style;
import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Faults;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays KNET's payment gateway for one terminal, from public merchant kits (asciisd/knet, alnazer/wc-knet, read
 * 2026-11): {@code /kpg/PaymentHTTP.htm} opens a payment page, {@code /kpg/tranPipe.htm} inquires and refunds.
 *
 * <p>A captured payment that the merchant does not acknowledge with its one line is reversed.
 */
public final class KnetSandbox implements ProviderSandbox {
    /** Its name in paths. */
    public static final String NAME = "knet";

    static final String PAGE = "/kpg/paymentpage.htm";

    private static final Logger log = LoggerFactory.getLogger(KnetSandbox.class);

    private final KnetTerminal terminal;
    private final KnetState state;
    private final Checkout checkout;
    private final TranPipe tranPipe;
    private final KnetCommands commands;

    public KnetSandbox(Store store, Faults faults, KnetTerminal terminal, Merchant merchant, Clock clock) {
        this.terminal = terminal;
        this.state = new KnetState(store, clock);
        this.checkout = new Checkout(state, terminal, new Callbacks(merchant, faults));
        this.tranPipe = new TranPipe(state, terminal);
        this.commands = new KnetCommands(state, checkout);
        state.reverseWhatWasOwed();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The terminal's secrets, for whoever plays its owner. */
    public KnetTerminal terminal() {
        return terminal;
    }

    @Override
    public Reply serve(Call call) {
        try {
            return answer(call);
        } catch (KnetError e) {
            return PaymentPage.of(e);
        } catch (RuntimeException e) {
            log.error("{} {} failed", call.method(), call.path(), e);
            return failure(500);
        }
    }

    private Reply answer(Call call) {
        var params = params(call);
        return switch (call.path() + " " + params.getOrDefault("param", "")) {
            case "/kpg/PaymentHTTP.htm paymentInit" -> opened(call.base(), params);
            case "/kpg/tranPipe.htm tranInit" -> tranPipe.serve(call.body());
            case PAGE + " " -> page(call, params);
            default -> Reply.html(404, "");
        };
    }

    private Reply opened(URI base, Map<String, String> params) {
        try {
            var payment = state.open(PaymentInit.of(params, terminal));
            return Reply.seeOther(base + "/" + NAME + PAGE + "?PaymentID=" + payment.paymentId());
        } catch (KnetError e) {
            var url = params.getOrDefault("errorURL", "");
            if (!PaymentInit.isWeb(url)) {
                throw e;
            }
            var query = Callbacks.form(Map.of("Error", e.code(), "ErrorText", e.text()));
            return Reply.seeOther(Checkout.errorUrl(url, query));
        }
    }

    private Reply page(Call call, Map<String, String> params) {
        var payment = state.byPaymentId(params.getOrDefault("PaymentID", "")).orElseThrow(KnetError::notFound);
        if (!call.method().equals("POST")) {
            return PaymentPage.of(payment);
        }
        var outcome = Optional.ofNullable(PaymentPage.OUTCOMES.get(params.getOrDefault("outcome", "")))
                .orElseThrow(KnetError::invalidData);
        return Reply.seeOther(checkout.choose(payment.trackId(), outcome, Style.USUAL));
    }

    /** Of the query and, where the body is a form, of that. */
    private static Map<String, String> params(Call call) {
        try {
            var params = new LinkedHashMap<>(
                    new Call("GET", call.path(), call.query(), call.base(), call.header(), "").params());
            var type = call.header().apply("Content-Type").orElse("");
            if (call.method().equals("POST") && type.startsWith("application/x-www-form-urlencoded")) {
                params.putAll(call.params());
            }
            return params;
        } catch (IllegalArgumentException _) {
            throw KnetError.invalidData();
        }
    }

    @Override
    public Reply failure(int status) {
        return Reply.html(status, "<html><body><h1>Service unavailable</h1></body></html>");
    }

    /** KNET signs nothing. */
    @Override
    public Map<String, String> sign(byte[] body, Instant at) {
        return Map.of();
    }

    /**
     * {@code GET payments[/<track id>]}: the ledger. {@code POST payments/<track id>/<action>}: {@code pay},
     * {@code decline}, {@code cancel}, {@code host-timeout} as the payer would (optional {@code encrypted},
     * {@code raw}); {@code settle {result}} ends a host timeout; {@code void} gives captured money back;
     * {@code callback {tamper, raw, encrypted}} tells the merchant once more.
     */
    @Override
    public Reply command(Call call) {
        return commands.serve(call);
    }

    /** As {@code GET payments} shows them. */
    public List<ObjectNode> payments() {
        return state.newestFirst();
    }

    /** As {@code GET payments/<track id>} shows it. */
    public Optional<ObjectNode> payment(String trackId) {
        return state.find(trackId).map(KnetPayment::summary);
    }
}
