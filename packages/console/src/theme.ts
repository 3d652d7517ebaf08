import { createTheme, Drawer, Modal } from '@mantine/core';

/** The head of a dialog is none of the page. */
const attributes = { header: { role: 'none' } };

export const theme = createTheme({
  primaryColor: 'blue',
  // Dark enough for white on it (WCAG 1.4.3).
  primaryShade: 8,
  autoContrast: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Modal: Modal.extend({ defaultProps: { attributes } }),
    Drawer: Drawer.extend({ defaultProps: { attributes } }),
  },
});
