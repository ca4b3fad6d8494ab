/** The contract of a socket provider as tests, a manual clock, and a recorder of events. */
package dev.flowtruth.testkit;
