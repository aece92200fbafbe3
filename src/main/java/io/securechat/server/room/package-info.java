/** Rooms: members, audiences, modes, and what outlives the members. */
@NullMarked
package io.securechat.server.room;

import org.jspecify.annotations.NullMarked;
