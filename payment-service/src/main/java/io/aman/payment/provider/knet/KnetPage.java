package io.aman.payment.provider.knet;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The address of KNET's page for an attempt: always the same one for the same attempt. */
final class KnetPage {

    private static final String PURCHASE = "1";
    private static final String KUWAITI_DINAR = "414";
    private static final int USER_FIELDS = 5;

    private final KnetProperties properties;
    private final KnetCipher cipher;

    KnetPage(KnetProperties properties, KnetCipher cipher) {
        this.properties = properties;
        this.cipher = cipher;
    }

    String url(KnetAttempt attempt) {
        var clear = new LinkedHashMap<String, String>();
        clear.put("param", "paymentInit");
        clear.put("trandata", cipher.encrypt(plain(attempt)));
        clear.put("tranportalId", properties.tranportalId().reveal());
        clear.put("responseURL", properties.responseUrl().toString());
        clear.put("errorURL", errorUrl(attempt));
        return properties.baseUrl() + "/kpg/PaymentHTTP.htm?"
                + joined(clear, value -> URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** In the order of KNET's kits, and not URL-encoded: {@link KnetUrls} sees to it that no value needs it. */
    private String plain(KnetAttempt attempt) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", properties.tranportalId().reveal());
        fields.put("password", properties.tranportalPassword().reveal());
        fields.put("action", PURCHASE);
        fields.put("langid", properties.language());
        fields.put("currencycode", KUWAITI_DINAR);
        fields.put("amt", KnetAmounts.format(attempt.amount()));
        fields.put("responseURL", properties.responseUrl().toString());
        fields.put("errorURL", errorUrl(attempt));
        fields.put("trackid", attempt.trackId());
        for (int i = 1; i <= USER_FIELDS; i++) {
            fields.put("udf" + i, "");
        }
        return joined(fields, value -> value);
    }

    private static String errorUrl(KnetAttempt attempt) {
        return attempt.returnUrl().toString();
    }

    private static String joined(Map<String, String> fields, java.util.function.UnaryOperator<String> encode) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode.apply(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
