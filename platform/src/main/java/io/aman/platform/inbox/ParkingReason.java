package io.aman.platform.inbox;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.core.NestedExceptionUtils;

/**
 * Why a record was parked, in one line that is safe to show.
 *
 * <p>Errors of ours and of the language say what is wrong by ids; those of libraries quote the data, so that only their
 * kind is kept. The log has the whole.
 */
final class ParkingReason {

    static final String HEADER = "aman_reason";

    private ParkingReason() {}

    static Headers headers(Throwable error) {
        return new RecordHeaders().add(HEADER, of(error).getBytes(StandardCharsets.UTF_8));
    }

    static String of(Throwable error) {
        var cause = NestedExceptionUtils.getMostSpecificCause(error);
        var kind = cause.getClass().getSimpleName();
        var origin = cause.getClass().getPackageName();
        var quotesNothing = origin.startsWith("io.aman") || origin.equals("java.lang");
        return quotesNothing && cause.getMessage() != null ? kind + ": " + cause.getMessage() : kind;
    }
}
