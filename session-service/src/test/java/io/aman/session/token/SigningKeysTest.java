package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.jwk.RSAKey;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class SigningKeysTest {

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("keys"));
    private final SigningKeyStore store = new MongoSigningKeys(mongo);

    private SigningKeys open(int keyByte) {
        var key = new byte[32];
        key[0] = (byte) keyByte;
        return SigningKeys.open(store, new KeyVault(key), MutableClock.at("2026-11-25T10:00:00Z"));
    }

    @Test
    void instancesThatStartTogetherAgree() throws Exception {
        var starts = new ArrayList<Callable<String>>();
        for (var i = 0; i < 2; i++) {
            starts.add(() -> open(1).currentId());
        }
        var ids = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var started : threads.invokeAll(starts)) {
                ids.add(started.get());
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(store.all()).hasSize(1);
        assertThat(open(1).currentId()).isEqualTo(ids.iterator().next());
    }

    @Test
    void theKeyIsRsaOf2048BitsNamedByItsThumbprintAndItsPrivateHalfIsNowhereOpen() throws Exception {
        var published = (RSAKey) open(1).published().getKeys().getFirst();
        assertThat(published.size()).isEqualTo(2048);
        assertThat(published.getKeyID()).isEqualTo(published.computeThumbprint().toString());
        assertThat(published.isPrivate()).isFalse();
        assertThat(mongo.findAll(Document.class, "signingKeys").getFirst().toJson())
                .doesNotContain("\"d\"", "\\\"d\\\"", "kty", "PRIVATE");
    }

    @Test
    void aWrongEncryptionKeyStopsTheStartInsteadOfMakingNewKeys() {
        open(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> open(2))
                .withMessageContaining("session.token.key-encryption-key");
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void aSealedKeyDoesNotOpenUnderAnotherId() {
        var vault = new KeyVault(new byte[32]);
        var sealed = vault.seal("one", "the key");
        assertThat(vault.open("one", sealed)).isEqualTo("the key");
        assertThatIllegalStateException().isThrownBy(() -> vault.open("two", sealed));
        assertThatIllegalStateException().isThrownBy(() -> vault.open("one", "AA"));
    }

    @Test
    void sealingTwiceNeverRepeatsItself() {
        var vault = new KeyVault(new byte[32]);
        assertThat(vault.seal("one", "the key")).isNotEqualTo(vault.seal("one", "the key"));
    }
}
