/** SWR's keys of what a top-up changes. */
export const BALANCE = '/api/credits/balance';
export const BURN_DOWN = '/api/credits/burn-down?days=30';
export const SETTINGS = '/api/billing/settings';
export const INVOICES = '/api/billing/invoices';
export const HISTORY = '/api/credits/history';
export const LIMITS = '/api/credits/limits';

const CURRENT = '/api/organizations/current';

/** Whether a key shows something that a payment or a spent credit changes, the shell's balance included. */
export const showsMoney = (key: unknown): boolean =>
  typeof key === 'string' &&
  [BALANCE, BURN_DOWN, INVOICES, HISTORY, SETTINGS, CURRENT].some((path) => key.startsWith(path));
