import './styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './console.tsx';
import { router } from './router.tsx';
import { loadTexts } from './text/text.tsx';

// What the first page asks for is on its way meanwhile.
void router.load();
const texts = await loadTexts();
const root = document.getElementById('root');
if (!root) throw new TypeError('The page has no root');
createRoot(root).render(
  <StrictMode>
    <Console texts={texts} />
  </StrictMode>,
);
