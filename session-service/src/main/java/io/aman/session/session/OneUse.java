package io.aman.session.session;

import java.time.Instant;

/**
 * A link or token that counts once.
 *
 * @param id names it, and is no secret itself
 * @param until when it is not good any more, used or not
 */
public record OneUse(String id, Instant until) {}
