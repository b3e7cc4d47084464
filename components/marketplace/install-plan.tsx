import { Bot, Coins, Globe, KeyRound, Plug, Sparkles, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InstallPlan } from '@/components/marketplace/model';
import { countWords } from '@/components/marketplace/words';
import { Callout } from '@/components/ui/callout';
import { formatCredits } from '@/components/ui/format';

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2.5">
      <span className="mt-0.75 shrink-0 text-faint [&_svg]:size-3.5">{icon}</span>
      <span className="min-w-0 break-words">{children}</span>
    </li>
  );
}

const names = (list: readonly string[]) => list.join(', ');

/** What installing creates and what it may reach, said before the button. */
export function InstallPlanView({ plan }: { plan: InstallPlan }) {
  const { agents, skills, workflows, hosts, connectors, credentials } = plan;
  const creates: [readonly string[], string, ReactNode][] = [
    [agents, 'agent', <Bot aria-hidden key="agent" />],
    [skills, 'skill', <Sparkles aria-hidden key="skill" />],
    [workflows, 'workflow', <Workflow aria-hidden key="workflow" />],
  ];
  return (
    <div className="flex flex-col gap-4 text-sm">
      <section>
        <h3 className="mb-1.5 text-faint text-xs">It will create</h3>
        <ul className="flex flex-col gap-1.5">
          {creates.map(
            ([list, noun, icon]) =>
              list.length > 0 && (
                <Line icon={icon} key={noun}>
                  {countWords([[list.length, noun]])}
                  <span className="text-muted">: {names(list)}</span>
                </Line>
              ),
          )}
          {agents.length + skills.length + workflows.length === 0 && <li>Nothing.</li>}
        </ul>
      </section>
      <section>
        <h3 className="mb-1.5 text-faint text-xs">It may</h3>
        <ul className="flex flex-col gap-1.5">
          <Line icon={<Globe aria-hidden />}>
            {hosts.length > 0 ? (
              <>
                Reach <span className="font-mono text-xs">{names(hosts)}</span>
              </>
            ) : (
              'Reach no host on the internet'
            )}
          </Line>
          {connectors.length > 0 && (
            <Line icon={<Plug aria-hidden />}>
              Use your connectors: <span className="font-mono text-xs">{names(connectors)}</span>
            </Line>
          )}
          {credentials.length > 0 && (
            <Line icon={<KeyRound aria-hidden />}>Use credentials of: {names(credentials)}</Line>
          )}
          <Line icon={<Coins aria-hidden />}>
            {plan.max_credits === null
              ? 'Spend credits as your limits allow'
              : `Spend at most ${formatCredits(plan.max_credits)} credits a run`}
          </Line>
        </ul>
      </section>
      {plan.warnings.length > 0 && (
        <Callout title="Know before you install" tone="warn">
          <Sentences list={plan.warnings} />
        </Callout>
      )}
      {plan.problems.length > 0 && (
        <Callout title="It cannot be installed here" tone="bad">
          <Sentences list={plan.problems} />
        </Callout>
      )}
    </div>
  );
}

export function Sentences({ list }: { list: readonly string[] }) {
  const [only] = list;
  if (list.length === 1) return <p>{only}</p>;
  return (
    <ul className="list-disc ps-4">
      {list.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
