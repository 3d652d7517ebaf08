import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, JSX, Ref } from 'react';

interface Props extends AnchorProps, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps> {
  ref?: Ref<HTMLAnchorElement>;
}

function PlainAnchor(props: Props): JSX.Element {
  return <Anchor inherit {...props} />;
}

/** A link to another page of the console, whose address and parameters are checked by the compiler. */
export const PageLink = createLink(PlainAnchor);
