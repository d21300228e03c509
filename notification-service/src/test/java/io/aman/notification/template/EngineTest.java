package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.samskivert.mustache.MustacheException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a template can reach. */
class EngineTest {

    @Test
    void anUnknownNameInATemplateIsAnErrorEvenInASection() {
        assertThatThrownBy(() -> Engine.compiler(true).compile("{{nmae}}").execute(Map.of("name", "x")))
                .isInstanceOf(MustacheException.class);
        assertThatThrownBy(() ->
                        Engine.compiler(true).compile("{{#nmae}}x{{/nmae}}").execute(Map.of("name", "x")))
                .isInstanceOf(MustacheException.class);
    }

    @Test
    void aTemplateReachesNoMethodOrField() {
        var compiler = Engine.compiler(true);

        for (var probe : List.of("{{name.class}}", "{{name.length}}", "{{name.bytes}}", "{{name.isEmpty}}")) {
            assertThatThrownBy(() -> compiler.compile(probe).execute(Map.of("name", "x")))
                    .as(probe)
                    .isInstanceOf(MustacheException.class);
        }
    }
}
