/** The address book: who can be told, where, and in which language. */
@NullMarked
package io.aman.notification.recipient;

import org.jspecify.annotations.NullMarked;
