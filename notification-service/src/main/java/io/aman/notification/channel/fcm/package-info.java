/** Push messages to apps through Firebase Cloud Messaging. */
@NullMarked
package io.aman.notification.channel.fcm;

import org.jspecify.annotations.NullMarked;
