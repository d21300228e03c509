package io.aman.local.sandbox.knet;

import java.io.IOException;
import java.net.URI;

/** Whoever answers at a merchant's response URL. */
@FunctionalInterface
public interface Merchant {

    /** What came back over HTTP. */
    record Answer(int status, String body) {}

    /** @throws IOException when no answer came */
    Answer tell(URI responseUrl, String contentType, String body) throws IOException, InterruptedException;
}
