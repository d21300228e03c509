/** What a person wants to be told, by which medium and when; and the links that switch a medium off. */
@NullMarked
package io.aman.notification.preference;

import org.jspecify.annotations.NullMarked;
