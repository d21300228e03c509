/** Addresses that messages are of no use to: learned from bounces, or named by an administrator. */
@NullMarked
package io.aman.notification.suppression;

import org.jspecify.annotations.NullMarked;
