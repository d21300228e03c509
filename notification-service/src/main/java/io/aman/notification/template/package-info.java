/** What messages say: the texts in each language and how facts are put into them. */
@NullMarked
package io.aman.notification.template;

import org.jspecify.annotations.NullMarked;
