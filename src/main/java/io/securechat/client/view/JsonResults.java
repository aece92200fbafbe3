package io.securechat.client.view;

import io.securechat.client.event.CommandResult;

/** The results of commands for programs. */
final class JsonResults implements CommandResult.Cases<String> {
    @Override
    public String done(CommandResult.Done event) {
        return JsonRenderer.object(event, "done", json -> {
            json.put("command", event.command()).put("id", event.id()).put("messages", event.messages());
        });
    }

    @Override
    public String refused(CommandResult.Refused event) {
        return JsonRenderer.object(event, "refused", json -> {
            json.put("command", event.command())
                    .put("id", event.id())
                    .put("code", event.code())
                    .put("reason", event.reason())
                    .put("hint", event.hint());
        });
    }

    @Override
    public String invalid(CommandResult.Invalid event) {
        return JsonRenderer.object(event, "error", json -> {
            json.put("line", event.line())
                    .put("id", event.id())
                    .put("reason", event.reason())
                    .put("hint", event.hint());
        });
    }
}
