package io.aman.local.demo;

import java.net.URI;

/**
 * The running stack that a demo uses.
 *
 * @param mail the mail catcher's list
 * @param sandbox the provider sandbox
 */
public record DemoTarget(URI gateway, URI mail, URI sandbox, String adminEmail, String adminPassword) {

    @Override
    public String toString() {
        return "stack at " + gateway;
    }
}
