import { isLink, MODEL_INPUTS, type Graph, type GraphNode, type InputValue } from './graph';
import { fileMissing, inputNew, inputUnknown, nodesMissing, valueRefused } from './graph-errors';
import type { InputInfo, NodeInfo } from './node-info';
import { plainText } from './plain-text';

/**
 * Checks a graph against what the server has, before anything is sent there. `infos`: by class;
 * null where the server does not have it.
 *
 * @throws ServerError `comfy-node-missing`, `comfy-input-new`, `comfy-input-unknown`,
 *   `comfy-file-missing`, `comfy-value-refused`
 */
export function checkGraph(graph: Graph, infos: ReadonlyMap<string, NodeInfo | null>): void {
  const nodes = Object.values(graph);
  const missing = nodes.map((node) => node.class_type).filter((name) => !infos.get(name));
  if (missing.length > 0) throw nodesMissing([...new Set(missing)]);
  for (const node of nodes) {
    const info = infos.get(node.class_type);
    if (info) checkNode(node, info);
  }
}

function checkNode({ class_type: name, inputs }: GraphNode, info: NodeInfo): void {
  for (const [input, { isRequired }] of info) {
    if (isRequired && !Object.hasOwn(inputs, input)) throw inputNew(name, plainText(input));
  }
  for (const [input, value] of Object.entries(inputs)) {
    const told = info.get(input);
    if (told === undefined) throw inputUnknown(name, input);
    if (!isLink(value)) checkValue(name, input, value, told);
  }
}

function checkValue(node: string, input: string, value: InputValue, told: InputInfo): void {
  const { options, min, max } = told;
  if (options !== null && !options.includes(value)) {
    if (MODEL_INPUTS.has(input)) throw fileMissing(plainText(value), input);
    throw valueRefused(node, input, `${String(value)} is not one of its choices.`);
  }
  if (typeof value !== 'number') return;
  if (min !== null && value < min) throw valueRefused(node, input, `${value} is below ${min}.`);
  if (max !== null && value > max) throw valueRefused(node, input, `${value} is above ${max}.`);
}
