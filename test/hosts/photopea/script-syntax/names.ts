import type { AnyNode, Program } from 'acorn';
import { walk } from './walk';

/** What names mean in one script. */
export interface Names {
  /** Functions that the script declares. */
  readonly functions: ReadonlySet<string>;
  /** How a name is known where it stands; `inside`: the nodes around it. */
  readonly kindOf: (name: string, inside: readonly AnyNode[]) => NameKind;
}

/** `outer`: belongs to the script, while the place is in a function. */
export type NameKind = 'own' | 'outer' | 'foreign';

export function namesOf(program: Program): Names {
  const functions = new Set<string>();
  const top = new Set<string>();
  walk(program, (node, inside) => {
    if (node.type === 'FunctionDeclaration') functions.add(node.id?.name ?? '');
    if (node.type === 'VariableDeclarator' && functionAround(inside) === undefined)
      add(top, node.id);
  });
  const known = new Map<AnyNode, ReadonlySet<string>>();
  const variablesOf = (holder: AnyNode): ReadonlySet<string> => {
    const found = known.get(holder) ?? variablesIn(holder);
    known.set(holder, found);
    return found;
  };
  return {
    functions,
    kindOf(name, inside) {
      const holder = functionAround(inside);
      if (holder !== undefined && variablesOf(holder).has(name)) return 'own';
      if (!top.has(name)) return 'foreign';
      return holder === undefined ? 'own' : 'outer';
    },
  };
}

/** Parameters, variables and the names that `catch` gives. */
function variablesIn(holder: AnyNode): ReadonlySet<string> {
  const own = new Set<string>();
  if ('params' in holder) for (const parameter of holder.params) add(own, parameter);
  walk(holder, (node) => {
    if (node.type === 'VariableDeclarator') add(own, node.id);
    if (node.type === 'CatchClause' && node.param) add(own, node.param);
  });
  return own;
}

function add(names: Set<string>, node: AnyNode): void {
  if (node.type === 'Identifier') names.add(node.name);
}

function functionAround(inside: readonly AnyNode[]): AnyNode | undefined {
  return inside.findLast((node) => node.type.includes('Function'));
}
