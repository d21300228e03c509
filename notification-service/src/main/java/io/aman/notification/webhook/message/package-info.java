/** What is sent to endpoints: a message for each event and endpoint, tried for days, one lane an endpoint. */
@NullMarked
package io.aman.notification.webhook.message;

import org.jspecify.annotations.NullMarked;
