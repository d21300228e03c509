package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.knet.Merchant.Answer;
import io.aman.local.sandbox.provider.Fault;
import io.aman.local.sandbox.provider.Faults;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells the merchant, server to server, and takes the one line that KNET takes for an answer. */
final class Callbacks {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern REDIRECT = Pattern.compile("REDIRECT=(\\S{1,2000})\\r?\\n?");
    private static final Answer NOBODY = new Answer(0, "");
    private static final int KEPT_CHARACTERS = 300;

    /**
     * What goes over the wire.
     *
     * @param type for faults to find it by
     */
    record Message(String type, String contentType, String body) {}

    private final Merchant merchant;
    private final Faults faults;
    private final Object turn = new Object();
    private long sent;

    Callbacks(Merchant merchant, Faults faults) {
        this.merchant = merchant;
        this.faults = faults;
    }

    /** A result under encryption, as a form's {@code trandata} or as the whole body. */
    static Message encrypted(Map<String, String> fields, String trandata, boolean raw) {
        return new Message(
                fields.getOrDefault("result", ""), raw ? "text/plain" : FORM, raw ? trandata : "trandata=" + trandata);
    }

    /** An error, which goes in clear. */
    static Message clear(Map<String, String> fields) {
        return new Message(fields.getOrDefault("Error", ""), FORM, form(fields));
    }

    /** URL-encoded: a space becomes a plus sign, inside of {@code trandata} too. */
    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What is to go wrong with this one. */
    Optional<Fault> fault(Message message) {
        return faults.onCallback(KnetSandbox.NAME, message.type(), KnetSandbox.PAGE);
    }

    /** @return the merchant's answer, with status 0 where none came */
    Answer send(URI url, Message message, Optional<Fault> fault) {
        try {
            if (fault.isPresent()) {
                await(fault.get());
            }
            var answer = send(url, message);
            if (fault.filter(f -> f.kind() == Fault.Kind.DUPLICATE_WEBHOOK).isPresent()) {
                return send(url, message);
            }
            return answer;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return NOBODY;
        }
    }

    private void await(Fault fault) throws InterruptedException {
        if (fault.kind() == Fault.Kind.DELAY_WEBHOOK) {
            Thread.sleep(fault.pause());
        } else if (fault.kind() == Fault.Kind.REORDER_WEBHOOKS) {
            awaitAnother(fault.pause());
        }
    }

    private void awaitAnother(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (turn) {
            long before = sent;
            for (long left = limit.toMillis(); sent == before && left > 0; ) {
                turn.wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        }
    }

    private Answer send(URI url, Message message) throws InterruptedException {
        try {
            var answer = merchant.tell(url, message.contentType(), message.body());
            var body = answer.body();
            return new Answer(answer.status(), body.substring(0, Math.min(body.length(), KEPT_CHARACTERS)));
        } catch (IOException _) {
            return NOBODY;
        } finally {
            synchronized (turn) {
                sent++;
                turn.notifyAll();
            }
        }
    }

    /** Where the merchant wants the payer; empty for any answer but the one line. */
    static Optional<String> receipt(Answer answer) {
        var line = REDIRECT.matcher(answer.body());
        return answer.status() == 200 && line.matches() && PaymentInit.isWeb(line.group(1))
                ? Optional.of(line.group(1))
                : Optional.empty();
    }

    /** Another first digit of the amount: in CBC that takes one changed byte, and garbles the block before. */
    static String tampered(String plain, String trandata) {
        int digit = plain.indexOf("&amt=") + "&amt=".length();
        var bytes = HexFormat.of().parseHex(trandata);
        bytes[digit - 16] ^= (byte) (plain.charAt(digit) ^ (plain.charAt(digit) == '9' ? '8' : '9'));
        return HexFormat.of().formatHex(bytes);
    }
}
