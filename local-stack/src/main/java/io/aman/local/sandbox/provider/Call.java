package io.aman.local.sandbox.provider;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One HTTP request.
 *
 * @param path below the provider's prefix, starting with a slash, without the query
 * @param query as sent, empty where there is none
 * @param base scheme, host and port as the client named them
 * @param header the first value of a header, by any case
 * @param body as UTF-8 text, empty where there is none
 */
public record Call(
        String method, String path, String query, URI base, Function<String, Optional<String>> header, String body) {

    /** The path's segments, e.g. {@code [v1, refunds]}. */
    public List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    /**
     * The query of a GET, else the form in the body: decoded, in order, brackets left in the names.
     *
     * @throws IllegalArgumentException on a broken percent-encoding
     */
    public Map<String, String> params() {
        return decode(method.equals("GET") ? query : body);
    }

    /**
     * The query alone, decoded.
     *
     * @throws IllegalArgumentException on a broken percent-encoding
     */
    public Map<String, String> queryParams() {
        return decode(query);
    }

    private static Map<String, String> decode(String form) {
        var params = new LinkedHashMap<String, String>();
        for (var pair : form.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                params.put(unique(name, params), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return Collections.unmodifiableMap(params);
    }

    /** {@code a[]=1&a[]=2} are two values of one list, not one value twice. */
    private static String unique(String name, Map<String, String> params) {
        if (!name.endsWith("[]")) {
            return name;
        }
        var list = name.substring(0, name.length() - 2);
        int index = 0;
        while (params.containsKey(list + "[" + index + "]")) {
            index++;
        }
        return list + "[" + index + "]";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
