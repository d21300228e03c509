package io.aman.local.mongo;

/** What an acknowledged write survives. */
public enum Durability {
    /**
     * The death of the process ({@code kill -9}): the write has reached the operating system. Enough on a laptop, and
     * what the local stack uses. A power cut may cost the whole file: space that was freed is written to again at once.
     */
    PROCESS_CRASH,

    /** The death of the machine as well: the write is forced to the disk before its reply, at the disk's own pace. */
    POWER_LOSS
}
