/** HTTP to those who carry messages: each request is sent once, and what its failure means is said. */
@NullMarked
package io.aman.notification.channel.http;

import org.jspecify.annotations.NullMarked;
