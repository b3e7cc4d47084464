import type { Operation } from '@/lib/docs/reference/operations';
import {
  addressOf,
  answersJson,
  credentialOf,
  literal,
  STYLES,
  streams,
  type Values,
} from '@/lib/docs/reference/values';

const FORM = `boundary = "package"
with open("agent.apkg", "rb") as package:
    body = (
        f'--{boundary}\\r\\nContent-Disposition: form-data; name="file"; filename="agent.apkg"\\r\\n'
        "Content-Type: application/zip\\r\\n\\r\\n"
    ).encode() + package.read() + f"\\r\\n--{boundary}--\\r\\n".encode()
`;

/** An operation with Python's standard library. */
export function pythonExample(operation: Operation, values: Values, base: string): string {
  const credential = credentialOf(operation);
  const form = operation.body?.form ?? false;
  const json = answersJson(operation);
  const sends = values.body !== undefined && !form;
  const headers = [
    ...(credential ? [`"Authorization": f"Bearer {os.environ['${credential}']}"`] : []),
    ...(form ? ['"Content-Type": f"multipart/form-data; boundary={boundary}"'] : []),
    ...(sends ? ['"Content-Type": "application/json"'] : []),
  ];
  const given = [
    `    "${addressOf(base, operation, values)}",`,
    ...(operation.method === 'GET' ? [] : [`    method="${operation.method}",`]),
    ...(headers.length === 1 ? [`    headers={${headers[0]}},`] : []),
    ...(headers.length > 1
      ? ['    headers={', ...headers.map((one) => `        ${one},`), '    },']
      : []),
    ...(form ? ['    data=body,'] : []),
    ...(sends
      ? [`    data=json.dumps(${literal(values.body, STYLES.python, 1, true)}).encode(),`]
      : []),
  ];
  const imports = [
    ...(sends || (json && !streams(operation)) ? ['import json'] : []),
    ...(credential ? ['import os'] : []),
    'import urllib.request',
  ];
  const read = streams(operation)
    ? '    for line in response:\n        print(line.decode(), end="")'
    : json
      ? '    print(json.load(response))'
      : '    print(response.status)';
  return [
    ...imports,
    '',
    ...(form ? [FORM] : []),
    'request = urllib.request.Request(',
    ...given,
    ')',
    'with urllib.request.urlopen(request) as response:',
    read,
  ].join('\n');
}
