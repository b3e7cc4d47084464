'use client';

import { useState } from 'react';
import useSWR from 'swr';
import {
  ask,
  asks,
  choose,
  chooseAll,
  entryOf,
  has,
  type ServerUse,
  serverUse,
  type Used,
} from '@/components/agents/mcp-use';
import { Button, ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Checkbox, Switch } from '@/components/ui/choice';
import { ErrorState } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import type { ConnectorView } from '@/lib/connectors/contract';

const PATH = '/api/v1/connectors?type=mcp&limit=100';

/** Which MCP servers of the organization an agent or a skill uses, which of their tools, and which of them ask. */
export function McpServers({
  value,
  onValueChange,
  idPrefix,
}: {
  value: Used[];
  onValueChange: (value: Used[]) => void;
  idPrefix: string;
}) {
  const { data, error, mutate } = useSWR<ConnectorView[]>(PATH);
  if (error && !data) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data) return <Skeleton className="h-14" />;
  const unknown = value.filter(
    (it) => it.name === 'mcp' && !data.some(({ id }) => id === it.config.connectorId),
  );
  if (data.length === 0 && unknown.length === 0)
    return (
      <Callout
        action={
          <ButtonLink href="/connectors?new=1" size="sm">
            Create connector
          </ButtonLink>
        }
        title="No MCP server is set up yet"
        tone="info"
      >
        Create a connector of the kind “MCP server”: its tools can then be given to agents.
      </Callout>
    );
  const put = (connectorId: string, use: ServerUse | null) => {
    const entry = entryOf(value, connectorId);
    const config = { ...use };
    if (!use) onValueChange(value.filter((it) => it !== entry));
    else if (entry) onValueChange(value.map((it) => (it === entry ? { ...it, config } : it)));
    else onValueChange([...value, { name: 'mcp', config }]);
  };
  return (
    <ul className="divide-y rounded-lg border">
      {data.map((server) => {
        const entry = entryOf(value, server.id);
        return (
          <li className="flex flex-col gap-3 p-3" key={server.id}>
            <Switch
              checked={Boolean(entry)}
              hint={<span className="break-all">{String(server.config.url ?? '')}</span>}
              label={server.name}
              onCheckedChange={(on) => put(server.id, on ? { connectorId: server.id } : null)}
            />
            {entry && (
              <ServerTools
                idPrefix={`${idPrefix}-${server.id}`}
                onAsked={() => void mutate()}
                onUse={(use) => put(server.id, use)}
                server={server}
                use={serverUse(entry)}
              />
            )}
          </li>
        );
      })}
      {unknown.map((entry) => (
        <li className="p-3" key={String(entry.config.connectorId)}>
          <Switch
            checked
            hint="Its connector was deleted."
            label="MCP server that is gone"
            onCheckedChange={() => onValueChange(value.filter((it) => it !== entry))}
          />
        </li>
      ))}
    </ul>
  );
}

function ServerTools({
  server,
  use,
  onUse,
  onAsked,
  idPrefix,
}: {
  server: ConnectorView;
  use: ServerUse;
  onUse: (use: ServerUse | null) => void;
  onAsked: () => void;
  idPrefix: string;
}) {
  const tools = server.tools ?? [];
  const offered = tools.map((it) => it.name);
  return (
    <div className="flex flex-col gap-3 ps-10">
      {server.tools === null ? (
        <AskServer onAsked={onAsked} server={server} />
      ) : (
        <Checkbox
          checked={!use.tools}
          hint="Also those that the server will add. Otherwise choose below."
          id={`${idPrefix}-all`}
          label={`All its tools (${tools.length} now)`}
          onCheckedChange={(all) => onUse(chooseAll(use, all, offered))}
        />
      )}
      {(tools.length === 0 || !use.tools) && (
        <Checkbox
          checked={asks(use)}
          hint="A person is asked before each call."
          id={`${idPrefix}-ask`}
          label="Every call asks for approval"
          onCheckedChange={(on) => onUse(ask(use, on, null, offered))}
        />
      )}
      {tools.length > 0 && (
        <ul className="flex max-h-80 flex-col divide-y overflow-y-auto rounded-lg border">
          {tools.map((tool) => (
            <li className="flex flex-col gap-2 px-3 py-2" key={tool.name}>
              <Checkbox
                checked={has(use, tool.name)}
                disabled={!use.tools}
                hint={tool.description.slice(0, 300)}
                id={`${idPrefix}-tool-${tool.name}`}
                label={
                  <>
                    <span className="num">{tool.name}</span>
                    {tool.destructive && <span className="text-warn"> destructive</span>}
                    {tool.read_only && <span className="text-faint"> only reads</span>}
                  </>
                }
                onCheckedChange={(on) => onUse(choose(use, tool.name, on, offered))}
              />
              {has(use, tool.name) && (
                <Checkbox
                  checked={asks(use, tool.name)}
                  className="ps-6"
                  id={`${idPrefix}-ask-${tool.name}`}
                  label="Asks for approval"
                  onCheckedChange={(on) => onUse(ask(use, on, tool.name, offered))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Its tools are not known before somebody has asked it. */
function AskServer({ server, onAsked }: { server: ConnectorView; onAsked: () => void }) {
  const [busy, setBusy] = useState(false);
  async function askNow() {
    setBusy(true);
    try {
      const path = `/api/v1/connectors/${server.id}/test`;
      const { ok, message } = await api<{ ok: boolean; message: string }>(path, { method: 'POST' });
      if (!ok) toast.error(message);
      onAsked();
    } catch (error) {
      toast.error('The server could not be asked', error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <p className="flex flex-wrap items-center gap-2 text-faint text-sm">
      Nobody has asked it for its tools yet; the agent gets all that it offers.
      <Button loading={busy} onClick={() => void askNow()} size="sm" type="button">
        Ask the server
      </Button>
    </p>
  );
}
