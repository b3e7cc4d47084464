import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours of code in an editor; every one is also a text colour of the page. */
export const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--color-faint)' },
  { tag: tags.keyword, color: 'var(--color-accent-ink)', fontWeight: '600' },
  { tag: tags.propertyName, color: 'var(--color-accent-ink)' },
  {
    tag: [tags.typeName, tags.className],
    color: 'var(--color-ink)',
    fontWeight: '600',
  },
  { tag: tags.string, color: 'var(--color-good)' },
  { tag: tags.special(tags.string), color: 'var(--color-info)' },
  { tag: tags.variableName, color: 'var(--color-info)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--color-info)' },
  {
    tag: [tags.brace, tags.squareBracket, tags.paren, tags.separator, tags.punctuation],
    color: 'var(--color-faint)',
  },
]);

/** How every editor of code looks, in both themes. */
export const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--color-canvas)', color: 'var(--color-ink)' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.8125rem',
    lineHeight: '1.25rem',
  },
  '.cm-content': { padding: '0.75rem 0', caretColor: 'var(--color-ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-gutters': {
    backgroundColor: 'var(--color-canvas)',
    color: 'var(--color-faint)',
    border: 'none',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--color-hover)' },
  // What an empty editor hints at is no line.
  '.cm-activeLine:has(.cm-placeholder)': { backgroundColor: 'transparent' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--color-accent) 24%, transparent) !important',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--color-accent-soft) !important' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--color-hover)',
    borderColor: 'var(--color-line)',
    color: 'var(--color-muted)',
  },
  '.cm-placeholder': { color: 'var(--color-faint)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--color-surface)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-line)',
  },
  '.cm-tooltip': { borderRadius: 'var(--radius-md)', boxShadow: 'var(--shadow-float)' },
  '.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono) !important',
    fontSize: '0.75rem',
    padding: '0.25rem',
    maxHeight: '16rem !important',
    maxWidth: 'min(28rem, 90vw) !important',
  },
  '.cm-tooltip-autocomplete > ul > li': {
    padding: '0.1875rem 0.5rem !important',
    borderRadius: 'var(--radius-sm)',
    lineHeight: '1.125rem !important',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--color-accent-soft) !important',
    color: 'var(--color-ink) !important',
  },
  '.cm-completionMatchedText': {
    textDecoration: 'none !important',
    color: 'var(--color-accent-ink)',
    fontWeight: '600',
  },
  '.cm-completionDetail': {
    color: 'var(--color-muted)',
    fontFamily: 'var(--font-sans)',
    fontStyle: 'normal !important',
    marginInlineStart: '0.75rem !important',
  },
  '.cm-gutter-lint': { width: '1rem' },
  '.cm-lint-marker': {
    display: 'block',
    width: '0.375rem',
    height: '0.375rem',
    margin: '0.4375rem 0.25rem',
    borderRadius: '999px',
    content: 'normal',
  },
  '.cm-lint-marker-error': { backgroundColor: 'var(--color-bad)' },
  '.cm-lint-marker-warning': { backgroundColor: 'var(--color-warn)' },
  '.cm-tooltip-lint': { padding: '0.125rem 0' },
  '.cm-diagnostic': { fontSize: '0.8125rem', fontFamily: 'var(--font-sans)' },
  '.cm-diagnosticText': { display: 'inline-block' },
  '.cm-diagnosticText::first-letter': { textTransform: 'uppercase' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--color-bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--color-warn)' },
  '.cm-lintRange-error, .cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--color-bad)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--color-warn)' },
});
