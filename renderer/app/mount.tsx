import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/spotlight/styles.css';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/kit.css';
import '../ui/states.css';
import '../ui/pages.css';
import '../ui/controls.css';
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { cspNonce } from '../platform/csp-nonce.ts';
import { createQueryClient } from '../platform/query-client.ts';
import { useSettings } from '../platform/snapshot-store.ts';
import { theme } from '../ui/theme.ts';

// Where the library that locks scrolling under dialogs looks for the nonce of its style element.
Object.assign(globalThis, { __webpack_nonce__: cspNonce() });

/** Joins the parts every window needs and draws the page. */
export function mount(page: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root element');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={cspNonce}>
        <QueryClientProvider client={createQueryClient()}>
          <ColorSchemeFromSettings />
          {page}
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

/** The scheme is a setting of the app, the same in all windows. */
function ColorSchemeFromSettings() {
  const scheme = useSettings()?.colorScheme;
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (scheme) setColorScheme(scheme);
  }, [scheme, setColorScheme]);
  return null;
}
