package dev.flowtruth.core.model;

/**
 * A connection whose addresses are rewritten on the way (source or destination NAT).
 *
 * @param protocol protocol
 * @param netns namespace in which the translation happens
 * @param originalSource as the side that opened it sends
 * @param originalDestination as the side that opened it sends
 * @param replySource as the other side answers: the real destination
 * @param replyDestination as the other side answers: the translated source
 */
public record Translation(
    Protocol protocol,
    long netns,
    Endpoint originalSource,
    Endpoint originalDestination,
    Endpoint replySource,
    Endpoint replyDestination) {}
