import {
  ActionIcon,
  Anchor,
  AppShell,
  Burger,
  Group,
  NavLink,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, type JSX } from 'react';
import { useMay, useMe } from '../api/me.ts';
import { useProofQuestion } from '../api/proof.ts';
import { Loading } from '../parts/loading.tsx';
import { useText } from '../text/text.tsx';
import { areas } from './areas.ts';
import { PaletteButton } from './palette-button.tsx';

// What is not needed for the first page comes after it.
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ProofDialog = lazy(async () => ({ default: (await import('./proof-dialog.tsx')).ProofDialog }));

function ThemeSwitch(): JSX.Element {
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <ActionIcon variant="default" size="lg" aria-label={useText().shell.theme} onClick={toggleColorScheme}>
      <span aria-hidden="true">◐</span>
    </ActionIcon>
  );
}

function Areas({ onVisit }: { onVisit: () => void }): JSX.Element {
  const texts = useText();
  const may = useMay();
  const { pathname } = useRouterState({ select: (state) => state.location });
  const shown = areas.filter(({ permission }) => permission === null || may(permission));
  return (
    <>
      {shown.map(({ key, path }) => {
        const isHere = path === '/' ? pathname === '/' : pathname.startsWith(path);
        return (
          <NavLink
            key={key}
            component={Link}
            to={path}
            label={texts.areas[key]}
            active={isHere}
            aria-current={isHere ? 'page' : undefined}
            onClick={onVisit}
          />
        );
      })}
    </>
  );
}

function Account(): JSX.Element {
  const { shell } = useText();
  const me = useMe();
  return (
    <Group gap="md" wrap="wrap">
      <Text size="sm">{me.email ?? me.username}</Text>
      <Anchor href="/account/" size="sm">
        {shell.account}
      </Anchor>
      <Anchor href="/docs" size="sm">
        {shell.reference}
      </Anchor>
      <Anchor href="/sign-out" size="sm">
        {shell.signOut}
      </Anchor>
    </Group>
  );
}

/** The frame around every page. */
export function Shell(): JSX.Element {
  const { product, skip, shell } = useText();
  const [isOpen, { toggle, close }] = useDisclosure();
  const [isPaletteWanted, { open: wantPalette }] = useDisclosure();
  const openPalette = (): void => {
    wantPalette();
    void import('@mantine/spotlight').then(({ spotlight }) => spotlight.open());
  };
  useHotkeys([['mod+K', openPalette]], []);
  const isAsked = useProofQuestion() !== undefined;
  const { pathname } = useRouterState({ select: (state) => state.location });
  // Whoever reads by ear hears the new page, not the link that led to it.
  useEffect(() => document.querySelector<HTMLElement>('h1')?.focus(), [pathname]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip" href="#main">
        {skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={shell.openNavigation}
            />
            <Text fw={700}>{product}</Text>
          </Group>
          <Group wrap="nowrap">
            <PaletteButton onOpen={openPalette} />
            <ThemeSwitch />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={shell.navigation}>
        <AppShell.Section grow>
          <Areas onVisit={close} />
        </AppShell.Section>
        <AppShell.Section p="xs">
          <Account />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      {isPaletteWanted && (
        <Suspense>
          <Palette />
        </Suspense>
      )}
      {isAsked && (
        <Suspense>
          <ProofDialog />
        </Suspense>
      )}
    </AppShell>
  );
}
