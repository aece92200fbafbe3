package io.securechat.client.view;

import io.securechat.JsonLine.Fields;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.UserEvent;
import java.util.List;
import java.util.function.Predicate;

/** The view of rooms and users for programs. */
final class JsonRooms implements RoomEvent.Cases<String>, UserEvent.Cases<String> {
    @Override
    public String entered(RoomEvent.Entered event) {
        return JsonRenderer.object(event, "entered", json -> {
            json.put("room", event.where()).put("topic", event.topic());
            members(json, event.members());
            json.put("complete", event.complete());
        });
    }

    @Override
    public String members(RoomEvent.Members event) {
        return JsonRenderer.object(event, "members", json -> {
            json.put("room", event.place().room());
            members(json, event.members());
        });
    }

    private static void members(Fields json, List<Person> all) {
        json.put("members", nicks(all, person -> true))
                .put("verified", nicks(all, Person::verified))
                .put("operators", nicks(all, person -> person.status().contains("@")));
    }

    private static List<String> nicks(List<Person> all, Predicate<Person> which) {
        return all.stream().filter(which).map(Person::nick).toList();
    }

    @Override
    public String joined(RoomEvent.Joined event) {
        return JsonRenderer.object(event, "joined", json -> {
            json.put("room", event.where())
                    .put("nick", event.who().nick())
                    .put("verified", event.who().verified());
        });
    }

    @Override
    public String left(RoomEvent.Left event) {
        return JsonRenderer.object(event, "left", json -> {
            json.put("room", event.where())
                    .put("nick", event.nick())
                    .put("reason", event.reason())
                    .put("by", event.by())
                    .put("mine", event.mine());
        });
    }

    @Override
    public String traffic(RoomEvent.Traffic event) {
        return "";
    }

    @Override
    public String topic(RoomEvent.Topic event) {
        return JsonRenderer.object(event, "topic", json -> {
            json.put("room", event.where()).put("by", event.by()).put("topic", event.topic());
        });
    }

    @Override
    public String mode(RoomEvent.Mode event) {
        return JsonRenderer.object(event, "mode", json -> {
            json.put("room", event.where())
                    .put("by", event.by())
                    .put("mode", (event.on() ? "+" : "-") + event.mode())
                    .put("argument", event.argument())
                    .put("mine", event.mine());
        });
    }

    @Override
    public String renamed(RoomEvent.Renamed event) {
        return JsonRenderer.object(event, "moved", json -> {
            json.put("room", event.where())
                    .put("from", event.from())
                    .put("by", event.by())
                    .put("reason", event.reason());
        });
    }

    @Override
    public String invited(RoomEvent.Invited event) {
        return JsonRenderer.object(event, "invited", json -> {
            json.put("room", event.room())
                    .put("by", event.by())
                    .put("nick", event.who())
                    .put("mine", event.mine());
        });
    }

    @Override
    public String typing(UserEvent.Typing event) {
        return JsonRenderer.object(event, "typing", json -> {
            json.put("place", event.place().room())
                    .put("nick", event.who().nick())
                    .put("verified", event.who().verified())
                    .put("state", JsonRenderer.lower(event.writing()));
        });
    }

    @Override
    public String renamed(UserEvent.Renamed event) {
        return JsonRenderer.object(event, "renamed", json -> {
            json.put("from", event.from()).put("to", event.to()).put("mine", event.mine());
        });
    }

    @Override
    public String away(UserEvent.Away event) {
        return JsonRenderer.object(event, event.reason().isEmpty() ? "back" : "away", json -> {
            json.put("nick", event.who().nick())
                    .put("verified", event.who().verified())
                    .put("reason", event.reason());
        });
    }

    @Override
    public String quit(UserEvent.Quit event) {
        return JsonRenderer.object(
                event, "gone", json -> json.put("nick", event.nick()).put("reason", event.reason()));
    }
}
