const HOUR = 3600_000;

/** A stretch of time of which whole hours are read from the roll-up and the rest from the rows. */
export interface Period {
  /** whole hours, `to` exclusive; null: no bound. Both equal: none */
  from: Date | null;
  to: Date | null;
  /** what is left at both ends: [start, before) and [after, end] */
  start: Date | null;
  end: Date | null;
  /** no whole hour lies between the bounds: everything is counted from the rows */
  short: boolean;
}

/** Splits [start, end] at whole hours. */
export function periodOf(start: Date | null, end: Date | null): Period {
  const from = start && new Date(Math.ceil(start.getTime() / HOUR) * HOUR);
  const to = end && new Date(Math.floor(end.getTime() / HOUR) * HOUR);
  return { from, to, start, end, short: from !== null && to !== null && from >= to };
}
