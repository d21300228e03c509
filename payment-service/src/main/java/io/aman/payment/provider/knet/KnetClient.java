package io.aman.payment.provider.knet;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderHttp;
import io.aman.payment.provider.knet.KnetReply.NeverSent;
import io.aman.payment.provider.knet.KnetReply.NoAnswer;
import io.aman.payment.provider.knet.KnetReply.Said;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * KNET's server interface, {@code tranPipe.htm}: each call is sent once. What it sends is secret: it holds the
 * password.
 */
final class KnetClient {

    private static final String INQUIRY = "8";
    private static final String REFUND = "2";
    private static final int OK = 200;
    private static final int MAX_REPLY_BYTES = 64 * 1024;

    private final ProviderHttp http;
    private final URI url;
    private final KnetProperties properties;

    KnetClient(KnetProperties properties) {
        this.properties = properties;
        this.url = URI.create(properties.baseUrl() + "/kpg/tranPipe.htm?param=tranInit");
        this.http = new ProviderHttp(properties.connectTimeout(), properties.readTimeout());
    }

    /** How the payment with this track id and amount stands. */
    KnetReply inquire(String trackId, Money amount) {
        return send(request(INQUIRY, trackId, amount));
    }

    /** Gives back part of a captured payment: a second call is a second refund. */
    KnetReply refund(String trackId, Money amount) {
        return send(request(REFUND, trackId, amount));
    }

    private Map<String, String> request(String action, String trackId, Money amount) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", properties.tranportalId().reveal());
        fields.put("password", properties.tranportalPassword().reveal());
        fields.put("action", action);
        fields.put("amt", KnetAmounts.format(amount));
        fields.put("transid", trackId);
        fields.put("udf5", "TrackID");
        fields.put("trackid", trackId);
        return fields;
    }

    private KnetReply send(Map<String, String> fields) {
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString(KnetXml.request(fields)))
                .build();
        return http.<String, KnetReply>exchange(
                request,
                BodyHandlers.limiting(BodyHandlers.ofString(), MAX_REPLY_BYTES),
                KnetClient::reply,
                NoAnswer::new,
                NeverSent::new);
    }

    private static KnetReply reply(HttpResponse<String> response) {
        if (response.statusCode() != OK) {
            return new NoAnswer("status " + response.statusCode());
        }
        return KnetXml.reply(response.body())
                .filter(fields -> !fields.getOrDefault("result", "").isEmpty())
                .<KnetReply>map(Said::new)
                .orElseGet(() -> new NoAnswer("an answer that cannot be read"));
    }
}
