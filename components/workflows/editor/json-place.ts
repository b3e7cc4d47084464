import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import type { Address } from '@/components/workflows/edit/address';

/** The range of the value at an address in a JSON text; of the last part of it that is there. */
export function placeOf(state: EditorState, address: Address): { from: number; to: number } {
  const tree = ensureSyntaxTree(state, state.doc.length, 500);
  let node: SyntaxNode | null = tree?.topNode.firstChild ?? null;
  let best = { from: 0, to: Math.min(1, state.doc.length) };
  for (const key of address) {
    const next: SyntaxNode | null = node && inside(state, node, key);
    if (!next) break;
    node = next;
    best = { from: next.from, to: next.to };
  }
  // A whole step would be underlined from end to end: its first line is enough.
  const line = state.doc.lineAt(best.from);
  return { from: best.from, to: Math.max(best.from, Math.min(best.to, line.to)) };
}

function inside(state: EditorState, node: SyntaxNode, key: string | number): SyntaxNode | null {
  if (node.name === 'Array' && typeof key === 'number') {
    let index = -1;
    for (let at = node.firstChild; at; at = at.nextSibling) {
      if (/^[A-Z]/.test(at.name)) index++;
      if (index === key) return at;
    }
    return null;
  }
  if (node.name !== 'Object') return null;
  for (let at = node.firstChild; at; at = at.nextSibling) {
    const name = at.name === 'Property' ? at.firstChild : null;
    if (!name) continue;
    if (state.sliceDoc(name.from, name.to) === JSON.stringify(String(key)))
      return at?.lastChild ?? null;
  }
  return null;
}
