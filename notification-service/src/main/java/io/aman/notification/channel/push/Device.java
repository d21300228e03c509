package io.aman.notification.channel.push;

import java.time.Instant;

/**
 * A browser or an app of a person.
 *
 * @param id follows from the place, so that one place is one device
 */
public record Device(String id, Instant addedAt, Place place) {}
