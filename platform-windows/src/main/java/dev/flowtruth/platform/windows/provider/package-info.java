/** The provider {@code windows-iphelper} and what it remembers from look to look. */
package dev.flowtruth.platform.windows.provider;
