import type { ComboboxOption } from '@/components/ui/combobox';
import { api } from '@/components/ui/fetcher';
import type { Picked } from '@/components/workflows/form/fields';

type Found = { id: string; name?: string; label?: string; status?: string; provider?: string };
type Answer = Found[] | { data?: Found[] };

const PATHS: Record<Exclude<Picked, 'model'>, string> = {
  agent: '/api/v1/agents',
  workflow: '/api/v1/workflows',
  credential: '/api/v1/credentials',
};
export const NAMES: Record<Picked, string> = {
  agent: 'Agent',
  workflow: 'Workflow',
  credential: 'Credential',
  model: 'Model',
};

const listOf = (answer: Answer) => (Array.isArray(answer) ? answer : (answer.data ?? []));

/** Searches what a field may name; a template can always be typed instead. */
export async function search(
  kind: Picked,
  text: string,
  signal: AbortSignal,
): Promise<ComboboxOption[]> {
  const typed = text.includes('{{') || kind === 'model' ? own(text) : [];
  if (kind === 'model') {
    const models = await models_(signal);
    const words = text.toLowerCase();
    const found = models.filter(({ value, label }) =>
      `${value} ${label}`.toLowerCase().includes(words),
    );
    return found.length > 0 ? found : typed;
  }
  const query = new URLSearchParams({
    limit: '20',
    search: text,
    ...(kind === 'workflow' && { q: text }),
  });
  if (kind === 'workflow') query.delete('search');
  const answer = await api<Answer>(`${PATHS[kind]}?${query}`, { signal });
  const words = text.toLowerCase();
  const found = listOf(answer)
    .filter(({ name }) => !words || (name ?? '').toLowerCase().includes(words))
    .map(({ id, name, status, provider }) => ({
      value: id,
      label: name ?? id,
      note: provider ?? status,
    }));
  return [...found, ...typed];
}

const own = (text: string): ComboboxOption[] =>
  text.trim() ? [{ value: text.trim(), label: text.trim(), note: 'As typed' }] : [];

type ModelRow = { name: string; label?: string; available?: boolean; provider?: string };

async function models_(signal: AbortSignal): Promise<ComboboxOption[]> {
  const answer = await api<ModelRow[] | { data?: ModelRow[]; models?: ModelRow[] }>(
    '/api/v1/models',
    { signal },
  );
  const list = Array.isArray(answer) ? answer : (answer.data ?? answer.models ?? []);
  return list.map(({ name, label, provider }) => ({
    value: name,
    label: label ?? name,
    note: provider,
  }));
}
