/** A tool of the kind `mcp` as the form holds it: which server, which of its tools, which of them ask first. */
export type ServerUse = {
  connectorId: string;
  tools?: string[];
  approval?: boolean | { assignees?: string[]; timeout_seconds?: number; tools?: string[] };
};

export type Used = { name: string; config: Record<string, unknown> };

export const serverUse = ({ config }: Used) => config as ServerUse;

export const entryOf = (tools: readonly Used[], connectorId: string): Used | undefined =>
  tools.find((it) => it.name === 'mcp' && it.config.connectorId === connectorId);

export const has = ({ tools }: ServerUse, tool: string): boolean => !tools || tools.includes(tool);

/** Whether a call of the tool asks; without a name, whether every call does. */
export function asks({ approval }: ServerUse, tool?: string): boolean {
  if (typeof approval !== 'object') return approval === true;
  return !approval.tools || (tool !== undefined && approval.tools.includes(tool));
}

/** With or without one of the server's tools. Without any, the server is no use: null. */
export function choose(
  use: ServerUse,
  tool: string,
  on: boolean,
  offered: readonly string[],
): ServerUse | null {
  const tools = (use.tools ?? [...offered]).filter((it) => it !== tool);
  if (on) tools.push(tool);
  return tools.length > 0 ? { ...use, tools } : null;
}

/** All of the server's tools, also those to come; or those that it offers now. */
export function chooseAll(use: ServerUse, all: boolean, offered: readonly string[]): ServerUse {
  const { tools: _, ...rest } = use;
  return all || offered.length === 0 ? rest : { ...rest, tools: [...offered] };
}

/** With or without a person's approval before each call of the tool, or of every tool. */
export function ask(
  use: ServerUse,
  on: boolean,
  tool: string | null,
  offered: readonly string[],
): ServerUse {
  const { approval, ...rest } = use;
  const { tools: _, ...who } = typeof approval === 'object' ? approval : {};
  const everything = Object.keys(who).length > 0 ? who : true;
  if (tool === null) return on ? { ...rest, approval: everything } : rest;
  const asking = offered.filter((it) => (it === tool ? on : asks(use, it)));
  if (asking.length === 0) return rest;
  return { ...rest, approval: { ...who, tools: asking } };
}
