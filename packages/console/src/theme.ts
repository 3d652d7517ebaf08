import { createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'blue',
  // Dark enough for text on it, and light enough on dark ground (WCAG 1.4.3).
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // The head of a dialog is not the banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'none' } } } },
  },
});
