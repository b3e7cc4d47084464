import type { List } from '@fleetprompt/sdk';
import type { Context, Option } from '../command';

export const LIMIT: Record<string, Option> = {
  limit: { value: 'n', short: 'n', says: 'At most so many (20)' },
};

/** Prints a list as a table, or as JSON. */
export async function show<T>(
  { terminal, given, json }: Context,
  list: List<T>,
  columns: Record<string, (one: T) => unknown>,
): Promise<undefined> {
  const most = given.number('limit') ?? 20;
  const rows = await terminal.during('Loading …', list.toArray(most));
  if (json) terminal.json(rows);
  else if (rows.length === 0) terminal.note('There are none.');
  else
    terminal.table(
      Object.keys(columns),
      rows.map((row) => Object.values(columns).map((cell) => String(cell(row) ?? ''))),
    );
}
