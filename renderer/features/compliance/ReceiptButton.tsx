import { Button, Modal } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { ReceiptView } from './ReceiptView.tsx';

/** Opens the receipt of a stored decision over whatever is on the screen. */
export function ReceiptButton({
  id,
  of,
}: {
  id: string;
  /** What was decided about, where several stand together. */ of?: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconReceipt size={15} aria-hidden />}
        aria-label={of === undefined ? undefined : `Receipt of ${of}`}
        onClick={() => setOpen(true)}
      >
        Receipt
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Receipt of this decision"
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ReceiptView id={id} onAccount={null} />
      </Modal>
    </>
  );
}
