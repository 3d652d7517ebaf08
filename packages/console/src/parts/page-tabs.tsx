import { ScrollArea, Tabs } from '@mantine/core';
import { Suspense, useEffect, useRef, type JSX, type ReactNode, type RefObject } from 'react';
import { Loading } from './loading.tsx';
import { useSearchState } from './use-search-state.ts';

export interface PageTab {
  /** In the address, as `?tab=`. */
  value: string;
  label: string;
  panel: () => ReactNode;
}

/** Where there is no room for all tabs, that of the address is in sight. */
function useInSight(shown: string | undefined): RefObject<HTMLButtonElement | null> {
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    tab.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  return tab;
}

/** The parts of a page, each with an address of its own; only the one that is looked at is there. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }): JSX.Element {
  const first = tabs[0]?.value ?? '';
  const [wanted, setWanted] = useSearchState('tab', first, { push: true });
  const shown = tabs.find(({ value }) => value === wanted) ?? tabs[0];
  const inSight = useInSight(shown?.value);
  return (
    <Tabs value={shown?.value ?? null} onChange={(value) => setWanted(value ?? first)} keepMounted={false}>
      <ScrollArea type="never" viewportProps={{ tabIndex: -1 }}>
        <Tabs.List aria-label={label} style={{ flexWrap: 'nowrap' }}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.value} value={tab.value} ref={tab === shown ? inSight : null}>
              {tab.label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </ScrollArea>
      {tabs.map(({ value, panel }) => (
        <Tabs.Panel key={value} value={value} pt="md">
          {value === shown?.value && <Suspense fallback={<Loading />}>{panel()}</Suspense>}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
