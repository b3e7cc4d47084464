const FUNCTIONS: Record<string, (...n: number[]) => number> = {
  sqrt: Math.sqrt,
  abs: Math.abs,
  round: Math.round,
  floor: Math.floor,
  ceil: Math.ceil,
  min: Math.min,
  max: Math.max,
  ln: Math.log,
  log10: Math.log10,
  exp: Math.exp,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
};
const CONSTANTS: Record<string, number> = { pi: Math.PI, e: Math.E };
const DEEPEST = 100;

/**
 * Evaluates arithmetic; throws a sentence for anything else. Our own, since the libraries for it bring
 * matrices, assignments and loops that a model's input must not reach.
 */
export function calculate(expression: string): number {
  const tokens =
    expression.match(/\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|[a-z]\w*|\S/gi) ?? [];
  let at = 0;
  let depth = 0;
  const peek = () => tokens[at];
  const take = () => tokens[at++];
  const expect = (token: string) => {
    if (take() !== token) throw new Error(`Expected "${token}" in the expression.`);
  };

  function sum(): number {
    if (++depth > DEEPEST) throw new Error('The expression nests too deep.');
    let value = product();
    while (peek() === '+' || peek() === '-')
      value = take() === '+' ? value + product() : value - product();
    depth--;
    return value;
  }
  function product(): number {
    let value = sign();
    for (let op = peek(); op === '*' || op === '/' || op === '%'; op = peek()) {
      take();
      const right = sign();
      if (op !== '*' && right === 0) throw new Error('Division by zero.');
      value = op === '*' ? value * right : op === '/' ? value / right : value % right;
    }
    return value;
  }
  function sign(): number {
    let negative = false;
    while (peek() === '-' || peek() === '+') if (take() === '-') negative = !negative;
    const value = power();
    return negative ? -value : value;
  }
  function power(): number {
    const base = atom();
    if (peek() !== '^') return base;
    take();
    if (++depth > DEEPEST) throw new Error('The expression nests too deep.');
    const exponent = sign();
    depth--;
    return base ** exponent;
  }
  function atom(): number {
    const token = take();
    if (token === undefined) throw new Error('The expression ends too early.');
    if (token === '(') {
      const value = sum();
      expect(')');
      return value;
    }
    if (/^[\d.]/.test(token)) return Number(token);
    const name = token.toLowerCase();
    if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name] as number;
    if (!Object.hasOwn(FUNCTIONS, name)) throw new Error(`"${token}" is not known here.`);
    expect('(');
    const args = [sum()];
    while (peek() === ',') {
      take();
      args.push(sum());
    }
    expect(')');
    return (FUNCTIONS[name] as (...n: number[]) => number)(...args);
  }

  const result = sum();
  if (at < tokens.length) throw new Error(`"${tokens[at]}" was not expected.`);
  if (!Number.isFinite(result)) throw new Error('The result is not a finite number.');
  return result;
}
