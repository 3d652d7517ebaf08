import '@mantine/spotlight/styles.layer.css';
import { Spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMay } from '../api/me.ts';
import { useText } from '../text/text.tsx';
import { areas } from './areas.ts';

/** Every area by its name: Ctrl+K, some letters, Enter. */
export function Palette(): JSX.Element {
  const texts = useText();
  const may = useMay();
  const navigate = useNavigate();
  const actions = areas
    .filter(({ permission }) => permission === null || may(permission))
    .map(({ key, path }) => ({
      id: key,
      label: texts.areas[key],
      onClick: () => void navigate({ to: path }),
    }));
  return (
    <Spotlight
      actions={actions}
      nothingFound={texts.shell.nothingFound}
      shortcut={null}
      searchProps={{ placeholder: texts.shell.search, 'aria-label': texts.shell.search }}
    />
  );
}
