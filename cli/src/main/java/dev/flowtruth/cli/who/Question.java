package dev.flowtruth.cli.who;

import java.util.function.Predicate;

/**
 * What is asked for.
 *
 * @param words what it is, for people: {@code "endpoint 10.0.0.5:443"}
 * @param test which sockets answer it
 */
record Question(String words, Predicate<Sighting> test) {}
