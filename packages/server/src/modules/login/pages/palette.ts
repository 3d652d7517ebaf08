/** Colours by role, for light and dark surroundings. Texts keep a contrast of 4.5 or more (WCAG 1.4.3). */
export const palettes = {
  light: {
    background: '#ffffff',
    surface: '#f4f6f8',
    text: '#1b1f24',
    hint: '#4a5260',
    link: '#0b4f94',
    border: '#6b7480',
    focus: '#0b4f94',
    action: '#0b4f94',
    'on-action': '#ffffff',
    error: '#a3201a',
    notice: '#16603a',
  },
  dark: {
    background: '#14171a',
    surface: '#1f2429',
    text: '#e8eaed',
    hint: '#b4bcc6',
    link: '#8ab8ff',
    border: '#8b95a1',
    focus: '#8ab8ff',
    action: '#8ab8ff',
    'on-action': '#0c1a2e',
    error: '#ff9d94',
    notice: '#7fd8a4',
  },
} as const;

type Palette = Record<keyof typeof palettes.light, string>;

/** Custom properties for a `:root` rule. */
export function customProperties(palette: Palette): string {
  return Object.entries(palette)
    .map(([role, colour]) => `--${role}:${colour};`)
    .join('');
}
