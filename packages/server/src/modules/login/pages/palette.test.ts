import { describe, expect, it } from 'vitest';
import { palettes } from './palette.ts';
import { stylesheet } from './stylesheet.ts';

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(palettes))('the %s palette', (_name, palette) => {
  it.each(['text', 'hint', 'link', 'error', 'notice'] as const)(
    'shows %s at 4.5 or more on every ground',
    (role) => {
      expect(contrast(palette[role], palette.background)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette[role], palette.surface)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('shows the words of buttons at 4.5 or more', () => {
    expect(contrast(palette['on-action'], palette.action)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['border', 'focus', 'action'] as const)(
    'shows the outline of controls (%s) at 3 or more',
    (role) => {
      expect(contrast(palette[role], palette.background)).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('the stylesheet', () => {
  it('takes every colour from the palette', () => {
    const rules = stylesheet.split('\n').slice(2).join('\n');
    expect(rules.match(/#[0-9a-f]{3,8}\b/gi)).toBeNull();
  });

  it('fetches nothing', () => {
    expect(stylesheet).not.toMatch(/url\(|@import/);
  });

  it('uses only custom properties that exist', () => {
    const known = Object.keys(palettes.light);
    const used = [...stylesheet.matchAll(/var\(--([a-z-]+)\)/g)].map((match) => match[1]);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });
});
