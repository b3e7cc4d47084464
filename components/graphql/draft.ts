const FIRST = `query Fleet($first: Int) {
  viewer { kind email role }
  agents(first: $first) {
    totalCount
    nodes {
      id
      name
      status
      executions(first: 3) {
        nodes { status createdAt credits }
      }
    }
  }
}
`;

const PLACE = 'graphql-playground';

export type Draft = { query: string; variables: string; headers: string };

/** What was written last in this browser; never a key. */
export function drafted(): Draft {
  const first = { query: FIRST, variables: '{ "first": 5 }', headers: '' };
  try {
    return { ...first, ...JSON.parse(localStorage.getItem(PLACE) ?? '{}'), headers: '' };
  } catch {
    return first;
  }
}

export function keepDraft({ query, variables }: Draft): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ query, variables }));
  } catch {
    // A browser that keeps nothing starts anew next time.
  }
}
