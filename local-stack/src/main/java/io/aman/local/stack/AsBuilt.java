package io.aman.local.stack;

import java.nio.file.Path;

/** Runs jars from where they were built. */
record AsBuilt() implements JarLayout {

    @Override
    public Path service(String name, Path jar) {
        return jar;
    }

    @Override
    public Path plain(String name, Path jar) {
        return jar;
    }
}
