import type { FleetEvent } from '@fleetprompt/sdk';
import type { Command } from '../command';
import { LIMIT, show } from './listing';

export const events: Command[] = [
  {
    name: 'events:list',
    aliases: ['events'],
    options: {
      ...LIMIT,
      follow: { short: 'f', says: 'Show events as they happen' },
      after: { value: 'id', says: 'With --follow: go on after this event' },
      type: { value: 'type', says: 'One type, or all under a word as agent.*' },
      subject: { value: 'subject', says: 'What they are about, as agent/<id>' },
    },
    says: 'List events',
    async run(context) {
      const { terminal, given, client, json, signal } = context;
      const query = { type: given.text('type'), subject: given.text('subject') };
      if (!given.on('follow'))
        return show(context, client().events.list(query), {
          TIME: ({ timestamp }: FleetEvent) => timestamp,
          TYPE: ({ type }) => type,
          SUBJECT: ({ subject }) => subject,
          ID: ({ id }) => id,
        });
      const onOpen = () => {
        if (!json) terminal.note('Listening. Ctrl-C ends it.');
      };
      const lastEventId = given.text('after');
      for await (const event of client().events.stream(query, { signal, onOpen, lastEventId })) {
        if (json) terminal.jsonLine(event);
        else
          terminal.out(
            `${terminal.color('gray', event.timestamp)} ${terminal.color('cyan', event.type)} ${event.subject ?? ''}`,
          );
      }
      return 0;
    },
  },
];
