import type { Operation } from '@/lib/docs/reference/operations';
import {
  addressOf,
  credentialOf,
  literal,
  STYLES,
  streams,
  type Values,
} from '@/lib/docs/reference/values';

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** An operation as a curl command. */
export function curlExample(operation: Operation, values: Values, base: string): string {
  const { method, body } = operation;
  const address = addressOf(base, operation, values);
  const credential = credentialOf(operation);
  const sends = body?.form || values.body !== undefined;
  const verb = method === 'GET' || (method === 'POST' && sends) ? '' : `-X ${method} `;
  const flags = streams(operation) ? '-sN' : '-s';
  const parts = [`curl ${flags} ${verb}${/[?&]/.test(address) ? `"${address}"` : address}`];
  if (credential) parts.push(`-H "Authorization: Bearer $${credential}"`);
  if (body?.form) {
    const version = body.fields.some((one) => one.name === 'version');
    if (version) parts.push('-F version=1.0.0');
    parts.push('-F file=@agent.apkg');
  } else if (values.body !== undefined) {
    parts.push('-H "Content-Type: application/json"');
    parts.push(`-d ${quoted(literal(values.body, STYLES.json, 1))}`);
  }
  return parts.join(' \\\n  ');
}
