package io.aman.payment.provider.knet;

import java.util.Map;

/** What came back from KNET's server interface. */
sealed interface KnetReply {

    /** @param fields by KNET's names */
    record Said(Map<String, String> fields) implements KnetReply {

        String result() {
            return field("result");
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
