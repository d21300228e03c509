package io.aman.platform.docs;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.regex.Pattern;

/**
 * Names a schema after its class; one that is nested in another after both, as a dozen controllers have an {@code Item}.
 * A renamed class renames a schema, and with it a class of generated clients.
 */
final class SchemaNames extends TypeNameResolver {

    private static final Pattern ROLE = Pattern.compile("(Query)?(Controller|View)$");

    @Override
    protected String getNameOfClass(Class<?> type) {
        var enclosing = type.getEnclosingClass();
        if (enclosing == null) {
            return type.getSimpleName();
        }
        var owner = ROLE.matcher(getNameOfClass(enclosing)).replaceFirst("");
        var name = type.getSimpleName();
        return name.startsWith(owner) ? name : owner + name;
    }
}
