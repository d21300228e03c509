package io.aman.notification.channel;

import io.aman.testing.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** The whole service with what is told by push; its tests share one. The key is the example's of RFC 8291. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@TestPropertySource(
        properties = {
            "notification.note.drawers=true",
            "notification.webhook.target.allow-http=true",
            "notification.webhook.target.allow-private-addresses=true",
            "notification.webhook.target.ports=",
            "notification.delivery.poll=100ms",
            "notification.push.web.subject=mailto:ops@example.com",
            "notification.push.web.vapid-keys=" + PushTest.PUBLIC_KEY + ".yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
        })
public @interface PushTest {

    String PUBLIC_KEY = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
}
