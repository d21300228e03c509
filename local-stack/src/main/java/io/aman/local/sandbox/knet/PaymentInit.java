package io.aman.local.sandbox.knet;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A merchant's request to take a payment, decrypted and checked: its text is {@code k=v&k=v}, without URL encoding.
 *
 * @param fields by KNET's names
 * @param fils the amount
 */
record PaymentInit(Map<String, String> fields, long fils) {
    private static final Pattern TRACK_ID = Pattern.compile("[A-Za-z0-9]{1,40}");
    private static final Pattern FAST_TOKEN = Pattern.compile("|\\d{8}");
    private static final Set<String> LANGUAGES = Set.of("EN", "AR", "USA");
    private static final int LONGEST_URL = 255;
    private static final int LONGEST_FIELD = 255;
    private static final int LONGEST_TERMINAL_NAME = 50;

    /**
     * @param params of the request: {@code trandata} and, in clear, what else names the merchant
     * @throws KnetError for what KNET refuses
     */
    static PaymentInit of(Map<String, String> params, KnetTerminal terminal) {
        terminal.requireId(params.getOrDefault("tranportalId", ""));
        var fields = split(terminal.decrypt(params.getOrDefault("trandata", "")));
        terminal.requireId(fields.getOrDefault("id", ""));
        terminal.requirePassword(fields.getOrDefault("password", ""));
        fields.remove("password");
        requireTerms(fields);
        requireUrl(fields, params, "responseURL", KnetError.responseUrl());
        requireUrl(fields, params, "errorURL", KnetError.errorUrl());
        for (int i = 1; i <= 5; i++) {
            requireUserField(i, fields.getOrDefault("udf" + i, ""));
        }
        return new PaymentInit(Map.copyOf(fields), Fils.parse(fields.getOrDefault("amt", "")));
    }

    private static Map<String, String> split(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1 || fields.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw KnetError.invalidData();
            }
        }
        return fields;
    }

    private static void requireTerms(Map<String, String> fields) {
        if (!"1".equals(fields.get("action"))) {
            throw KnetError.action();
        }
        if (!"414".equals(fields.get("currencycode"))) {
            throw KnetError.currency();
        }
        if (!LANGUAGES.contains(fields.getOrDefault("langid", ""))) {
            throw KnetError.invalidData();
        }
        if (!TRACK_ID.matcher(fields.getOrDefault("trackid", "")).matches()) {
            throw KnetError.trackId();
        }
    }

    private static void requireUrl(
            Map<String, String> fields, Map<String, String> params, String name, KnetError error) {
        var url = fields.getOrDefault(name, "");
        if (url.length() > LONGEST_URL || !url.equals(params.get(name)) || !isWeb(url)) {
            throw error;
        }
    }

    /** Whether KNET would call it: https, or within this machine for want of a certificate. */
    static boolean isWeb(String url) {
        try {
            var uri = URI.create(url);
            var loopback = Set.of("127.0.0.1", "localhost").contains(String.valueOf(uri.getHost()));
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void requireUserField(int number, String value) {
        var tooLong = value.length() > (value.startsWith("ptlf ") ? LONGEST_TERMINAL_NAME : LONGEST_FIELD);
        if (tooLong
                || value.contains("@")
                || value.contains("/")
                || (number == 3 && !FAST_TOKEN.matcher(value).matches())) {
            throw KnetError.userField();
        }
    }

    String trackId() {
        return fields.getOrDefault("trackid", "");
    }
}
