import { Modal, type ModalProps } from '@mantine/core';
import type { JSX } from 'react';
import { useProofQuestion } from '../api/proof.ts';
import { useText } from '../text/text.tsx';

/** A dialog with a title. While a proof is asked for above it, Escape is for that one. */
export function Dialog(props: ModalProps): JSX.Element {
  const { common } = useText();
  const isBelow = useProofQuestion() !== undefined;
  return <Modal closeOnEscape={!isBelow} closeButtonProps={{ 'aria-label': common.close }} {...props} />;
}
