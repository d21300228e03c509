package io.aman.local.stack;

import java.nio.file.Path;

/** Where a built jar runs from. */
interface JarLayout {

    /** The jar to start in place of a service's built one. */
    Path service(String name, Path jar);

    /** The same for a plain jar with its libraries in the folder {@code lib} beside it. */
    Path plain(String name, Path jar);
}
