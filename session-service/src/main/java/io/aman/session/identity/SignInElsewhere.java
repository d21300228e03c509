package io.aman.session.identity;

import io.aman.platform.Secret;
import java.net.URI;
import java.util.Optional;

/** Signing in at the directory's own pages: the browser goes there, comes back, and collects what it has earned. */
public interface SignInElsewhere {

    /**
     * Where the browser goes.
     *
     * @param state for the same browser alone, as it must bring it back; unreadable to it
     */
    record Departure(URI to, Secret state) {}

    /**
     * Who came back.
     *
     * @param to where the browser goes on, without anything secret in it
     * @param code for the same browser alone, good for one {@link #collect}
     */
    record Arrival(URI to, Secret code) {}

    /**
     * Begins a sign-in.
     *
     * @param destination the name of a configured address to return to
     * @throws SignInRefused when there is none of that name
     */
    Departure depart(String destination);

    /**
     * Ends it at the directory.
     *
     * @param query what the directory sent along, as it came
     * @param state of {@link #depart}
     * @throws SignInRefused when it is not the answer to what this browser began, or is a refusal
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    Arrival arrive(String query, Secret state);

    /**
     * Hands out, once, what was vouched for.
     *
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    Optional<Vouched> collect(Secret code);
}
