import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

/** Says that the form shows what was typed on an earlier visit. */
export function KeptNote({ onDrop }: { onDrop: () => void }) {
  return (
    <div role="status">
      <Callout
        action={
          <Button onClick={onDrop} size="sm">
            Discard them
          </Button>
        }
        title="Your unsaved changes are back"
      >
        They were kept in this browser when you left.
      </Callout>
    </div>
  );
}
