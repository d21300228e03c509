/** Telephone numbers that people have confirmed, so that they can be told there. */
@NullMarked
package io.aman.notification.contact;

import org.jspecify.annotations.NullMarked;
