/** What the groups of endpoints are about, in the order of the documents. */
export const TAGS: Record<string, string> = {
  Authentication: 'Signing up, signing in, sessions and passwords.',
  Organizations: 'The organization that a key or session acts in.',
  Members: 'Who belongs to the organization, and invitations to it.',
  'API keys': 'Keys for programs, with scopes, limits, expiry and rotation.',
  Agents: 'Agents: a model, a system prompt, skills and tools under a name.',
  Skills: 'Named instructions and tools that agents share.',
  Executions: 'What agents, workflows and deployments have run, live or after the fact.',
  Chat: 'Conversations with agents.',
  Events: 'What has happened in the organization.',
  Audit: 'Who did what, and when.',
  Credits: 'The balance and its ledger.',
  Usage: 'How much was used.',
  Cron: 'What a scheduler calls where no worker runs all the time.',
  Health: 'Whether the system is well.',
  Documentation: 'This description of the API.',
};
