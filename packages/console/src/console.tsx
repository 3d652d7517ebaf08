import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { JSX } from 'react';
import { queryClient } from './api/query-client.ts';
import { router } from './router.tsx';
import type { Texts } from './text/en.ts';
import { TextProvider } from './text/text.tsx';
import { theme } from './theme.ts';

/** What the server wrote into the page: the policy lets in only styles that carry it. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
}

/** Where the library that locks scrolling below dialogs looks for it. */
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

export function Console({ texts }: { texts: Texts }): JSX.Element {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <TextProvider texts={texts}>
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </TextProvider>
    </MantineProvider>
  );
}
