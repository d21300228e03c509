package io.aman.notification.webhook.endpoint;

import java.util.Set;

/** What somebody wants an endpoint to be. */
record Wish(String url, String description, Set<String> types) {}
