import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useText } from '../text/text.tsx';

const offerMs = 15_000;

/** Says what was taken away, with a button that puts it back as long as the message stands. */
export function useUndo(): (message: string, putBack: () => Promise<unknown>) => void {
  const { common } = useText();
  return (message, putBack) => {
    const id = crypto.randomUUID();
    const undo = () => {
      notifications.hide(id);
      putBack().catch(() => undefined);
    };
    notifications.show({
      id,
      autoClose: offerMs,
      closeButtonProps: { 'aria-label': common.close },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{message}</Text>
          <Button variant="default" size="compact-sm" onClick={undo}>
            {common.undo}
          </Button>
        </Group>
      ),
    });
  };
}
