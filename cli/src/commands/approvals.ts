import type { Command } from '../command';
import { LIMIT, show } from './listing';

const COMMENT = { comment: { value: 'text', says: 'Why' } };

const decide = (verb: 'approve' | 'reject', says: string): Command => ({
  name: `approvals:${verb}`,
  args: ['<approval-id>'],
  options: COMMENT,
  says,
  async run({ terminal, given, client, json }) {
    const comment = given.text('comment');
    const [id = ''] = given.args;
    const approval = await client().approvals[verb](id, comment === undefined ? {} : { comment });
    if (json) terminal.json(approval);
    else terminal.out(`✓ ${approval.title}: ${approval.status}`);
    return 0;
  },
});

export const approvals: Command[] = [
  {
    name: 'approvals:list',
    aliases: ['approvals'],
    options: LIMIT,
    says: 'List what waits for a decision',
    run: (context) =>
      show(context, context.client().approvals.list({ status: 'pending' }), {
        ID: ({ id }) => id,
        TITLE: ({ title }) => title,
        STATUS: ({ status }) => status,
      }),
  },
  decide('approve', 'Approve'),
  decide('reject', 'Reject'),
];
