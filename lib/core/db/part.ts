/** A piece of a bigger statement: CTEs, the values of their places, and what must be selected so that all of it runs. */
export interface Part {
  ctes: string;
  values: unknown[];
  select: string[];
}

/** Makes a piece whose places begin at `$first` and that does something only if the CTE `when` has a row. */
export type MakePart = (first: number, when: string) => Part;

/**
 * Adds pieces to a statement whose CTE `when` decides whether they happen: one statement, atomic without a
 * transaction around it. Which pieces there are must depend on the statement's name alone, as it is planned once.
 */
export function withParts(when: string, values: unknown[], makes: readonly MakePart[]): Part {
  const all: Part = { ctes: '', values: [...values], select: [] };
  for (const make of makes) {
    const part = make(all.values.length + 1, when);
    all.ctes += `,\n${part.ctes}`;
    all.values.push(...part.values);
    all.select.push(...part.select);
  }
  return all;
}
