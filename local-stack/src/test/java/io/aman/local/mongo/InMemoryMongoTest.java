package io.aman.local.mongo;

final class InMemoryMongoTest extends EmbeddedMongoContract {
    @Override
    EmbeddedMongo open() {
        return EmbeddedMongo.inMemory();
    }
}
