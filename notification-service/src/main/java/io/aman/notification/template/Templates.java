package io.aman.notification.template;

import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The texts that hold now: those that were published last, else those that we ship. */
@Component
public class Templates {

    private final Editions editions;

    Templates(Editions editions) {
        this.editions = editions;
    }

    /** Whoever has several messages to write of one thing holds on to it. */
    public Writer writer(Template template) {
        return new Writer(editions.current(template));
    }

    /** As below, where nothing is secret. */
    public Message render(Template template, Addressee to, Instant at, Facts facts) {
        return render(template, to, at, facts, Map.of());
    }

    /** What a message that is promised now is to be written by, whenever that comes about: {@link #writer(Template, int)}. */
    public int version(Template template) {
        return editions.current(template).version();
    }

    /** By the version that held when the message was promised; by the one that holds now where that is kept no more. */
    public Writer writer(Template template, int version) {
        return new Writer(editions.of(template, version));
    }

    /** One message; as {@link Writer#render}. */
    public Message render(Template template, Addressee to, Instant at, Facts facts, Map<String, String> secrets) {
        return writer(template).render(to, at, facts, secrets);
    }

    /** One message; as {@link Writer#renderShort}. */
    public Message renderShort(Template template, Addressee to, Instant at, Facts facts, Map<String, String> secrets) {
        return writer(template).renderShort(to, at, facts, secrets);
    }
}
