/** The main jobs of the suite, run against a running stack as its users would, each step with what proves it. */
@NullMarked
package io.aman.local.demo;

import org.jspecify.annotations.NullMarked;
