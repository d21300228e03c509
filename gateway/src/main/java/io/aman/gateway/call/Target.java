package io.aman.gateway.call;

/** What a request line names. */
final class Target {

    private Target() {}

    /** The origin-form of a target: of the absolute-form it leaves the authority away (RFC 9112, section 3.2). */
    static String of(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        var authority = afterScheme(target);
        if (authority < 0) {
            return target;
        }
        for (var i = authority; i < target.length(); i++) {
            if (target.charAt(i) == '/') {
                return target.substring(i);
            }
            if (target.charAt(i) == '?') {
                return "/" + target.substring(i);
            }
        }
        return "/";
    }

    private static int afterScheme(String target) {
        for (var scheme : new String[] {"http://", "https://"}) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        return -1;
    }
}
