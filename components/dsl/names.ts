'use client';

import { useMemo } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';

export type Named = { value: string; note?: string };

/** What a document may name that is not in it. */
export type Names = {
  agents: readonly Named[];
  models: readonly Named[];
  /** `slack.send_message`, with the fields of its input. */
  actions: readonly (Named & { fields: readonly Named[] })[];
  connectorTypes: readonly Named[];
  workflows: readonly Named[];
  tasks: readonly Named[];
  events: readonly Named[];
};

type JsonSchema = { properties?: Record<string, { description?: string }> };
type ConnectorType = {
  type: string;
  name: string;
  actions: { name: string; description: string; inputSchema: JsonSchema }[];
};
type Described = { type: string; title?: string; description: string };
type Answers = {
  agents?: { data: { slug: string; name: string }[] };
  models?: { data: { name: string; label: string }[] };
  connectors?: ConnectorType[];
  workflows?: { name: string }[];
  tasks?: { types: Described[] };
  events?: Described[];
};

// What the reader may not see is left out; completion is never worth an error.
const quietly: SWRConfiguration = {
  shouldRetryOnError: false,
  revalidateOnFocus: false,
  onError: () => {},
};

/** The organization's agents, workflows and connectors, and what the server knows: for completion. */
export function useNames(): Names {
  const agents = useSWR<Answers['agents']>('/api/v1/agents?limit=100', quietly).data;
  const models = useSWR<Answers['models']>('/api/v1/models', quietly).data;
  const connectors = useSWR<ConnectorType[]>(
    '/api/v1/connectors?available=true&limit=100',
    quietly,
  ).data;
  const workflows = useSWR<Answers['workflows']>('/api/v1/workflows?limit=100', quietly).data;
  const tasks = useSWR<Answers['tasks']>('/api/jobs/types', quietly).data;
  const events = useSWR<Described[]>('/api/events/types', quietly).data;
  return useMemo(
    () => namesOf({ agents, models, connectors, workflows, tasks, events }),
    [agents, models, connectors, workflows, tasks, events],
  );
}

export const namesOf = ({
  agents,
  models,
  connectors,
  workflows,
  tasks,
  events,
}: Answers): Names => ({
  agents: (agents?.data ?? []).map(({ slug, name }) => ({ value: slug, note: name })),
  models: (models?.data ?? []).map(({ name, label }) => ({ value: name, note: label })),
  connectorTypes: (connectors ?? []).map(({ type, name }) => ({ value: type, note: name })),
  actions: (connectors ?? []).flatMap(({ type, actions }) =>
    actions.map((action) => ({
      value: `${type}.${action.name}`,
      note: action.description,
      fields: Object.entries(action.inputSchema.properties ?? {}).map(([value, field]) => ({
        value,
        note: field.description,
      })),
    })),
  ),
  workflows: (workflows ?? []).map(({ name }) => ({ value: name })),
  tasks: (tasks?.types ?? []).map(({ type, title, description }) => ({
    value: type,
    note: title ?? description,
  })),
  events: (events ?? []).map(({ type, description }) => ({ value: type, note: description })),
});
