import { foldable, getIndentation } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { classHighlighter, highlightTree } from '@lezer/highlight';
import { expect, test } from 'vitest';
import { fleet } from '@/components/dsl/language';

/** Each drawn piece of a document as `kind:text`. */
function drawn(text: string): string[] {
  const pieces: string[] = [];
  const tree = fleet().language.parser.parse(text);
  highlightTree(tree, classHighlighter, (from, to, classes) => {
    pieces.push(`${classes.split(' ').at(-1)?.replace('tok-', '')}:${text.slice(from, to)}`);
  });
  return pieces;
}

test('words, names, texts and what is read in them are told apart', () => {
  const text =
    'workflow Triage { // why\n  ask: Agent("x") { prompt: "Hi {{ input.name }}!" limit 30s } }';
  const pieces = drawn(text);
  for (const piece of [
    'keyword:workflow',
    'className:Triage',
    'comment:// why',
    'propertyName:ask',
    'typeName:Agent',
    'string:"x"',
    'string2:{{ input.name }}',
    'number:30s',
  ])
    expect(pieces).toContain(piece);
});

test('a text or comment that is never closed does not hang or fail', () => {
  for (const text of ['"open', "'a\\", '"""a\n{{ b', '/* a\nb', 'a: "{{ x', '{{', '\\', '/'])
    expect(drawn(`${text}\nworkflow A {`).length).toBeGreaterThan(0);
});

test('a workflow folds to its closing brace, and lines are indented by their braces', () => {
  const doc = 'workflow A {\n  a: set { x: "}" }\n}\n';
  const state = EditorState.create({ doc, extensions: fleet() });
  expect(foldable(state, 0, 12)).toEqual({ from: 12, to: doc.lastIndexOf('}') });
  expect(getIndentation(state, 13)).toBe(2);
  expect(getIndentation(state, doc.lastIndexOf('}'))).toBe(0);
});
