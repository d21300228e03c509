/** Tells merchants' and operators' own systems what happens, by signed webhooks. */
@NullMarked
package io.aman.notification.webhook;

import org.jspecify.annotations.NullMarked;
