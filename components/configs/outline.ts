import type {
  Block,
  Declaration,
  Document,
  Field,
  Prop,
  Span,
  Step,
  Trigger,
  Value,
} from '@/lib/engine/dsl/ast';

/** A node of the syntax tree as it is shown. */
export type Node = {
  /** Its place in the tree: "0.2.1". */
  path: string;
  /** `workflow`, `call`, `string`. */
  kind: string;
  /** Its name, or what it says. */
  text: string;
  span: Span;
  children: Node[];
};

type Bare = Omit<Node, 'path' | 'children'> & { children?: Bare[] };

/** The tree of a document, with a name on every node. */
export function outlineOf({ declarations }: Document): Node[] {
  return declarations.map((it, i) => placed(declaration(it), String(i)));
}

const placed = ({ children = [], ...rest }: Bare, path: string): Node => ({
  ...rest,
  path,
  children: children.map((child, i) => placed(child, `${path}.${i}`)),
});

function declaration(it: Declaration): Bare {
  const { kind, span } = it;
  switch (it.kind) {
    case 'workflow':
      return {
        kind,
        text: it.name.value,
        span,
        children: inOrder([
          ...it.triggers.map(trigger),
          ...it.settings.map(prop),
          ...(it.variables.length > 0
            ? [
                {
                  kind: 'variables',
                  text: '',
                  span: it.variables[0]?.span ?? span,
                  children: it.variables.map(prop),
                },
              ]
            : []),
          ...it.steps.map(step),
        ]),
      };
    case 'endpoint':
      return {
        kind,
        text: `${it.method.value} ${it.path.value}`,
        span,
        children: it.props.map(prop),
      };
    case 'entity':
      return { kind, text: it.name.value, span, children: it.fields.map(field) };
    case 'function': {
      const parameters = it.parameters.map(({ value }) => value).join(', ');
      return {
        kind,
        text: `${it.name.value}(${parameters})`,
        span,
        children: it.steps.map(step),
      };
    }
    case 'variable':
      return { kind, text: it.name.value, span, children: [value(it.value)] };
    case 'variables':
      return { kind, text: '', span, children: it.props.map(prop) };
    case 'exec':
      return { kind, text: '', span };
    default:
      return { kind, text: it.name.value, span, children: it.props.map(prop) };
  }
}

const inOrder = (nodes: Bare[]) => nodes.toSorted((a, b) => a.span.start - b.span.start);

const trigger = ({ type, props, span }: Trigger): Bare => ({
  kind: 'trigger',
  text: type.value,
  span,
  children: props.map(prop),
});

const field = ({ name, type, attributes, span }: Field): Bare => ({
  kind: 'field',
  text: `${name.value}: ${type.list ? `[${type.name.value}]` : type.name.value}${type.optional ? '?' : ''}`,
  span,
  children: attributes.map(prop),
});

/** A key with a value that has no parts is one line. */
function prop({ key, value: given, span }: Prop): Bare {
  const node = value(given);
  const leaf = !node.children;
  return {
    kind: 'property',
    text: leaf ? `${key}: ${node.text}` : key,
    // The span of a property is its key alone.
    span: { ...span, end: given.span.end },
    children: leaf ? undefined : node.children,
  };
}

function step(it: Step): Bare {
  const { span } = it;
  if (it.kind === 'activity') {
    const name = it.props.props.find(({ key }) => key === 'activity')?.value;
    const done = name && 'value' in name ? String(name.value) : '';
    return {
      kind: 'activity',
      text: [it.label.value, done].filter(Boolean).join(': '),
      span,
      children: it.props.props.filter(({ key }) => key !== 'activity').map(prop),
    };
  }
  if (it.kind === 'call') {
    const argument = it.argument ? `(${value(it.argument).text})` : '';
    return {
      kind: 'step',
      text: `${it.label.value}: ${it.callee.value}${argument}`,
      span,
      children: [...(it.config?.props ?? []), ...it.modifiers].map(prop),
    };
  }
  const { label, word, subject, variable, options, blocks, modifiers } = it;
  const about = [
    label && `${label.value}:`,
    variable && `${variable.value} in`,
    subject && value(subject).text,
  ];
  return {
    kind: word,
    text: about.filter(Boolean).join(' '),
    span,
    children: [...(options?.props ?? []).map(prop), ...blocks.map(block), ...modifiers.map(prop)],
  };
}

const block = ({ role, name, when, steps, span }: Block): Bare => ({
  kind: role,
  text: name?.value ?? (when ? value(when).text : ''),
  span,
  children: steps.map(step),
});

function value(it: Value): Bare {
  const { span, kind } = it;
  switch (it.kind) {
    case 'object':
      return { kind, text: '', span, children: it.props.map(prop) };
    case 'array':
      return { kind, text: '', span, children: it.items.map(value) };
    case 'env':
      return { kind, text: `env(${it.name})`, span };
    case 'string':
      return { kind, text: JSON.stringify(it.value), span };
    case 'text':
      return { kind, text: `text(${JSON.stringify(it.value)})`, span };
    default:
      return { kind, text: String(it.value), span };
  }
}

/** The innermost node around a place; its path, or null. */
export function pathAt(nodes: readonly Node[], at: number): string | null {
  const found = nodes.findLast(({ span }) => span.start <= at && at <= span.end);
  return found ? (pathAt(found.children, at) ?? found.path) : null;
}
