/** Push messages to browsers, encrypted for each and signed as ours (RFC 8030, RFC 8291, RFC 8292). */
@NullMarked
package io.aman.notification.channel.webpush;

import org.jspecify.annotations.NullMarked;
