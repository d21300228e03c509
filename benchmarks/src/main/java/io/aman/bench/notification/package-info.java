/** From what happens to the person who is told of it: how soon, and how many of them at a time. */
@NullMarked
package io.aman.bench.notification;

import org.jspecify.annotations.NullMarked;
