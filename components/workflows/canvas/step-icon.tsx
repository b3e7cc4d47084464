import {
  Bot,
  Braces,
  Cable,
  CircleQuestionMark,
  CircleStop,
  CircleX,
  CodeXml,
  GitBranch,
  Globe,
  Hourglass,
  ListTodo,
  type LucideIcon,
  Megaphone,
  Plug,
  Repeat,
  Repeat2,
  Route,
  Sigma,
  Sparkles,
  Split,
  Stamp,
  Timer,
  Workflow,
} from 'lucide-react';
import type { StepTypeName } from '@/lib/engine/step-types';

const icons: Record<StepTypeName, LucideIcon> = {
  agent: Bot,
  llm: Sparkles,
  mcp_tool: Cable,
  http_request: Globe,
  connector: Plug,
  emit: Megaphone,
  conditional: GitBranch,
  switch: Route,
  parallel: Split,
  loop: Repeat,
  while: Repeat2,
  workflow: Workflow,
  job: ListTodo,
  stop: CircleStop,
  fail: CircleX,
  approval: Stamp,
  delay: Timer,
  wait_event: Hourglass,
  set: Braces,
  transform: Sigma,
  code: CodeXml,
};

export function StepIcon({ type, className }: { type: StepTypeName | null; className?: string }) {
  const Icon = type ? icons[type] : CircleQuestionMark;
  return <Icon aria-hidden className={className} />;
}
