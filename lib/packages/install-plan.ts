import type { Listing } from '@/generated/prisma/client';
import { creditsOf } from '@/lib/credits/money';
import type { PackageContents } from '@/lib/packages/apkg/contents';
import { startsOf } from '@/lib/packages/packaged-workflow';

const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;
const named = (names: string[]) => names.map((name) => `"${name}"`).join(', ');

/** What installing a listing creates, costs and may reach, as data and in plain words. */
export function installPlan(listing: Pick<Listing, 'contents' | 'price'>) {
  const contents = listing.contents as unknown as PackageContents;
  const { permissions, configSchema } = contents;
  const own = contents.agents.filter((agent) => agent.kind === 'declarative');
  const code = contents.agents.filter((agent) => agent.kind === 'code').map(({ name }) => name);
  const names = (list: { name: string }[]) => list.map(({ name }) => name);
  const [agents, skills, workflows] = [
    names(own),
    names(contents.skills),
    names(contents.workflows),
  ];
  const price = creditsOf(listing.price);
  const required = (configSchema?.required as string[] | undefined) ?? [];
  const sentences = [
    agents.length > 0 && `Creates ${count(agents.length, 'agent')}: ${named(agents)}.`,
    skills.length > 0 && `Creates ${count(skills.length, 'skill')}: ${named(skills)}.`,
    workflows.length > 0 && `Creates ${count(workflows.length, 'workflow')}: ${named(workflows)}.`,
    ...contents.workflows.flatMap((workflow) => {
      const ways = startsOf(workflow);
      return ways.length > 0 ? [`"${workflow.name}" starts by itself: ${ways.join(', ')}.`] : [];
    }),
    permissions.hosts.length > 0
      ? `May reach ${permissions.hosts.join(', ')}.`
      : 'Names no host that it reaches.',
    permissions.actions.length > 0 && `May use ${permissions.actions.join(', ')}.`,
    permissions.credentials.length > 0 &&
      `Asks for credentials of ${permissions.credentials.join(', ')}.`,
    permissions.maxCredits !== null &&
      `Says that a run spends at most ${permissions.maxCredits} credits.`,
    required.length > 0 && `Needs from you: ${required.join(', ')}.`,
    price > 0 ? `Costs ${price} credits, once.` : 'Installing it is free.',
  ].filter((sentence) => sentence !== false);
  return {
    agents,
    skills,
    workflows,
    hosts: permissions.hosts,
    connectors: permissions.actions,
    credentials: permissions.credentials,
    max_credits: permissions.maxCredits,
    price,
    sentences,
    warnings:
      code.length > 0 && own.length > 0 ? [`Not installed, since it is code: ${named(code)}.`] : [],
    problems: own.length === 0 ? ['It holds no agent that FleetPrompt itself can run.'] : [],
  };
}
