import { Button, Group, Menu } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../text/text.tsx';

export interface PageAction {
  label: string;
  onClick: () => void;
}

/** What can be done with what a page shows: buttons where there is room, else a menu. */
export function PageActions({ actions }: { actions: readonly PageAction[] }): JSX.Element | null {
  const { common } = useText();
  if (actions.length === 0) return null;
  return (
    <>
      <Group gap="xs" visibleFrom="md">
        {actions.map(({ label, onClick }) => (
          <Button key={label} variant="default" onClick={onClick}>
            {label}
          </Button>
        ))}
      </Group>
      <Group hiddenFrom="md">
        <Menu
          position="bottom-end"
          keepMounted={false}
          withinPortal={false}
          withInitialFocusPlaceholder={false}
        >
          <Menu.Target>
            <Button variant="default">{common.actions}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {actions.map(({ label, onClick }) => (
              <Menu.Item key={label} onClick={onClick}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </>
  );
}
