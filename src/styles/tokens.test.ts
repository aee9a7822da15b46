import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const colours = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/g)].map(([, name, light, dark]) => [
    name!,
    { light: lightness(light!), dark: lightness(dark!) },
  ]),
);
const of = (name: string, theme: 'light' | 'dark') => colours[name]![theme];

/** Relative luminance (WCAG 2.2) of `#rrggbb`. */
function lightness(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast ratio (WCAG 2.2). */
const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it('the chosen segment lies above its track, and its words can be read', () => {
    expect(of('thumb', theme)).toBeGreaterThan(of('track', theme));
    expect(contrast(of('thumb', theme), of('track', theme))).toBeGreaterThan(1.15);
    expect(contrast(of('ink', theme), of('thumb', theme))).toBeGreaterThan(7);
    expect(contrast(of('ink-soft', theme), of('track', theme))).toBeGreaterThan(4.5);
  });

  it.each(['surface', 'surface-raised'])('what is pointed at and what is chosen show on %s', (ground) => {
    const [at, hover, active] = [of(ground, theme), of('surface-hover', theme), of('surface-active', theme)];
    const further = theme === 'dark' ? 1 : -1;
    expect(Math.sign(hover - at)).toBe(further);
    expect(Math.sign(active - hover)).toBe(further);
    expect(contrast(hover, at)).toBeGreaterThan(1.08);
    expect(contrast(of('ink-faint', theme), active)).toBeGreaterThan(4.5);
  });
});
