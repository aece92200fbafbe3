// A typical irc-framework bot: it echoes messages in the lobby and executes the commands that BotIT types.
// Usage: node bot.js PORT NICK, in a folder with NICK.crt and NICK.key. NODE_EXTRA_CA_CERTS names the CA.
'use strict';

const fs = require('fs');
const readline = require('readline');
const irc = require('irc-framework');

const [port, nick] = process.argv.slice(2);
const client = new irc.Client();

function tell(name, event) {
  console.log(name + ' ' + JSON.stringify(event, (key, value) => (key === 'tags' ? undefined : value)));
}

const told = [
  'registered', 'loggedin', 'sasl failed', 'join', 'part', 'quit', 'kick', 'invited', 'mode', 'topic', 'nick', 'away',
  'back', 'users online', 'users offline', 'userlist', 'irc error', 'unknown command', 'close',
];
for (const name of told) {
  client.on(name, (event) => tell(name, event));
}

client.on('message', (event) => {
  tell(event.type, event);
  if (event.nick !== nick && event.message.startsWith(nick + ': ')) {
    event.reply(event.message.slice(nick.length + 2));
  }
});

const commands = {
  whois: (name) => client.whois(name, (event) => tell('whois', event)),
  whowas: (name) => client.whowas(name, (event) => tell('whowas', event)),
  who: (name) => client.who(name, (event) => tell('who', event)),
  list: () => client.list(),
  watch: (name) => client.addMonitor(name),
  raw: (line) => client.raw(line),
};
client.on('channel list', (channels) => tell('list', channels));

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [, command, rest] = /^(\S+) ?(.*)$/.exec(line);
  commands[command](rest);
});

client.connect({
  host: 'localhost',
  port: Number(port),
  nick: nick,
  username: nick,
  gecos: 'A bot',
  tls: true,
  rejectUnauthorized: true,
  client_certificate: {
    certificate: fs.readFileSync(nick + '.crt', 'utf8'),
    private_key: fs.readFileSync(nick + '.key', 'utf8'),
  },
  sasl_mechanism: 'EXTERNAL',
  sasl_disconnect_on_fail: true,
  enable_echomessage: true,
  enable_setname: true,
  auto_reconnect: false,
  version: null,
});
