import {
  EmbeddedActionsParser,
  type IRecognitionException,
  type IToken,
  type TokenType,
} from 'chevrotain';
import type {
  Block as BlockNode,
  Control,
  Declaration,
  Field,
  Name,
  ObjectValue,
  Prop,
  Span,
  Step,
  Trigger,
  Value,
} from './ast';
import { unquoted } from './quotes';
import { Block, Duration, Exec, K, Numeral, Route, S, Text, TOKENS, Word } from './tokens';

/** Words that may follow a step; each takes one value. */
const MODIFIERS = [
  'when',
  'needs',
  'retry',
  'timeout',
  'on_error',
  'compensate',
  'on_skipped_input',
  'name',
  'description',
  'ui',
];
const SETTINGS = [
  'timeout',
  'retry',
  'concurrency',
  'max_credits',
  'on_error',
  'description',
  'display_name',
  'version',
  'input',
  'output',
  'ui',
];

const at = (from: IToken, to: IToken = from): Span => ({
  start: from.startOffset,
  end: (to.endOffset ?? to.startOffset) + 1,
  line: from.startLine ?? 1,
  column: from.startColumn ?? 1,
});
/** The place of something that could not be read. */
const lost = (error: IRecognitionException): Span => {
  const { token, previousToken } = error as IRecognitionException & { previousToken?: IToken };
  // The end of the document is a token without a place.
  const known = [token, previousToken].find((it) => it && it.startOffset >= 0);
  return known ? at(known) : { start: 0, end: 0, line: 1, column: 1 };
};
// While the grammar records itself, tokens have no text.
const said = (token: IToken): string => unquoted(token.image ?? '');
const name = (token: IToken): Name => ({ value: said(token), span: at(token) });

export const MOST_PROBLEMS = 100;
/** Tokens looked at in search of a place to go on; a mistake in an ordinary document takes a few of them. */
const MOST_SEARCHED = 200_000;
const NEAR = 4;

/** Thrown when there are too many mistakes, or it takes too long to go on after them. */
export class GivenUp extends Error {
  override name = 'GivenUp';
}

// The base class has it, its types have not.
const saveError = (
  EmbeddedActionsParser.prototype as unknown as {
    SAVE_ERROR(error: IRecognitionException): IRecognitionException;
  }
).SAVE_ERROR;

/** The grammar. It goes on after a mistake, so that all of them are told at once. */
class Grammar extends EmbeddedActionsParser {
  private problems = 0;
  private searched = 0;

  /** Reads these tokens; what is wrong is in `errors`. Throws GivenUp. */
  read(tokens: IToken[]): Declaration[] | undefined {
    this.input = tokens;
    this.problems = 0;
    this.searched = 0;
    return this.document();
  }

  SAVE_ERROR(error: IRecognitionException): IRecognitionException {
    // Each mistake that is gone on after makes the stack deeper.
    if (++this.problems > MOST_PROBLEMS) throw new GivenUp();
    return saveError.call(this, error);
  }

  SKIP_TOKEN(): IToken {
    this.search();
    return super.SKIP_TOKEN();
  }

  override LA(ahead: number): IToken {
    if (ahead > NEAR) this.search();
    return super.LA(ahead);
  }

  private search(): void {
    if (++this.searched > MOST_SEARCHED) throw new GivenUp();
  }

  constructor() {
    super(TOKENS, { recoveryEnabled: true, maxLookahead: 2, nodeLocationTracking: 'none' });
    this.performSelfAnalysis();
  }

  /** From the first token of what is being read to the last one read. */
  private span(first: IToken): Span {
    return at(first, this.LA(0) ?? first);
  }

  document = this.RULE('document', (): Declaration[] => {
    const all: Declaration[] = [];
    this.MANY(() => {
      const declaration = this.SUBRULE(this.declaration);
      this.ACTION(() => declaration && all.push(declaration));
    });
    return all;
  });

  private declaration = this.RULE('declaration', (): Declaration | undefined =>
    this.OR([
      { ALT: () => this.SUBRULE(this.workflow) },
      { ALT: () => this.SUBRULE(this.named) },
      { ALT: () => this.SUBRULE(this.func) },
      { ALT: () => this.SUBRULE(this.endpoint) },
      { ALT: () => this.SUBRULE(this.entity) },
      { ALT: () => this.SUBRULE(this.variable) },
      {
        ALT: (): Declaration => {
          const first = this.CONSUME(K.variables);
          const value = this.SUBRULE(this.object);
          return { kind: 'variables', props: value?.props ?? [], span: this.span(first) };
        },
      },
      { ALT: (): Declaration => ({ kind: 'exec', span: at(this.CONSUME(Exec)) }) },
    ]),
  );

  private label = this.RULE(
    'label',
    (): Name =>
      name(this.OR([{ ALT: () => this.CONSUME(Word) }, { ALT: () => this.CONSUME(Text) }])),
    { recoveryValueFunc: (error): Name => ({ value: '', span: lost(error) }) },
  );

  private workflow = this.RULE('workflowItem', (): Declaration => {
    const first = this.CONSUME(K.workflow);
    const label = this.SUBRULE(this.label);
    const triggers: Trigger[] = [];
    const settings: Prop[] = [];
    const variables: Prop[] = [];
    const steps: Step[] = [];
    this.CONSUME(S.open);
    this.MANY(() => {
      this.OR([
        {
          // A name before a colon is a step, whatever the name; so is one before a brace, except a setting's.
          GATE: () => this.LA(2).tokenType !== S.colon,
          ALT: () => {
            const trigger = this.SUBRULE(this.trigger);
            this.ACTION(() => trigger && triggers.push(trigger));
          },
        },
        {
          GATE: () => this.LA(2).tokenType === S.open,
          ALT: () => {
            this.CONSUME(K.variables);
            const value = this.SUBRULE(this.object);
            this.ACTION(() => variables.push(...(value?.props ?? [])));
          },
        },
        {
          GATE: () => this.LA(2).tokenType !== S.colon && this.LA(2).tokenType !== S.open,
          ALT: () => {
            const variable = this.SUBRULE(this.variable);
            this.ACTION(() => {
              if (variable?.kind !== 'variable') return;
              const { name: key, value, span } = variable;
              if (value) variables.push({ key: key.value, value, span });
            });
          },
        },
        {
          GATE: () => this.LA(2).tokenType === S.open,
          ALT: () => {
            this.CONSUME(K.steps);
            this.CONSUME2(S.open);
            this.MANY2(() => {
              const step = this.SUBRULE(this.step);
              this.ACTION(() => step && steps.push(step));
            });
            this.CONSUME2(S.close);
          },
        },
        {
          GATE: () => this.isProp(SETTINGS),
          ALT: () => {
            const prop = this.SUBRULE(this.bareProp);
            this.ACTION(() => prop && settings.push(prop));
          },
        },
        {
          ALT: () => {
            const step = this.SUBRULE2(this.step);
            this.ACTION(() => step && steps.push(step));
          },
        },
      ]);
    });
    this.CONSUME(S.close);
    const span = this.span(first);
    return { kind: 'workflow', name: label, triggers, settings, variables, steps, span };
  });

  private isProp(words: readonly string[]): boolean {
    const token = this.LA(1);
    return words.includes(token.image) && this.LA(2).tokenType !== S.colon;
  }

  private trigger = this.RULE('triggerItem', (): Trigger => {
    const first = this.CONSUME(K.trigger);
    const type = this.CONSUME(Word);
    const props: Prop[] = [];
    this.OPTION(() => {
      const value = this.OR([
        { ALT: () => this.CONSUME(Text) },
        { ALT: () => this.CONSUME(Block) },
      ]);
      this.ACTION(() => {
        const span = at(value);
        props.push({
          key: type.image === 'schedule' ? 'cron' : 'event',
          value: { kind: 'string', value: said(value), span },
          span,
        });
      });
    });
    this.MANY({
      GATE: () =>
        ['if', 'timezone', 'own'].includes(this.LA(1).image) && this.LA(2).tokenType !== S.colon,
      DEF: () => {
        const prop = this.SUBRULE(this.bareProp);
        this.ACTION(() => prop && props.push(prop));
      },
    });
    return { type: name(type), props, span: this.span(first) };
  });

  /** `key value`, without a colon. */
  private bareProp = this.RULE('setting', (): Prop => {
    const key = this.CONSUME(Word);
    const value = this.SUBRULE(this.value);
    return { key: key.image, value, span: this.span(key) };
  });

  private named = this.RULE('named', (): Declaration => {
    const first = this.OR([
      { ALT: () => this.CONSUME(K.job) },
      { ALT: () => this.CONSUME(K.agent) },
      { ALT: () => this.CONSUME(K.integration) },
      { ALT: () => this.CONSUME(K.event) },
    ]);
    const label = this.SUBRULE(this.label);
    const body = this.SUBRULE(this.object);
    const kind = first.image as 'job' | 'agent' | 'integration' | 'event';
    return { kind, name: label, props: body?.props ?? [], span: this.span(first) };
  });

  private func = this.RULE('func', (): Declaration => {
    const first = this.CONSUME(K.function);
    const label = this.SUBRULE(this.label);
    const parameters: Name[] = [];
    const steps: Step[] = [];
    this.CONSUME(S.openArgs);
    this.MANY_SEP({
      SEP: S.comma,
      DEF: () => {
        const parameter = this.CONSUME(Word);
        this.ACTION(() => parameters.push(name(parameter)));
      },
    });
    this.CONSUME(S.closeArgs);
    this.CONSUME(S.open);
    this.MANY(() => {
      const step = this.SUBRULE(this.step);
      this.ACTION(() => step && steps.push(step));
    });
    this.CONSUME(S.close);
    return { kind: 'function', name: label, parameters, steps, span: this.span(first) };
  });

  private endpoint = this.RULE('endpointItem', (): Declaration => {
    const first = this.CONSUME(K.endpoint);
    const method = this.CONSUME(Word);
    const path = this.CONSUME(Route);
    const body = this.SUBRULE(this.object);
    const span = this.span(first);
    const props = body?.props ?? [];
    return { kind: 'endpoint', method: name(method), path: name(path), props, span };
  });

  private entity = this.RULE('entityItem', (): Declaration => {
    const first = this.CONSUME(K.entity);
    const label = this.SUBRULE(this.label);
    const fields: Field[] = [];
    this.CONSUME(S.open);
    this.MANY(() => {
      const field = this.SUBRULE(this.field);
      this.ACTION(() => field && fields.push(field));
    });
    this.CONSUME(S.close);
    return { kind: 'entity', name: label, fields, span: this.span(first) };
  });

  private field = this.RULE('field', (): Field => {
    const label = this.CONSUME(Word);
    this.CONSUME(S.colon);
    const list = this.OPTION(() => this.CONSUME(S.openList));
    const type = this.CONSUME2(Word);
    const optional = this.OPTION2(() => this.CONSUME(S.maybe));
    this.OPTION3(() => this.CONSUME(S.closeList));
    const attributes: Prop[] = [];
    this.MANY({
      GATE: () => this.LA(2).tokenType !== S.colon,
      DEF: () => {
        const key = this.CONSUME3(Word);
        let value: Value | undefined;
        this.OPTION4(() => {
          this.CONSUME(S.openArgs);
          value = this.SUBRULE(this.value);
          this.CONSUME(S.closeArgs);
        });
        this.ACTION(() => {
          const span = this.span(key);
          attributes.push({
            key: key.image,
            value: value ?? { kind: 'literal', value: true, span },
            span,
          });
        });
      },
    });
    this.OPTION5(() => this.CONSUME(S.comma));
    return {
      name: name(label),
      type: { name: name(type), optional: Boolean(optional), list: Boolean(list) },
      attributes,
      span: this.span(label),
    };
  });

  private variable = this.RULE('variable', (): Declaration => {
    const first = this.OR([{ ALT: () => this.CONSUME(K.var) }, { ALT: () => this.CONSUME(K.let) }]);
    const label = this.CONSUME(Word);
    this.CONSUME(S.equals);
    const value = this.SUBRULE(this.value);
    return { kind: 'variable', name: name(label), value, span: this.span(first) };
  });

  private step = this.RULE('step', (): Step | undefined =>
    this.OR([
      {
        GATE: () => this.LA(2).tokenType === S.colon,
        ALT: () => this.SUBRULE(this.labelled),
      },
      { GATE: () => this.isControl(), ALT: () => this.SUBRULE(this.control) },
      { ALT: () => this.SUBRULE(this.activity) },
    ]),
  );

  private isControl(): boolean {
    const { tokenType } = this.LA(1);
    const words: TokenType[] = [K.if, K.for, K.while, K.parallel, K.switch];
    return words.includes(tokenType);
  }

  private activity = this.RULE('activity', (): Step => {
    const first = this.LA(1);
    const label = this.SUBRULE(this.label);
    const props = this.SUBRULE(this.object);
    return { kind: 'activity', label, props, span: this.span(first) };
  });

  private labelled = this.RULE('labelled', (): Step | undefined => {
    const first = this.LA(1);
    const label = this.SUBRULE(this.label);
    this.CONSUME(S.colon);
    return this.OR([
      {
        GATE: () => this.isControl() && this.LA(2).tokenType !== S.openArgs,
        ALT: () => {
          const control = this.SUBRULE(this.control);
          return this.ACTION(() => control && { ...control, label, span: this.span(first) });
        },
      },
      {
        ALT: (): Step => {
          const callee = this.SUBRULE2(this.label);
          let argument: Value | null = null;
          let config: ObjectValue | null = null;
          this.OPTION(() => {
            this.CONSUME(S.openArgs);
            this.OPTION2(() => {
              argument = this.SUBRULE(this.value);
            });
            this.CONSUME(S.closeArgs);
          });
          this.OPTION3(() => {
            config = this.SUBRULE(this.object);
          });
          const modifiers = this.SUBRULE(this.modifiers);
          const span = this.span(first);
          return { kind: 'call', label, callee, argument, config, modifiers, span };
        },
      },
    ]);
  });

  private modifiers = this.RULE(
    'modifiers',
    (): Prop[] => {
      const all: Prop[] = [];
      this.MANY({
        GATE: () => this.isProp(MODIFIERS),
        DEF: () => {
          const prop = this.SUBRULE(this.bareProp);
          this.ACTION(() => prop && all.push(prop));
        },
      });
      return all;
    },
    { recoveryValueFunc: (): Prop[] => [] },
  );

  private control = this.RULE('control', (): Control | undefined =>
    this.OR([
      { ALT: () => this.SUBRULE(this.conditional) },
      { ALT: () => this.SUBRULE(this.repeat) },
      { ALT: () => this.SUBRULE(this.sideBySide) },
      { ALT: () => this.SUBRULE(this.choice) },
    ]),
  );

  private conditional = this.RULE('conditional', (): Control => {
    const first = this.CONSUME(K.if);
    const subject = this.SUBRULE(this.value);
    const blocks: BlockNode[] = [];
    const then = this.SUBRULE(this.block);
    this.ACTION(() => then && blocks.push({ ...then, role: 'then' }));
    this.OPTION(() => {
      this.CONSUME(K.else);
      this.OR([
        {
          ALT: () => {
            const otherwise = this.SUBRULE2(this.block);
            this.ACTION(() => otherwise && blocks.push({ ...otherwise, role: 'else' }));
          },
        },
        {
          ALT: () => {
            const next = this.SUBRULE(this.conditional);
            this.ACTION(() => {
              if (!next) return;
              blocks.push({ role: 'else', name: null, when: null, steps: [next], span: next.span });
            });
          },
        },
      ]);
    });
    const modifiers = this.SUBRULE(this.modifiers);
    const span = this.span(first);
    return { ...plain('if', modifiers, span), subject, blocks };
  });

  private repeat = this.RULE('repeat', (): Control => {
    let variable: Name | null = null;
    const first = this.OR([
      {
        ALT: () => {
          const token = this.CONSUME(K.for);
          const item = this.CONSUME(Word);
          this.CONSUME(K.in);
          this.ACTION(() => {
            variable = name(item);
          });
          return token;
        },
      },
      { ALT: () => this.CONSUME(K.while) },
    ]);
    const subject = this.SUBRULE(this.value);
    const options = this.SUBRULE(this.options);
    const body = this.SUBRULE(this.block);
    const modifiers = this.SUBRULE(this.modifiers);
    const word = first.image === 'for' ? 'for' : 'while';
    const node = plain(word, modifiers, this.span(first));
    return { ...node, subject, variable, options, blocks: body ? [{ ...body, role: 'body' }] : [] };
  });

  private options = this.RULE('options', (): ObjectValue | null => {
    let value: ObjectValue | null = null;
    this.OPTION(() => {
      this.CONSUME(K.with);
      value = this.SUBRULE(this.object);
    });
    return value;
  });

  private sideBySide = this.RULE('sideBySide', (): Control => {
    const first = this.CONSUME(K.parallel);
    const options = this.SUBRULE(this.options);
    const blocks: BlockNode[] = [];
    const steps: Step[] = [];
    const open = this.CONSUME(S.open);
    this.MANY(() => {
      this.OR([
        {
          GATE: () => this.LA(2).tokenType !== S.colon && this.LA(2).tokenType !== S.open,
          ALT: () => {
            this.CONSUME(K.branch);
            const label = this.SUBRULE(this.label);
            const block = this.SUBRULE(this.block);
            this.ACTION(() => block && blocks.push({ ...block, role: 'branch', name: label }));
          },
        },
        {
          ALT: () => {
            const step = this.SUBRULE(this.step);
            this.ACTION(() => step && steps.push(step));
          },
        },
      ]);
    });
    this.CONSUME(S.close);
    const body: BlockNode = { role: 'body', name: null, when: null, steps, span: this.span(open) };
    const modifiers = this.SUBRULE(this.modifiers);
    const node = plain('parallel', modifiers, this.span(first));
    const all = steps.length > 0 || blocks.length === 0 ? [...blocks, body] : blocks;
    return { ...node, options, blocks: all };
  });

  private choice = this.RULE('choice', (): Control => {
    const first = this.CONSUME(K.switch);
    const blocks: BlockNode[] = [];
    this.CONSUME(S.open);
    this.MANY(() => {
      this.CONSUME(K.case);
      const when = this.SUBRULE(this.value);
      const block = this.SUBRULE(this.block);
      this.ACTION(() => block && blocks.push({ ...block, role: 'case', when }));
    });
    this.OPTION(() => {
      this.CONSUME(K.default);
      const block = this.SUBRULE2(this.block);
      this.ACTION(() => block && blocks.push({ ...block, role: 'default' }));
    });
    this.CONSUME(S.close);
    const modifiers = this.SUBRULE(this.modifiers);
    return { ...plain('switch', modifiers, this.span(first)), blocks };
  });

  private block = this.RULE(
    'block',
    (): BlockNode => {
      const first = this.CONSUME(S.open);
      const steps: Step[] = [];
      this.MANY(() => {
        const step = this.SUBRULE(this.step);
        this.ACTION(() => step && steps.push(step));
      });
      this.CONSUME(S.close);
      return { role: 'body', name: null, when: null, steps, span: this.span(first) };
    },
    {
      recoveryValueFunc: (error): BlockNode => ({
        role: 'body',
        name: null,
        when: null,
        steps: [],
        span: lost(error),
      }),
    },
  );

  private object = this.RULE(
    'object',
    (): ObjectValue => {
      const first = this.CONSUME(S.open);
      const props: Prop[] = [];
      this.MANY(() => {
        const key = this.SUBRULE(this.label);
        this.OPTION(() => this.CONSUME(S.colon));
        const value = this.SUBRULE(this.value);
        this.OPTION2(() => this.CONSUME(S.comma));
        this.ACTION(() => {
          if (value) props.push({ key: key.value, value, span: key.span });
        });
      });
      this.CONSUME(S.close);
      return { kind: 'object', props, span: this.span(first) };
    },
    {
      recoveryValueFunc: (error): ObjectValue => ({ kind: 'object', props: [], span: lost(error) }),
    },
  );

  private array = this.RULE(
    'array',
    (): Value => {
      const first = this.CONSUME(S.openList);
      const items: Value[] = [];
      this.MANY(() => {
        const item = this.SUBRULE(this.value);
        this.OPTION(() => this.CONSUME(S.comma));
        this.ACTION(() => item && items.push(item));
      });
      this.CONSUME(S.closeList);
      return { kind: 'array', items, span: this.span(first) };
    },
    { recoveryValueFunc: (error): Value => ({ kind: 'array', items: [], span: lost(error) }) },
  );

  private value = this.RULE(
    'value',
    (): Value =>
      this.OR([
        { ALT: () => this.SUBRULE(this.object) },
        { ALT: () => this.SUBRULE(this.array) },
        {
          ALT: (): Value => {
            const token = this.CONSUME(Text);
            return { kind: 'string', value: said(token), span: at(token) };
          },
        },
        {
          ALT: (): Value => {
            const token = this.CONSUME(Block);
            return { kind: 'string', value: said(token), span: at(token) };
          },
        },
        {
          ALT: (): Value => {
            const token = this.CONSUME(Numeral);
            return { kind: 'number', value: Number(token.image), span: at(token) };
          },
        },
        {
          ALT: (): Value => {
            const token = this.CONSUME(Duration);
            return { kind: 'duration', value: token.image, span: at(token) };
          },
        },
        {
          GATE: () => this.LA(2).tokenType === S.openArgs,
          ALT: (): Value => {
            const first = this.CONSUME(K.env);
            this.CONSUME(S.openArgs);
            const variable = this.CONSUME(Word);
            this.CONSUME(S.closeArgs);
            return { kind: 'env', name: variable.image, span: this.span(first) };
          },
        },
        {
          GATE: () => this.LA(2).tokenType === S.openArgs,
          ALT: (): Value => {
            const first = this.CONSUME(K.text);
            this.CONSUME2(S.openArgs);
            const token = this.OR2([
              { ALT: () => this.CONSUME2(Text) },
              { ALT: () => this.CONSUME2(Block) },
            ]);
            this.CONSUME2(S.closeArgs);
            return { kind: 'text', value: said(token), span: this.span(first) };
          },
        },
        { ALT: () => this.SUBRULE(this.path) },
      ]),
    { recoveryValueFunc: (error): Value => ({ kind: 'literal', value: null, span: lost(error) }) },
  );

  private path = this.RULE(
    'pathValue',
    (): Value => {
      const first = this.CONSUME(Word);
      let text = first.image;
      this.MANY(() => {
        this.CONSUME(S.dot);
        const part = this.CONSUME2(Word);
        this.ACTION(() => {
          text += `.${part.image}`;
        });
      });
      const span = this.span(first);
      const literals: Record<string, boolean | null> = { true: true, false: false, null: null };
      return Object.hasOwn(literals, text)
        ? { kind: 'literal', value: literals[text] as boolean | null, span }
        : { kind: 'path', value: text, span };
    },
    { recoveryValueFunc: (error): Value => ({ kind: 'literal', value: null, span: lost(error) }) },
  );
}

function plain(word: Control['word'], modifiers: Prop[] | undefined, span: Span): Control {
  return {
    kind: 'control',
    label: null,
    word,
    subject: null,
    variable: null,
    options: null,
    blocks: [],
    modifiers: modifiers ?? [],
    span,
  };
}

export const grammar = new Grammar();
