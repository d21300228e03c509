package io.aman.notification.template;

import java.util.Map;
import java.util.Optional;

/** What editors have made of all templates. */
interface TemplateBook {

    /** The versions that messages are written by; none for a template that nobody has published. */
    Map<Template, Integer> live();

    EditedTemplate find(Template template);

    /** Those of a version that was published; empty for one that never was, or is kept no more. */
    Optional<Texts> texts(Template template, int version);

    /**
     * Makes a change, and keeps who made it, in one write.
     *
     * @param seen the revision that the change was decided upon
     * @return what holds now; empty where somebody else has changed it since, and nothing was written
     */
    Optional<EditedTemplate> change(Template template, long seen, EditedTemplate.Change change);
}
