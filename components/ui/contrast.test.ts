import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = [number, number, number];

/** OKLCH to linear sRGB, by the matrices of CSS Color 4 (section 10.8), clipped to the gamut. */
function linear(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const L = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const M = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const S = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb: Rgb = [
    4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S,
    -1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S,
    -0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S,
  ];
  return rgb.map((v) => Math.min(1, Math.max(0, v))) as Rgb;
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function ratio(a: Rgb, b: Rgb) {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number];
  return (x + 0.05) / (y + 0.05);
}

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const pair = /--color-([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\)/g;
const numbers = (text: string) => text.split(' ').slice(0, 3).map(Number) as Rgb;
const tokens = new Map<string, { light: Rgb; dark: Rgb }>();
for (const [, name, light, dark] of css.matchAll(pair)) {
  tokens.set(name as string, {
    light: linear(...numbers(light as string)),
    dark: linear(...numbers(dark as string)),
  });
}

function contrast(front: string, back: string, theme: 'light' | 'dark') {
  const [a, b] = [tokens.get(front), tokens.get(back)];
  if (!a || !b) throw new Error(`No colour token ${a ? back : front} in app/globals.css`);
  return ratio(a[theme], b[theme]);
}

const grounds = ['canvas', 'surface', 'sunken', 'hover'];
const text: [string, string[]][] = [
  ['ink', [...grounds, 'pressed', 'accent-soft']],
  ['muted', [...grounds, 'pressed', 'accent-soft']],
  ['faint', grounds],
  ['accent-ink', [...grounds, 'accent-soft']],
  ['on-accent', ['accent', 'accent-hover', 'bad-solid']],
  ...['good', 'warn', 'bad', 'info'].map((tone): [string, string[]] => [
    tone,
    [...grounds, `${tone}-soft`],
  ]),
  ['ink', ['good-soft', 'warn-soft', 'bad-soft', 'info-soft']],
  ['muted', ['good-soft', 'warn-soft', 'bad-soft', 'info-soft']],
];
const shapes: [string, string[]][] = [
  ['edge', ['canvas', 'surface']],
  ['ring', [...grounds, 'pressed']],
  ['accent', ['canvas', 'surface']],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(text)('text in %s reads at 4.5 to 1 on every ground it may stand on', (front, backs) => {
    const weak = backs
      .map((back) => [back, contrast(front, back, theme)] as const)
      .filter(([, value]) => value < 4.5);
    expect(weak).toEqual([]);
  });

  it.each(shapes)('the outline %s stands out at 3 to 1', (front, backs) => {
    const weak = backs
      .map((back) => [back, contrast(front, back, theme)] as const)
      .filter(([, value]) => value < 3);
    expect(weak).toEqual([]);
  });
});
