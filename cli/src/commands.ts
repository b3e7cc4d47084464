import type { Command } from './command';
import { account } from './commands/account';
import { agents } from './commands/agents';
import { approvals } from './commands/approvals';
import { completion } from './commands/completion';
import { dsl } from './commands/dsl';
import { events } from './commands/events';
import { executions } from './commands/executions';
import { jobs } from './commands/jobs';
import { listen } from './commands/listen';
import { marketplace } from './commands/marketplace';
import { packages } from './commands/packages';
import { verify } from './commands/verify';
import { workflows } from './commands/workflows';

/** Every command there is; help and completion come from it. */
export const commands: Command[] = [
  ...account,
  ...agents,
  ...executions,
  ...workflows,
  ...approvals,
  ...jobs,
  ...events,
  ...listen,
  verify,
  ...marketplace,
  ...packages,
  ...dsl,
  completion(() => commands),
];
