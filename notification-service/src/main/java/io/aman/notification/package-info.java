/** Tells people what happened: by mail and in their inbox. */
@NullMarked
package io.aman.notification;

import org.jspecify.annotations.NullMarked;
