/** What is known of each request afterwards: its time, its place in a trace, and now and then a line. */
@NullMarked
package io.aman.gateway.observe;

import org.jspecify.annotations.NullMarked;
