import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, JSX, Ref } from 'react';

interface Props extends ButtonProps, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> {
  ref?: Ref<HTMLAnchorElement>;
}

function ButtonAnchor(props: Props): JSX.Element {
  return <Button component="a" {...props} />;
}

/** A link that looks like a button: it leads to where something is done. */
export const ButtonLink = createLink(ButtonAnchor);
