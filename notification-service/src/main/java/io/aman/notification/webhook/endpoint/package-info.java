/** Where webhooks go: addresses, what each hears of, and the secrets that sign. */
@NullMarked
package io.aman.notification.webhook.endpoint;

import org.jspecify.annotations.NullMarked;
