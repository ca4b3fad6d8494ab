package dev.flowtruth.cli.who;

import dev.flowtruth.core.model.OpenSocket;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What is asked for.
 *
 * @param words what it is, for people: {@code "endpoint 10.0.0.5:443"}
 * @param test which sockets of a host answer it
 * @param atPeer which sockets have it at the other end only: no answer, but worth a word
 */
record Question(
    String words, BiPredicate<OpenSocket, OwnAddresses> test, Predicate<OpenSocket> atPeer) {

  Question(String words, BiPredicate<OpenSocket, OwnAddresses> test) {
    this(words, test, socket -> false);
  }

  boolean isAnsweredBy(Sighting sighting, OwnAddresses addresses) {
    return test.test(sighting.socket(), addresses);
  }
}
