/**
 * The whole command held against known truth: processes that open sockets of known life write down
 * what they did, the command records and labels, and a judge that shares no code with it compares.
 *
 * <p>{@code mvn verify} runs the quick part. All of it, as root, with gcc, ip and (for the
 * comparison) pip's nfstream: {@code mvn verify -Pacceptance}. The tables that it prints are also
 * left in {@code cli/target/acceptance}.
 */
package dev.flowtruth.cli.acceptance;
