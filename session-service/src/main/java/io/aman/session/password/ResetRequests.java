package io.aman.session.password;

import io.aman.session.identity.EmailAddress;
import java.time.Instant;
import java.util.Optional;

/** Requests for reset links that are not answered yet. */
interface ResetRequests {

    /** @param address the client's, where it was asked from */
    record Request(String id, String email, String address, Instant at) {

        /** An address is nobody's business until it is known to be a person's. */
        @Override
        public String toString() {
            return "Request[" + id + "]";
        }
    }

    /** Stores one; for a minute nobody else takes it. */
    Request add(EmailAddress email, String address, Instant now);

    /** One that nobody answers at the moment; for a minute nobody else takes it. */
    Optional<Request> takeOne(Instant now);

    void remove(Request request);
}
