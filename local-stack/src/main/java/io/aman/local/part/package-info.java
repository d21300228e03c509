/** What every part of the local stack owes the supervisor that starts and stops its process. */
@NullMarked
package io.aman.local.part;

import org.jspecify.annotations.NullMarked;
