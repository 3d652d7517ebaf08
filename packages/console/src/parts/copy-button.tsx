import { Button, CopyButton as Copy } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../text/text.tsx';

/** Says so when it is done. `label` names what is copied, where there are several. */
export function CopyButton({ value, label }: { value: string; label?: string }): JSX.Element {
  const { common } = useText();
  return (
    <Copy value={value}>
      {({ copied, copy }) => (
        <Button variant="default" size="compact-sm" onClick={copy} aria-live="polite">
          {copied ? common.copied : (label ?? common.copy)}
        </Button>
      )}
    </Copy>
  );
}
