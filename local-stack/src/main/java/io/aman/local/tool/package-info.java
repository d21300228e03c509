/** Programs of others, where they come from, and folders to keep them in. */
@NullMarked
package io.aman.local.tool;

import org.jspecify.annotations.NullMarked;
