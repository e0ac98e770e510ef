import { parse, type AnyNode, type Program } from 'acorn';

/** What Photopea's interpreter does not know, ignores, or dies or hangs of, by the type of the node. */
const FORBIDDEN_NODES = new Set([
  'ArrowFunctionExpression',
  'TemplateLiteral',
  'TaggedTemplateExpression',
  'SwitchStatement',
  'ThrowStatement',
  'ForOfStatement',
  'SequenceExpression',
  'ObjectPattern',
  'ArrayPattern',
  'SpreadElement',
  'ClassDeclaration',
  'ClassExpression',
  'AwaitExpression',
  'YieldExpression',
  'ChainExpression',
  'LabeledStatement',
  'WithStatement',
]);

const FORBIDDEN_OPERATORS = new Set([
  '||',
  '??',
  'in',
  'instanceof',
  ',',
  '||=',
  '&&=',
  '??=',
  '**',
]);

const CALLBACK_METHODS = new Set(
  'forEach map filter some every find findIndex reduce reduceRight flatMap sort replaceAll then'.split(
    ' ',
  ),
);

const CONSTRUCTORS = new Set(['SolidColor', 'ActionReference', 'ActionDescriptor', 'Array']);

const BLOCKED_NAMES = new Set(
  'setTimeout setInterval fetch document parent top eval postMessage window require'.split(' '),
);

const BUILT_IN_CALLS = new Set([
  'charIDToTypeID',
  'stringIDToTypeID',
  'executeAction',
  'executeActionGet',
  'parseInt',
]);

/** Everything in a script that Photopea would trip over, as short texts; empty when it is fine. */
export function scriptProblems(source: string): string[] {
  const problems: string[] = [];
  const program: Program = parse(source, { ecmaVersion: 2022, sourceType: 'script' });
  const functions = new Set<string>();
  visit(program, (node) => {
    if (node.type === 'FunctionDeclaration') functions.add(node.id?.name ?? '');
  });
  visit(program, (node, ancestors) => {
    if (FORBIDDEN_NODES.has(node.type)) problems.push(node.type);
    problems.push(...operatorProblems(node), ...callProblems(node, functions));
    problems.push(...returnProblems(node, functions), ...assignmentProblems(node, ancestors));
    if (node.type === 'Identifier' && BLOCKED_NAMES.has(node.name)) {
      const holder = ancestors.at(-1);
      const isMember = holder?.type === 'MemberExpression' && holder.property === node;
      const isKey = holder?.type === 'Property' && holder.key === node;
      if (!isMember && !isKey) problems.push(`blocked ${node.name}`);
    }
  });
  if (/^\s*#/m.test(source)) problems.push('line with #');
  if (source.startsWith('{')) problems.push('starts with {');
  return problems;
}

function operatorProblems(node: AnyNode): string[] {
  const operator =
    node.type === 'LogicalExpression' ||
    node.type === 'BinaryExpression' ||
    node.type === 'AssignmentExpression'
      ? node.operator
      : '';
  return FORBIDDEN_OPERATORS.has(operator) ? [`operator ${operator}`] : [];
}

function callProblems(node: AnyNode, functions: ReadonlySet<string>): string[] {
  if (node.type === 'NewExpression') {
    const name = node.callee.type === 'Identifier' ? node.callee.name : '?';
    return CONSTRUCTORS.has(name) ? [] : [`new ${name}`];
  }
  if (node.type !== 'CallExpression') return [];
  const { callee } = node;
  if (callee.type === 'Identifier') {
    const known = functions.has(callee.name) || BUILT_IN_CALLS.has(callee.name);
    return known ? [] : [`unknown function ${callee.name}`];
  }
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return ['call'];
  const callback = node.arguments.some((a) => a.type === 'FunctionExpression');
  return callback || CALLBACK_METHODS.has(callee.property.name) ? ['callback'] : [];
}

/** `return f(x)` stops `f` after its first statement, wherever in the expression the call stands. */
function returnProblems(node: AnyNode, functions: ReadonlySet<string>): string[] {
  if (node.type !== 'ReturnStatement' || !node.argument) return [];
  const problems: string[] = [];
  visit(node.argument, (inner) => {
    if (inner.type !== 'CallExpression' || inner.callee.type !== 'Identifier') return;
    if (functions.has(inner.callee.name)) problems.push(`return ${inner.callee.name}(…)`);
  });
  return problems;
}

/** A function gets a copy of the outer variables: what it assigns to them is lost. */
function assignmentProblems(node: AnyNode, ancestors: readonly AnyNode[]): string[] {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression'
        ? node.argument
        : null;
  if (target?.type !== 'Identifier') return [];
  const holder = ancestors.findLast(
    (a) => a.type === 'FunctionDeclaration' || a.type === 'FunctionExpression',
  );
  if (holder === undefined) return [];
  const own = new Set<string>();
  visit(holder, (inner) => {
    if (inner.type === 'VariableDeclarator' && inner.id.type === 'Identifier')
      own.add(inner.id.name);
  });
  for (const parameter of holder.params) {
    if (parameter.type === 'Identifier') own.add(parameter.name);
  }
  return own.has(target.name) ? [] : [`assignment to outer ${target.name}`];
}

type Visitor = (node: AnyNode, ancestors: readonly AnyNode[]) => void;

function visit(node: AnyNode, visitor: Visitor, ancestors: readonly AnyNode[] = []): void {
  visitor(node, ancestors);
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) visit(child, visitor, [...ancestors, node]);
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
