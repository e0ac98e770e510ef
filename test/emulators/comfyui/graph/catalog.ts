import type { Json, JsonObject } from '../json';
import type { Persona } from '../options';
import type { Rules } from '../rules';
import { atLeast, hasFeature, type Feature } from '../version';
import { CORE_NODES } from './core-nodes';
import type { Choices, InputDefinition, NodeDefinition } from './definition';
import { WRAPPER_NODES } from './wrapper-nodes';

/** What this server has: nodes and files. */
export interface Catalog {
  readonly node: (name: string) => NodeDefinition | null;
  readonly names: readonly string[];
  readonly choices: (from: Choices) => readonly string[];
  /** Names of files as this server writes them; null: no such folder. */
  readonly folder: (name: string) => readonly string[] | null;
  readonly folders: readonly string[];
  /** A node as `/object_info` tells it. */
  readonly info: (definition: NodeDefinition) => JsonObject;
  /** An input's type and options as errors tell them. */
  readonly inputConfig: (node: NodeDefinition, input: InputDefinition) => Json;
}

/** What is in the folders at the time. */
export interface Files {
  readonly input: () => readonly string[];
  readonly models: () => Readonly<Record<string, readonly string[]>>;
}

const NODE_FROM: Readonly<Record<string, Feature | undefined>> = {
  SUPIRApply: 'native-supir',
  CFGOverride: 'cfg-override',
  ModelPatchLoader: 'patch-folder',
};
const SIGMAS_FROM = '0.7.0';

const FOLDERS = ['checkpoints', 'loras', 'vae', 'clip', 'model_patches', 'upscale_models'];

export function createCatalog(persona: Persona, rules: Rules, files: Files): Catalog {
  const { version } = persona;
  const isThere = ({ class: name }: NodeDefinition): boolean => {
    if (persona.without.includes(name)) return false;
    if (!rules('R3-by-version')) return true;
    if (name === 'ManualSigmas') return atLeast(version, SIGMAS_FROM);
    const feature = NODE_FROM[name];
    return feature === undefined || hasFeature(version, feature);
  };
  const all = [...CORE_NODES, ...(persona.wrapper ? WRAPPER_NODES : [])]
    .filter(isThere)
    .map((definition) => withExtras(definition, rules('R30-required') ? persona : null));
  const byName = new Map(all.map((definition) => [definition.class, definition]));
  const folders = FOLDERS.filter(
    (name) =>
      name !== 'model_patches' || !rules('R3-by-version') || hasFeature(version, 'patch-folder'),
  );
  const separator = persona.os === 'windows' && rules('R4-separator') ? '\\' : '/';

  const folder = (name: string): readonly string[] | null =>
    folders.includes(name)
      ? [...(files.models()[name] ?? [])].sort().map((file) => file.replaceAll('/', separator))
      : null;
  const choices = (from: Choices): readonly string[] => {
    if ('files' in from) return files.input();
    return 'folder' in from ? (folder(from.folder) ?? []) : from;
  };
  const inputConfig = (node: NodeDefinition, { type, options }: InputDefinition): Json => {
    if (typeof type === 'string') return [type, options];
    const list = choices(type.choices);
    const asked = persona.combos === 'as-is' ? node.newShape : persona.combos === 'v3';
    const newShape = rules('R30-combos') && asked;
    return newShape
      ? ['COMBO', { multiselect: false, ...options, options: list }]
      : [list, options];
  };
  const info = (node: NodeDefinition): JsonObject => {
    const entries = Object.entries(node.inputs);
    const part = (optional: boolean): typeof entries =>
      entries.filter(([, input]) => input.optional === optional);
    const described = (optional: boolean): JsonObject =>
      Object.fromEntries(part(optional).map(([name, input]) => [name, inputConfig(node, input)]));
    const names = (optional: boolean): string[] => part(optional).map(([name]) => name);
    const hasOptional = part(true).length > 0;
    return {
      input: { required: described(false), ...(hasOptional && { optional: described(true) }) },
      input_order: { required: names(false), ...(hasOptional && { optional: names(true) }) },
      output: node.outputs,
      output_is_list: node.outputs.map(() => false),
      output_name: node.outputs,
      name: node.class,
      display_name: node.display,
      description: '',
      python_module: node.module,
      category: node.category,
      output_node: node.output,
    };
  };

  return {
    node: (name) => byName.get(name) ?? null,
    names: [...byName.keys()],
    choices,
    folder,
    folders,
    info,
    inputConfig,
  };
}

function withExtras(definition: NodeDefinition, persona: Persona | null): NodeDefinition {
  const extras = Object.entries(persona?.extraInputs[definition.class] ?? {}).map(
    ([name, [type, options]]): [string, InputDefinition] => [
      name,
      { type, options, optional: false },
    ],
  );
  return extras.length === 0
    ? definition
    : { ...definition, inputs: { ...definition.inputs, ...Object.fromEntries(extras) } };
}
