package io.aman.platform.geo;

/** Says where addresses are. */
public interface Places {

    /** Where the address is; a place with nothing in it where that is not known. Never fails. */
    Place of(String address);
}
