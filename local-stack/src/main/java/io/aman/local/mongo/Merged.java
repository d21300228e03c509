package io.aman.local.mongo;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Several sorted runs as one. */
final class Merged<T> implements Iterator<T> {

    private record Head<T>(T first, Iterator<T> rest) {}

    private final PriorityQueue<Head<T>> heads;

    Merged(List<Iterator<T>> runs, Comparator<T> order) {
        this.heads = new PriorityQueue<>(Comparator.comparing(Head::first, order));
        runs.forEach(this::advance);
    }

    private void advance(Iterator<T> run) {
        if (run.hasNext()) {
            heads.add(new Head<>(run.next(), run));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public T next() {
        var head = heads.remove();
        advance(head.rest());
        return head.first();
    }
}
