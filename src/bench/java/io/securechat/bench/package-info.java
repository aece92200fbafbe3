/** Measures the server under load, and beside it a naive one; docs/PERFORMANCE.md tells how to run it. */
@NullMarked
package io.securechat.bench;

import org.jspecify.annotations.NullMarked;
