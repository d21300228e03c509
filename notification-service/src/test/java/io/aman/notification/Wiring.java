package io.aman.notification;

import io.aman.notification.inbox.InboxAnnouncer;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.security.Sealed;
import io.aman.testing.ServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.Document;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The service's own beans without a server around them; nothing runs by itself, so that a test makes every step. */
public final class Wiring implements AutoCloseable {

    private static final Pattern RUNS_BY_ITSELF = Pattern.compile(
            ".*(DeliveryWorkers|StatusDesk|InboxConfiguration|\\.stream\\..*|Controller|Problems|Application|Test|Test\\$.*)");

    public static final Sealed SEALED = new Sealed(List.of(Secret.of(ServiceTest.SEALING_KEY)));

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private Wiring(MongoOperations mongo, Clock clock, int smtpPort, Map<String, Object> properties) {
        var sources = context.getEnvironment().getPropertySources();
        sources.addFirst(new MapPropertySource(
                "test",
                Map.of(
                        "notification.email.from", "Aman <no-reply@aman.test>",
                        "notification.intent.sweep-interval", "1h")));
        sources.addFirst(new MapPropertySource("special", properties));
        context.registerBean(MongoOperations.class, () -> mongo);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(PublicUrl.class, () -> new PublicUrl(URI.create("https://pay.example.com")));
        context.registerBean(Sealed.class, () -> SEALED);
        context.registerBean(Traces.class, Traces::none);
        context.registerBean(Outbox.class, () -> new Outbox("notification-service", Traces.none()));
        context.registerBean(InboxAnnouncer.class, () -> _ -> {});
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(JavaMailSender.class, () -> sender(smtpPort));
        var scanner = new ClassPathBeanDefinitionScanner(context);
        scanner.addExcludeFilter(new RegexPatternTypeFilter(RUNS_BY_ITSELF));
        scanner.scan(Wiring.class.getPackageName());
        context.refresh();
    }

    /** As a process of the service that has just started. */
    public static Wiring start(MongoOperations mongo, Clock clock) {
        return start(mongo, clock, 1, Map.of());
    }

    public static Wiring start(MongoOperations mongo, Clock clock, int smtpPort, Map<String, Object> properties) {
        return new Wiring(mongo, clock, smtpPort, properties);
    }

    /** What a stored delivery that waits keeps sealed. */
    public static Map<String, String> body(Document delivery) {
        return SEALED.open(delivery.getString("sealed"), "delivery/" + delivery.getString("_id"));
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> all(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    private static JavaMailSender sender(int port) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        for (var timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            sender.getJavaMailProperties().setProperty("mail.smtp." + timeout, "1000");
        }
        return sender;
    }

    @Override
    public void close() {
        context.close();
    }
}
