import type { Document, Prop, Workflow } from '@/lib/engine/dsl/ast';

/** What a config puts into service. */
export type Brings = {
  workflows: { name: string; starts: string[] }[];
  jobs: { name: string; schedule: string | null }[];
};

const said = (props: readonly Prop[], key: string): string | null => {
  const value = props.find((it) => it.key === key)?.value;
  return value && 'value' in value ? String(value.value) : null;
};

/** What starts a workflow once it is in service, in words. */
function startsOf({ triggers }: Workflow): string[] {
  return triggers.flatMap(({ type, props }) => {
    if (type.value === 'schedule') return [`at ${said(props, 'cron')}`];
    if (type.value === 'event') return [`on ${said(props, 'event')}`];
    return type.value === 'webhook' ? ['when its address is called'] : [];
  });
}

export const bringsOf = ({ declarations }: Document): Brings => ({
  workflows: declarations.flatMap((it) =>
    it.kind === 'workflow' ? [{ name: it.name.value, starts: startsOf(it) }] : [],
  ),
  jobs: declarations.flatMap((it) =>
    it.kind === 'job' ? [{ name: it.name.value, schedule: said(it.props, 'schedule') }] : [],
  ),
});
