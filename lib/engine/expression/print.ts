import { KEYWORDS, type Node, PRECEDENCE } from './ast';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The canonical text: parsing it gives the same tree, and equal trees give equal text. */
export function printExpression(node: Node): string {
  return print(node, 0);
}

function print(node: Node, least: number): string {
  const [text, power] = plain(node);
  return power < least ? `(${text})` : text;
}

function plain(node: Node): [text: string, power: number] {
  switch (node.t) {
    case 'lit':
      return [typeof node.v === 'string' ? quote(node.v) : String(node.v), 10];
    case 'name':
      return [node.n, 10];
    case 'get': {
      const head = print(node.o, 10);
      if (IDENTIFIER.test(node.k)) return [`${head}${node.opt ? '?.' : '.'}${node.k}`, 10];
      return [`${head}${node.opt ? '?.' : ''}[${quote(node.k)}]`, 10];
    }
    case 'idx':
      return [`${print(node.o, 10)}${node.opt ? '?.' : ''}[${print(node.i, 0)}]`, 10];
    case 'call':
      return [`${node.f}(${node.a.map((argument) => print(argument, 0)).join(', ')})`, 10];
    case 'un':
      return [`${node.op}${print(node.x, 9)}`, 9];
    case 'bin': {
      const power = PRECEDENCE[node.op];
      return [`${print(node.l, power)} ${node.op} ${print(node.r, power + 1)}`, power];
    }
    case 'cond':
      return [`${print(node.c, 2)} ? ${print(node.y, 1)} : ${print(node.n, 1)}`, 1];
    case 'arr':
      return [`[${node.i.map((item) => print(item, 0)).join(', ')}]`, 10];
    case 'obj':
      return [
        `{${node.e.map(([key, value]) => `${keyText(key)}: ${print(value, 0)}`).join(', ')}}`,
        10,
      ];
    case 'fn':
      return [
        `${node.p.length > 1 ? `(${node.p.join(', ')})` : node.p[0]} => ${print(node.b, 1)}`,
        1,
      ];
  }
}

function keyText(key: string): string {
  return IDENTIFIER.test(key) && !KEYWORDS.has(key) ? key : quote(key);
}

function quote(text: string): string {
  return JSON.stringify(text);
}
