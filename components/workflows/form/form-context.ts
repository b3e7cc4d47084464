'use client';

import { createContext, useContext } from 'react';
import type { Reference } from '@/components/workflows/edit/references';

type Wiring = {
  references: readonly Reference[];
  /** The first problem at a place inside what the form edits, such as `config.url`. */
  problemAt: (path: string) => string | null;
  disabled: boolean;
};

export const FormContext = createContext<Wiring>({
  references: [],
  problemAt: () => null,
  disabled: false,
});

export const useForm = () => useContext(FormContext);

/** What the engine says, as a sentence beneath the control: "is required" → "Is required." */
export function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
