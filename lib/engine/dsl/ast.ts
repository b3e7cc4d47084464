/** A place in a document: offsets count UTF-16 units from 0, lines and columns from 1; `end` is past the last. */
export type Span = { start: number; end: number; line: number; column: number };

export type Value =
  | { kind: 'string'; value: string; span: Span }
  /** `text("…")`: taken as it is, even when it looks like a reference. */
  | { kind: 'text'; value: string; span: Span }
  | { kind: 'number'; value: number; span: Span }
  | { kind: 'duration'; value: string; span: Span }
  | { kind: 'literal'; value: boolean | null; span: Span }
  /** A word or a path without quotes: `required`, `steps.a.output`. */
  | { kind: 'path'; value: string; span: Span }
  | { kind: 'env'; name: string; span: Span }
  | { kind: 'array'; items: Value[]; span: Span }
  | { kind: 'object'; props: Prop[]; span: Span };

export type ObjectValue = Extract<Value, { kind: 'object' }>;
export type Prop = { key: string; value: Value; span: Span };
export type Name = { value: string; span: Span };

export type Step =
  /** `id: type(argument) { config } modifiers` */
  | {
      kind: 'call';
      label: Name;
      callee: Name;
      argument: Value | null;
      config: ObjectValue | null;
      modifiers: Prop[];
      span: Span;
    }
  /** `id { activity "slack.send_message" input { … } }` */
  | { kind: 'activity'; label: Name; props: ObjectValue; span: Span }
  | Control;

export type Control = {
  kind: 'control';
  label: Name | null;
  word: 'if' | 'for' | 'while' | 'parallel' | 'switch';
  /** The condition of if and while, what for goes through. */
  subject: Value | null;
  /** The name that for gives to each item. */
  variable: Name | null;
  options: ObjectValue | null;
  blocks: Block[];
  modifiers: Prop[];
  span: Span;
};

/** The steps of one branch: `then`, `else`, `body`, a named `branch`, a `case` with its condition, `default`. */
export type Block = {
  role: 'then' | 'else' | 'body' | 'branch' | 'case' | 'default';
  name: Name | null;
  when: Value | null;
  steps: Step[];
  span: Span;
};

export type Trigger = { type: Name; props: Prop[]; span: Span };

export type Workflow = {
  kind: 'workflow';
  name: Name;
  triggers: Trigger[];
  settings: Prop[];
  variables: Prop[];
  steps: Step[];
  span: Span;
};

export type FieldType = { name: Name; optional: boolean; list: boolean };
export type Field = { name: Name; type: FieldType; attributes: Prop[]; span: Span };

export type Declaration =
  | Workflow
  | { kind: 'job' | 'agent' | 'integration' | 'event'; name: Name; props: Prop[]; span: Span }
  | { kind: 'function'; name: Name; parameters: Name[]; steps: Step[]; span: Span }
  | { kind: 'endpoint'; method: Name; path: Name; props: Prop[]; span: Span }
  | { kind: 'entity'; name: Name; fields: Field[]; span: Span }
  | { kind: 'variable'; name: Name; value: Value; span: Span }
  | { kind: 'variables'; props: Prop[]; span: Span }
  | { kind: 'exec'; span: Span };

export type Document = { kind: 'document'; declarations: Declaration[]; span: Span };

/** What is wrong, where; `message` without its place. */
export type Diagnostic = {
  severity: 'error' | 'warning';
  code: string;
  message: string;
  span: Span;
};
