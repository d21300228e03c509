package io.aman.platform.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.write.KeptShelves.Shelf;
import io.aman.testing.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** Several who change one aggregate, and who is refused. */
class OptimisticLockingTest {

    private final KeptShelves kept = new KeptShelves();

    @Test
    void ofChangesAtOnceNoneIsLostAndEachIsToldOnce() throws Exception {
        var titles = IntStream.range(0, 20).mapToObj(n -> "Volume " + n).toList();

        var counts = AtOnce.run(20, n -> kept.put("a", titles.get(n)));

        assertThat(counts)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(kept.shelves.of("a").books()).containsExactlyInAnyOrderElementsOf(titles);
        assertThat(kept.told("a")).isEqualTo(kept.shelves.of("a").books());
        assertThat(kept.version("a")).isEqualTo(19);
    }

    @Test
    void aChangeIsDecidedAnewWhereSomebodyElseWasFaster() {
        kept.put("a", "Emma");
        var seen = new ArrayList<List<String>>();

        kept.shelves.change("a", before -> {
            if (seen.isEmpty()) {
                kept.put("a", "Ulysses");
            }
            seen.add(before.books());
            return KeptShelves.putting(before, "Walden");
        });

        assertThat(seen).containsExactly(List.of("Emma"), List.of("Emma", "Ulysses"));
        assertThat(kept.shelves.of("a").books()).containsExactly("Emma", "Ulysses", "Walden");
        assertThat(kept.told("a")).containsExactly("Emma", "Ulysses", "Walden");
    }

    @Test
    void aFirstWriteThatComesSecondIsAChangeOfTheFirst() {
        var seen = new ArrayList<List<String>>();

        kept.shelves.change("a", before -> {
            if (seen.isEmpty()) {
                kept.put("a", "Emma");
            }
            seen.add(before.books());
            return KeptShelves.putting(before, "Ulysses");
        });

        assertThat(seen).containsExactly(List.of(), List.of("Emma"));
        assertThat(kept.told("a")).containsExactly("Emma", "Ulysses");
        assertThat(kept.version("a")).isEqualTo(1);
    }

    @Test
    void whoIsAlwaysTooLateGivesUpAndHasWrittenNothing() {
        var asked = new ArrayList<Shelf>();

        assertThatThrownBy(() -> kept.shelves.change("a", before -> {
                    asked.add(before);
                    kept.put("a", "Emma");
                    return KeptShelves.putting(before, "Ulysses");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("too many change a of shelves at once");

        assertThat(asked).hasSize(VersionedDocuments.MAX_TRIES);
        assertThat(kept.shelves.of("a").books())
                .hasSize(VersionedDocuments.MAX_TRIES)
                .containsOnly("Emma");
        assertThat(kept.told("a")).doesNotContain("Ulysses");
        assertThat(kept.woken).hasSize(VersionedDocuments.MAX_TRIES);
    }

    @Test
    void ofSeveralFirstOnesOneIsWrittenAndTold() throws Exception {
        var added = AtOnce.run(
                8,
                n -> kept.shelves.add(
                        "a", Shelf.empty("a").with("Volume " + n), List.of(KeptShelves.event("Volume " + n))));

        assertThat(added).filteredOn(done -> done).hasSize(1);
        var first = "Volume " + added.indexOf(true);
        assertThat(kept.shelves.of("a").books()).containsExactly(first);
        assertThat(kept.told("a")).containsExactly(first);
        assertThat(kept.woken).containsExactly("a");
    }

    @Test
    void whatAnotherIndexRefusesIsNotTriedAgain() {
        kept.shelves.change("a", before -> Change.silent(before.labelled("Novels"), true));
        kept.put("b", "Emma");
        var stored = kept.stored("b");
        var asked = new ArrayList<Shelf>();

        assertThatThrownBy(() -> kept.shelves.change("b", before -> {
                    asked.add(before);
                    return new Change<>(before.labelled("Novels"), List.of(KeptShelves.event("Labelled")), true);
                }))
                .isInstanceOf(DuplicateKeyException.class);

        assertThat(asked).hasSize(1);
        assertThat(kept.stored("b")).isEqualTo(stored);
        assertThat(kept.woken).containsExactly("b");
    }

    @Test
    void aRuleThatThrowsIsAskedOnceAndWritesNothing() {
        kept.put("a", "Emma");
        var stored = kept.stored("a");
        var asked = new ArrayList<Shelf>();

        assertThatThrownBy(() -> kept.shelves.change("a", before -> {
                    asked.add(before);
                    throw new UnsupportedOperationException("full");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(asked).hasSize(1);
        assertThat(kept.stored("a")).isEqualTo(stored);
        assertThat(kept.woken).containsExactly("a");
    }
}
