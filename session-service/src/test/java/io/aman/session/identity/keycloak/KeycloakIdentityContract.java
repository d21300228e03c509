package io.aman.session.identity.keycloak;

import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityProviderContract;
import io.aman.session.identity.PasswordDirectory;
import io.aman.testing.EmbeddedMongo;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What holds at every Keycloak, wherever it runs. */
abstract class KeycloakIdentityContract extends IdentityProviderContract {

    private static MongoTemplate mongo;
    private static KeycloakRealm realm;
    private static KeycloakDirectory directory;
    private static KeycloakPasswords passwords;

    /** To be called before all tests. */
    static void open(URI address) {
        mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("keycloak"));
        var properties = Directories.properties(address, Duration.ofMinutes(1));
        realm = Directories.realm(properties);
        directory = Directories.at(realm, properties, mongo);
        passwords = Directories.passwords(directory, realm, properties, mongo);
    }

    @AfterAll
    static void close() {
        realm.close();
    }

    @Override
    protected IdentityProvider directory() {
        return directory;
    }

    @Override
    protected PasswordDirectory passwords() {
        return passwords;
    }

    @Override
    protected MongoTemplate mongo() {
        return mongo;
    }

    @Override
    protected String collection() {
        return MongoKnownPeople.COLLECTION;
    }
}
