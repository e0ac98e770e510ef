/** Output `output`, counted from 0, of another node. */
export type Link = readonly [node: string, output: number];

export type InputValue = string | number | boolean | Link;

export interface GraphNode {
  readonly class_type: string;
  readonly inputs: Readonly<Record<string, InputValue>>;
}

/** What a server is asked to do, in the form of its own API: nodes by their ids. */
export type Graph = Readonly<Record<string, GraphNode>>;

/** A file on the server. The names are the server's own and are sent back as they came. */
export interface ServerFile {
  readonly filename: string;
  readonly subfolder: string;
  readonly type: string;
}

export function isLink(value: InputValue): value is Link {
  return typeof value === 'object';
}

/** An uploaded file as the value of an input that takes pictures. */
export function fileInput({ filename, subfolder, type }: ServerFile): string {
  const path = subfolder === '' ? filename : `${subfolder}/${filename}`;
  return type === 'input' ? path : `${path} [${type}]`;
}

/** Inputs of our graphs whose values are names of model files. */
export const MODEL_INPUTS: ReadonlySet<string> = new Set(['ckpt_name', 'name', 'supir_model']);

/** Classes of a graph's nodes, each once. */
export function classesOf(graph: Graph): readonly string[] {
  return [...new Set(Object.values(graph).map((node) => node.class_type))];
}

/** Node of the picture that comes back of `invertGraph`. */
export const INVERTED = '16';

/** Inverts a picture twice: a run that needs no model, and gives back what was sent. */
export function invertGraph(picture: ServerFile): Graph {
  return {
    '3': { class_type: 'LoadImage', inputs: { image: fileInput(picture) } },
    '4': { class_type: 'ImageInvert', inputs: { image: ['3', 0] } },
    '5': { class_type: 'ImageInvert', inputs: { image: ['4', 0] } },
    [INVERTED]: { class_type: 'PreviewImage', inputs: { images: ['5', 0] } },
  };
}
