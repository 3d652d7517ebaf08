import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    target: 'es2022',
    // Everything under a name that changes with its content, nothing inline: the policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // A few files that compress well and change rarely, rather than a hundred small ones. What only some pages
        // need comes with those.
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|use-sync-external-store)\//,
            },
            {
              name: 'widgets',
              test: /node_modules\/(@mantine\/(core|hooks|notifications|store)|@floating-ui)\//,
              minShareCount: 8,
            },
            {
              name: 'shell',
              test: /src\/(parts|api|layout)\/|text\.tsx$|\.quer(y|ies)\.ts$/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
});
