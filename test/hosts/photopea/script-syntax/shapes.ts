import type { AnyNode, CallExpression, ForStatement, MemberExpression } from 'acorn';
import { conditionOf } from './conditions';
import type { Names } from './names';
import { holds } from './walk';

type Inside = readonly AnyNode[];
type Shapes = readonly string[];
type Describe<T extends AnyNode['type']> = (
  node: Extract<AnyNode, { type: T }>,
  inside: Inside,
  names: Names,
) => Shapes;

const SILENT: Shapes = [];

function isTarget(node: AnyNode, inside: Inside): boolean {
  const holder = inside.at(-1);
  return holder?.type === 'AssignmentExpression' && holder.left === node;
}

function memberShape(node: MemberExpression, inside: Inside): string {
  const what = isTarget(node, inside) ? 'assigned member' : 'member';
  if (!node.computed) return what;
  return `${what} [${node.property.type}]`;
}

function callShapes(node: CallExpression, inside: Inside, names: Names): Shapes {
  const { callee } = node;
  if (callee.type === 'Identifier') {
    const own = names.functions.has(callee.name);
    return [own ? `own call in ${inside.at(-1)?.type ?? ''}` : `call of ${callee.name}`];
  }
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier')
    return [`call of ${callee.type}`];
  return [callee.computed ? 'call of [computed]' : `method ${callee.property.name}`];
}

function forShapes({ init, test, update }: ForStatement, names: Names): Shapes {
  const variables = init?.type === 'VariableDeclaration' ? init.declarations.length : 0;
  const counts = update?.type === 'UpdateExpression' && update.argument.type === 'Identifier';
  return [
    `for, first: ${variables === 1 ? 'one variable' : (init?.type ?? 'nothing')}`,
    `for, second: ${test ? conditionOf(test, names) : 'nothing'}`,
    `for, third: ${counts ? `name${update.operator}` : (update?.type ?? 'nothing')}`,
  ];
}

/** Where the interpreter takes a name for what it is called, not for a variable. */
function isLabel(node: AnyNode, inside: Inside): boolean {
  const holder = inside.at(-1);
  if (holder === undefined) return false;
  if (holder.type === 'MemberExpression') return holder.property === node && !holder.computed;
  if (holder.type === 'Property') return holder.key === node && !holder.computed;
  if (holder.type === 'VariableDeclarator') return holder.init !== node;
  if (holder.type === 'CallExpression' || holder.type === 'NewExpression')
    return holder.callee === node;
  return holder.type === 'FunctionDeclaration' || holder.type === 'CatchClause';
}

function literalShape(value: unknown, isPattern: boolean): string {
  if (isPattern) return 'literal pattern';
  return `literal ${value === null ? 'null' : typeof value}`;
}

const isCall = (node: AnyNode): boolean =>
  node.type === 'CallExpression' || node.type === 'NewExpression';

/** What is told of each kind of node; a kind that is missing is told by its type, which is on no list. */
const DESCRIBE: { readonly [T in AnyNode['type']]?: Describe<T> } = {
  Program: () => SILENT,
  EmptyStatement: () => ['empty statement'],
  ExpressionStatement: ({ expression }) => [`statement of ${expression.type}`],
  BlockStatement: (_node, inside) => [`block in ${inside.at(-1)?.type ?? ''}`],
  VariableDeclaration: ({ kind }) => [kind],
  VariableDeclarator: ({ id, init }) => [
    `variable ${id.type === 'Identifier' ? (init ? 'with a value' : 'without a value') : id.type}`,
  ],
  FunctionDeclaration: ({ params, generator, async }, inside) => [
    `function in ${inside.at(-1)?.type ?? ''}`,
    ...params.filter((p) => p.type !== 'Identifier').map((p) => `parameter ${p.type}`),
    ...(generator || async ? ['function of another kind'] : []),
  ],
  IfStatement: ({ test, alternate }, _inside, names) => [
    `if ${conditionOf(test, names)}`,
    ...(alternate ? ['else'] : []),
  ],
  WhileStatement: ({ test }, _inside, names) => [`while ${conditionOf(test, names)}`],
  DoWhileStatement: ({ test }, _inside, names) => [`do while ${conditionOf(test, names)}`],
  ForStatement: (node, _inside, names) => forShapes(node, names),
  BreakStatement: ({ label }) => [label ? 'break to a label' : 'break'],
  ContinueStatement: ({ label }) => [label ? 'continue to a label' : 'continue'],
  ReturnStatement: ({ argument }, inside) => [
    argument ? (holds(argument, isCall) ? 'return of a call' : 'return') : 'return of nothing',
    ...(inside.some((node) => node.type === 'TryStatement') ? ['return in try'] : []),
  ],
  TryStatement: ({ handler, finalizer }) => [
    handler ? 'try and catch' : 'try alone',
    ...(finalizer ? ['finally'] : []),
  ],
  CatchClause: ({ param }) => [`catch ${param?.type ?? 'nothing'}`],
  Identifier: (node, inside, names) => {
    if (isLabel(node, inside)) return SILENT;
    const kind = names.kindOf(node.name, inside);
    const what = isTarget(node, inside) ? `assigned ${kind} name` : `${kind} name`;
    return [kind === 'foreign' ? `name ${node.name}` : what];
  },
  Literal: ({ value, regex }) => [literalShape(value, regex !== undefined)],
  ArrayExpression: ({ elements }) => [elements.includes(null) ? 'list with a hole' : 'list'],
  ObjectExpression: () => ['object'],
  Property: ({ kind, computed, shorthand, method, key }) => {
    const isPlain = kind === 'init' && !computed && !shorthand && !method;
    return [isPlain ? `field ${key.type}` : 'field of another kind'];
  },
  MemberExpression: (node, inside) => [memberShape(node, inside)],
  CallExpression: callShapes,
  NewExpression: ({ callee }) => [
    `new ${callee.type === 'Identifier' ? callee.name : callee.type}`,
  ],
  UnaryExpression: ({ operator }) => [`unary ${operator}`],
  BinaryExpression: ({ operator }) => [`operator ${operator}`],
  LogicalExpression: ({ operator }) => [`operator ${operator}`],
  AssignmentExpression: ({ operator, left }, inside) => [
    `assignment ${operator} to ${left.type}`,
    ...(inside.at(-1)?.type === 'ExpressionStatement' ? [] : ['assignment for its value']),
  ],
  UpdateExpression: ({ operator, prefix, argument }, inside) => {
    const holder = inside.at(-1)?.type;
    const isStatement = holder === 'ExpressionStatement' || holder === 'ForStatement';
    return [
      `count ${operator} of ${argument.type}`,
      ...(prefix ? ['count before its value'] : []),
      ...(isStatement ? [] : ['count for its value']),
    ];
  },
};

/** Everything that the interpreter has to understand about one node, each in a few words. */
export function shapesOf(node: AnyNode, inside: Inside, names: Names): Shapes {
  const describe = DESCRIBE[node.type] as Describe<AnyNode['type']> | undefined;
  return describe === undefined ? [node.type] : describe(node, inside, names);
}
