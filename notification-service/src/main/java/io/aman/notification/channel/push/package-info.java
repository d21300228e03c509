/** The browsers and apps where people have asked to be told, and what is said there. */
@NullMarked
package io.aman.notification.channel.push;

import org.jspecify.annotations.NullMarked;
