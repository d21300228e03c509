package io.aman.platform.geo;

/** Says which addresses hide who is behind them. */
public interface Anonymities {

    /** What is known of the address; {@link Anonymity#NONE} where nothing is. Never fails. */
    Anonymity of(String address);
}
