import { ScrollArea, Tabs } from '@mantine/core';
import { Suspense, type JSX, type ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { useSearchState } from './use-search-state.ts';

export interface PageTab {
  /** In the address, as `?tab=`. */
  value: string;
  label: string;
  panel: () => ReactNode;
}

/** The parts of a page, each with an address of its own; only the one that is looked at is there. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }): JSX.Element {
  const first = tabs[0]?.value ?? '';
  const [wanted, setWanted] = useSearchState('tab', first, { push: true });
  const shown = tabs.find(({ value }) => value === wanted) ?? tabs[0];
  return (
    <Tabs value={shown?.value ?? null} onChange={(value) => setWanted(value ?? first)} keepMounted={false}>
      <ScrollArea type="auto" viewportProps={{ tabIndex: -1 }}>
        <Tabs.List aria-label={label} style={{ flexWrap: 'nowrap' }}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.value} value={tab.value}>
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
