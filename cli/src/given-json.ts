import { readFileSync } from 'node:fs';
import { UsageError } from './command';

export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** An object from JSON text, or from a file when it is written `@file` (`@-`: what is piped in). */
export function jsonObject(text: string, where: string): Record<string, unknown> {
  const source = text.startsWith('@') ? readText(text.slice(1)) : text;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${where} must be a JSON object, as '{"message": "Hello"}'.`);
  return value as Record<string, unknown>;
}
