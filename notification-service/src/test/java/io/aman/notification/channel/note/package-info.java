/** The smallest channel: a title in a drawer, for those who have one there. */
@NullMarked
package io.aman.notification.channel.note;

import org.jspecify.annotations.NullMarked;
