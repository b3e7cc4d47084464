/** What the reader may do with agents and skills; viewers only look. */
export type May = { write: boolean; execute: boolean };

export const forbidden = 'Viewers can look only. Ask an owner or admin for another role.';
