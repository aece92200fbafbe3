/** Benchmarks of the server under load, compared with a naive one. See docs/PERFORMANCE.md. */
@NullMarked
package io.securechat.bench;

import org.jspecify.annotations.NullMarked;
