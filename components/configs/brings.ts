import type { Document, Prop, Workflow } from '@/lib/engine/dsl/ast';

/** "at 0 6 * * *", "on ticket.created". */
export type Start = { how: string; what: string | null };

/** What a config puts into service. */
export type Brings = {
  workflows: { name: string; starts: Start[] }[];
  jobs: { name: string; schedule: string | null }[];
};

const said = (props: readonly Prop[], key: string): string | null => {
  const value = props.find((it) => it.key === key)?.value;
  return value && 'value' in value ? String(value.value) : null;
};

/** What starts a workflow once it is in service. */
function startsOf({ triggers }: Workflow): Start[] {
  return triggers.flatMap(({ type, props }) => {
    if (type.value === 'schedule') return [{ how: 'at', what: said(props, 'cron') }];
    if (type.value === 'event') return [{ how: 'on', what: said(props, 'event') }];
    return type.value === 'webhook' ? [{ how: 'when its address is called', what: null }] : [];
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
