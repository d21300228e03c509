package io.aman.payment.provider;

import java.util.Optional;

/**
 * Reads stored notices of one provider again, with today's code; a bean for each provider that sends any.
 *
 * <p>What was verified when it came is not verified again: a signature is good only for a while.
 */
public interface NoticeReader {

    /** As {@link Notice#provider()} has it. */
    String provider();

    /**
     * @param body as {@link Notice#body()} had it
     * @return what would be handed in for it today; empty where it would be refused
     */
    Optional<Notice> read(String body);
}
