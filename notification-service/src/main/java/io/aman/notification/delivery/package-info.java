/** The queue of messages to send: claimed under a lease, tried with backoff, settled once. */
@NullMarked
package io.aman.notification.delivery;

import org.jspecify.annotations.NullMarked;
