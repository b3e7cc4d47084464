/** The tools an agent may be given. Browser-safe: what they are, not what they do. */
export const TOOLS = {
  http_request: {
    label: 'HTTP request',
    description: 'Make an HTTP request to a public web address and read the answer.',
    inputSchema: {
      type: 'object',
      properties: {
        method: { type: 'string', enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] },
        url: { type: 'string', description: 'http or https address' },
        headers: { type: 'object', additionalProperties: { type: 'string' } },
        body: { description: 'a string, or JSON that is sent as application/json' },
      },
      required: ['url'],
      additionalProperties: false,
    },
  },
  current_time: {
    label: 'Current time',
    description: 'The present date and time, in a time zone if one is given.',
    inputSchema: {
      type: 'object',
      properties: { timezone: { type: 'string', description: 'IANA name, e.g. Europe/Berlin' } },
      additionalProperties: false,
    },
  },
  calculator: {
    label: 'Calculator',
    description:
      'Evaluate an arithmetic expression: + - * / % ^, parentheses, pi, e, and sqrt, abs, round, floor, ceil, min, max, ln, log10, exp, sin, cos, tan.',
    inputSchema: {
      type: 'object',
      properties: { expression: { type: 'string', maxLength: 1000 } },
      required: ['expression'],
      additionalProperties: false,
    },
  },
  call_agent: {
    label: 'Call another agent',
    description: 'Ask another active agent of this organization and read its answer.',
    inputSchema: {
      type: 'object',
      properties: {
        agent: { type: 'string', description: "the agent's id, slug or name" },
        message: { type: 'string', description: 'what to ask it' },
      },
      required: ['agent', 'message'],
      additionalProperties: false,
    },
  },
} as const;

export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as ToolName[];
