package io.aman.payment.provider.knet;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What came back from KNET's server interface. */
sealed interface KnetReply {

    /** @param fields by KNET's names */
    record Said(Map<String, String> fields) implements KnetReply {

        private static final Pattern ERROR = Pattern.compile("!ERROR!-([A-Z0-9]{1,20})-.*", Pattern.DOTALL);

        String result() {
            return field("result");
        }

        /** KNET's code, where the result is an error and no outcome. */
        Optional<String> error() {
            var error = ERROR.matcher(result());
            return error.matches() ? Optional.of(error.group(1)) : Optional.empty();
        }

        /** Empty where absent. */
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /** No byte has left: nothing happened. */
    record NeverSent(String reason) implements KnetReply {}

    /** It may have happened. */
    record NoAnswer(String reason) implements KnetReply {}
}
