package io.aman.notification.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EmailAddressTest {

    @Test
    void anAddressIsNeverPrintedInFull() {
        assertThat(new EmailAddress("nora@example.com")).hasToString("n***@example.com");
        assertThat(new EmailAddress("@example.com")).hasToString("***");
        assertThat(new EmailAddress("nora")).hasToString("***");
        assertThat(new Recipient("usr_1", new EmailAddress("nora@example.com"), "Nora", "ar"))
                .hasToString("Recipient[usr_1]");
    }

    @Test
    void anAddressIsNotBlank() {
        assertThatThrownBy(() -> new EmailAddress(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
