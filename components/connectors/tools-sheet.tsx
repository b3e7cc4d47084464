'use client';

import type { Connector } from '@/components/connectors/model';
import { EmptyState } from '@/components/ui/empty-state';
import { Sheet } from '@/components/ui/sheet';
import { Time } from '@/components/ui/time';

/** What an MCP server offered when it was asked last; open while there is one. */
export function ToolsSheet({
  connector,
  onClose,
}: {
  connector: Connector | null;
  onClose: () => void;
}) {
  const tools = connector?.tools;
  return (
    <Sheet
      description={
        connector?.tools_at ? (
          <>
            As it said <Time at={connector.tools_at} />. Test the connection to ask again.
          </>
        ) : undefined
      }
      onOpenChange={(open) => open || onClose()}
      open={connector !== null}
      title={`Tools of ${connector?.name ?? 'it'}`}
    >
      {!tools || tools.length === 0 ? (
        <EmptyState title={tools ? 'It offers no tools' : 'Not asked yet'}>
          Test the connection: it asks the server for its tools.
        </EmptyState>
      ) : (
        <ul className="flex flex-col divide-y text-sm">
          {tools.map((tool) => (
            <li className="flex flex-col gap-0.5 py-2" key={tool.name}>
              <span>
                <span className="num font-strong">{tool.name}</span>
                {tool.destructive && <span className="text-warn"> destructive</span>}
                {tool.read_only && <span className="text-faint"> only reads</span>}
              </span>
              <span className="break-words text-muted">{tool.description}</span>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
