import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, type JSX } from 'react';
import { useProofQuestion } from '../api/proof.ts';
import { useText } from '../text/text.tsx';

/** The focus goes back to what opened it, also when it is taken off the page rather than closed. */
function useFocusBack(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const { activeElement: opener } = document;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [isOpen]);
}

/** A dialog with a title. While a proof is asked for above it, Escape is for that one. */
export function Dialog(props: ModalProps): JSX.Element {
  const { common } = useText();
  useFocusBack(props.opened);
  const isBelow = useProofQuestion() !== undefined;
  return <Modal closeOnEscape={!isBelow} closeButtonProps={{ 'aria-label': common.close }} {...props} />;
}
