package io.aman.session.identity;

import io.aman.events.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * A password that is to take the place of another one.
 *
 * @param present the one it replaces, where that was shown
 * @param over the mark of the one it replaces: over any other it is not set
 * @param history how many may not come again, the present one among them
 * @param told published under the person's id with the change
 */
public record NewPassword(Password password, @Nullable Password present, String over, int history, DomainEvent told) {}
