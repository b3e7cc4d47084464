const MAX = 200;

/** What ids are of, beside the categories of events: for finding an object by its id alone. */
export const NOUNS = [
  ...['agent', 'skill', 'execution', 'workflow', 'run', 'approval', 'job', 'test_suite', 'config'],
  ...['agent_app', 'package', 'listing', 'review', 'deployment', 'installation', 'webhook'],
  ...['organization', 'user', 'invitation', 'api_key', 'order', 'connector', 'credential'],
] as const;

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const short = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX - 50;

/**
 * What an event is about, as `agent/<id>`: the object that its type names (`agentId` or `agent_id` of
 * `agent.executed`), else the first that its data names. Null when it names none.
 */
export function subjectOf(type: string, data: Record<string, unknown>): string | null {
  const ids = Object.entries(data)
    .filter(([key, value]) => /(Id|_id)$/.test(key) && short(value))
    .map(([key, value]) => [snake(key).replace(/_?id$/, ''), value as string] as const);
  const words = type.split('.').slice(0, -1);
  for (let n = words.length; n > 0; n--) {
    const noun = words.slice(0, n).join('_');
    const found = ids.find(([name]) => name === noun);
    if (found) return `${noun}/${found[1]}`;
  }
  const [first] = ids;
  if (first) return `${first[0]}/${first[1]}`;
  return short(data.id) && words[0] ? `${words[0]}/${data.id}` : null;
}

/** The subjects that a filter means: one as it stands, or whatever has this id. */
export const subjectsOf = (given: string): string[] =>
  given.includes('/') ? [given] : NOUNS.map((noun) => `${noun}/${given}`);
