import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, JSX, Ref } from 'react';

interface Props extends ButtonProps, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> {
  ref?: Ref<HTMLAnchorElement>;
}

function AnchorButton(props: Props): JSX.Element {
  return <Button component="a" {...props} />;
}

/** A link to another page of the console that looks like a button: for what one comes to a page to do. */
export const ButtonLink = createLink(AnchorButton);
