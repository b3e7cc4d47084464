import { expect, test } from 'vitest';
import { type Node, outlineOf, pathAt } from '@/components/configs/outline';
import { parse } from '@/lib/engine/dsl/parse';

const source = `var region = "eu"
workflow A {
  trigger event "x" if "data.a > 1"
  ask: Agent("gpt-4") { prompt: "Hi" input: { a: [1, 2] } }
  if "input.x" { post { activity "http.request" input { url: "u" } } } else { no: stop }
}
entity User { id: uuid names: [string] }
endpoint GET /users/{id} { returns: User }`;

const flat = (nodes: readonly Node[], depth = 0): string[] =>
  nodes.flatMap((it) => [
    `${'  '.repeat(depth)}${it.kind} ${it.text}`.trimEnd(),
    ...flat(it.children, depth + 1),
  ]);

test('every part of a document has a name in its tree', () => {
  expect(flat(outlineOf(parse(source).document))).toEqual([
    'variable region',
    '  string "eu"',
    'workflow A',
    '  trigger event',
    '    property event: "x"',
    '    property if: "data.a > 1"',
    '  step ask: Agent("gpt-4")',
    '    property prompt: "Hi"',
    '    property input',
    '      property a',
    '        number 1',
    '        number 2',
    '  if "input.x"',
    '    then',
    '      activity post: http.request',
    '        property input',
    '          property url: "u"',
    '    else',
    '      step no: stop',
    'entity User',
    '  field id: uuid',
    '  field names: [string]',
    'endpoint GET /users/{id}',
    '  property returns: User',
  ]);
});

test('a place in the text is found in the tree, and a node’s place in the text', () => {
  const tree = outlineOf(parse(source).document);
  const at = (text: string) => {
    const path = pathAt(tree, source.indexOf(text) + 1);
    const [first, ...rest] = path?.split('.').map(Number) ?? [];
    return rest.reduce((node, i) => node.children[i] as Node, tree[first as number] as Node);
  };
  expect(at('"Hi"')).toMatchObject({ kind: 'property', text: 'prompt: "Hi"' });
  expect(at('url').text).toBe('url: "u"');
  const { span } = at('"Hi"');
  expect(source.slice(span.start, span.end)).toBe('prompt: "Hi"');
  expect(pathAt(tree, source.length + 10)).toBeNull();
});
