package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.knet.KnetPayment.Status;
import io.aman.local.sandbox.knet.Merchant.Answer;
import io.aman.local.sandbox.provider.Fault;
import java.net.URI;
import java.util.Optional;

/** What happens once the payer has chosen: the bank, the merchant's callback, and the payer's way back. */
final class Checkout {
    private final KnetState state;
    private final KnetTerminal terminal;
    private final Callbacks callbacks;

    /**
     * How the merchant is told.
     *
     * @param encrypted a cancellation, too
     * @param raw the encrypted text is the body, not a form's field
     */
    record Style(boolean encrypted, boolean raw) {
        static final Style USUAL = new Style(false, false);
    }

    Checkout(KnetState state, KnetTerminal terminal, Callbacks callbacks) {
        this.state = state;
        this.terminal = terminal;
        this.callbacks = callbacks;
    }

    /**
     * @return where the payer's browser goes
     * @throws KnetError when the payment doesn't wait for its payer
     */
    String choose(String trackId, Status outcome, Style style) {
        var payment = state.change(trackId, waiting -> {
            if (waiting.status() != Status.PENDING) {
                throw KnetError.invalidData();
            }
            state.settle(waiting, outcome);
            waiting.owe(true);
            return waiting;
        });
        var message = message(payment, outcome, style);
        var fault = callbacks.fault(message);
        return fault.filter(f -> f.kind() == Fault.Kind.DROP_WEBHOOK).isPresent()
                ? dropped(payment)
                : told(payment, message, fault);
    }

    private Callbacks.Message message(KnetPayment payment, Status told, Style style) {
        if (told == Status.CANCELED && !style.encrypted()) {
            return Callbacks.clear(payment.error(KnetError.canceled()));
        }
        var fields = payment.result(told);
        return Callbacks.encrypted(fields, terminal.encrypt(Callbacks.form(fields)), style.raw());
    }

    private String told(KnetPayment payment, Callbacks.Message message, Optional<Fault> fault) {
        var answer = callbacks.send(URI.create(payment.asked("responseURL")), message, fault);
        var receipt = Callbacks.receipt(answer);
        state.change(payment.trackId(), now -> {
            now.heard(message.type(), answer.status(), answer.body());
            now.owe(false);
            if (receipt.isEmpty() && now.status() == Status.CAPTURED) {
                now.reverse();
            }
            return now;
        });
        return receipt.orElseGet(() -> way(payment, KnetError.unavailable()));
    }

    /** As if KNET itself had failed between the bank and the merchant: the money stays taken. */
    private String dropped(KnetPayment payment) {
        state.change(payment.trackId(), now -> {
            now.owe(false);
            return now;
        });
        return way(payment, KnetError.hostTimeout());
    }

    private static String way(KnetPayment payment, KnetError error) {
        return errorUrl(payment.asked("errorURL"), Callbacks.form(payment.error(error)));
    }

    static String errorUrl(String url, String query) {
        return url + (url.contains("?") ? "&" : "?") + query;
    }

    /** Tells the merchant once more what it was or should have been told; whatever it answers changes nothing. */
    Answer again(KnetPayment payment, Style style, boolean tamper) {
        var told = payment.status() == Status.REVERSED ? Status.CAPTURED : payment.status();
        var message = message(payment, told, style);
        if (tamper) {
            var fields = payment.result(told);
            var plain = Callbacks.form(fields);
            message = Callbacks.encrypted(fields, Callbacks.tampered(plain, terminal.encrypt(plain)), style.raw());
        }
        return callbacks.send(URI.create(payment.asked("responseURL")), message, Optional.empty());
    }
}
