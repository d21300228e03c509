package io.aman.local.sandbox;

import io.aman.local.sandbox.knet.KnetTerminal;
import io.aman.local.sandbox.knet.Merchant;
import io.aman.local.sandbox.provider.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** A merchant with a KNET terminal, whose response URL answers as it is told. */
final class KnetShop extends SandboxClient {
    static final KnetTerminal TERMINAL = new KnetTerminal("100001", "Secret01", "0123456789ABCDEF");
    static final String RECEIPT = "https://shop.example/receipt";

    record Told(String contentType, String body) {}

    final List<Told> told = new CopyOnWriteArrayList<>();
    final Sandbox sandbox;
    volatile boolean hasCrashed;
    volatile Merchant.Answer answer = new Merchant.Answer(200, "REDIRECT=" + RECEIPT);

    KnetShop() {
        this(SandboxOptions.forTests());
    }

    KnetShop(SandboxOptions options) {
        super("knet");
        sandbox = Sandbox.start(options.with(TERMINAL).with((_, type, body) -> {
            if (hasCrashed) {
                throw new IllegalStateException("the sandbox ends while its merchant thinks");
            }
            told.add(new Told(type, body));
            return answer;
        }));
    }

    @Override
    Sandbox sandbox() {
        return sandbox;
    }

    /** What a purchase says, to be spoiled by tests. */
    static Map<String, String> purchase(String trackId) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", "100001");
        fields.put("password", "Secret01");
        fields.put("action", "1");
        fields.put("langid", "EN");
        fields.put("currencycode", "414");
        fields.put("amt", "20.550");
        fields.put("responseURL", "https://shop.example/api/payments/webhook/knet");
        fields.put("errorURL", "https://shop.example/pay/error");
        fields.put("trackid", trackId);
        for (int i = 1; i <= 5; i++) {
            fields.put("udf" + i, "");
        }
        return fields;
    }

    static String plain(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
    }

    HttpResponse<String> open(Map<String, String> fields) {
        return open(TERMINAL.encrypt(plain(fields)), fields);
    }

    HttpResponse<String> open(String trandata, Map<String, String> fields) {
        return exchange(HttpRequest.newBuilder(uri(
                "/knet/kpg/PaymentHTTP.htm?param=paymentInit&trandata=%s&tranportalId=100001&responseURL=%s&errorURL=%s"
                        .formatted(trandata, encoded(fields.get("responseURL")), encoded(fields.get("errorURL"))))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Opens the page for the track id and does what the payer or the tester does there. */
    ObjectNode after(String trackId, String action, String body) {
        open(purchase(trackId));
        return command(trackId, action, body);
    }

    ObjectNode command(String trackId, String action, String body) {
        return Json.read(post(trackId, action, body).body());
    }

    HttpResponse<String> post(String trackId, String action, String body) {
        return exchange(HttpRequest.newBuilder(uri("/_sandbox/knet/payments/" + trackId + "/" + action))
                .POST(BodyPublishers.ofString(body)));
    }

    String inquiry(String trackId) {
        return pipe("8", "20.550", trackId);
    }

    String refund(String amount, String trackId) {
        return pipe("2", amount, trackId);
    }

    private String pipe(String action, String amount, String trackId) {
        return pipe("""
                <request><id>100001</id><password>Secret01</password><action>%s</action><amt>%s</amt>\
                <transid>%s</transid><udf5>TrackID</udf5><trackid>%3$s</trackid></request>""".formatted(action, amount, trackId));
    }

    String pipe(String xml) {
        return exchange(HttpRequest.newBuilder(uri("/knet/kpg/tranPipe.htm?param=tranInit"))
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/xml")
                        .POST(BodyPublishers.ofString(xml)))
                .body();
    }

    ObjectNode ledger(String trackId) {
        return sandbox.knet().payment(trackId).orElseThrow();
    }
}
