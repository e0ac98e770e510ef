import type { Graph, ServerFile } from '../../comfyui/graph';
import type { Size } from '../../core/geometry';
import type { RemoteRestorer } from '../request';
import type { Omission } from './omissions';

/** Nodes of a server that restore: those that come with ComfyUI, or the older ones of an extension. */
export type GraphKind = 'native' | 'wrapper';

export interface GraphInput {
  readonly restorer: RemoteRestorer;
  readonly picture: ServerFile;
  /** Of the picture: multiples of 64. */
  readonly size: Size;
  readonly seed: number;
  /** Whether the server has a node class. */
  readonly has: (className: string) => boolean;
}

/** The parts of a run by the nodes that do them, in the order of their work. */
export type GraphPart = 'text' | 'stage1-encode' | 'sample' | 'decode';

/** One of the two ways to restore on a server. */
export interface GraphMaker {
  readonly kind: GraphKind;
  /** Node class by which a server that can do it is known. */
  readonly mark: string;
  /** Class and input whose choices are the files of a kind. */
  readonly lists: Readonly<Record<'supir' | 'sdxl', readonly [className: string, input: string]>>;
  make(input: GraphInput): Graph;
  /** What the settings ask for and the graph has no place for. */
  omissions(input: Pick<GraphInput, 'restorer' | 'has'>): readonly Omission[];
  readonly parts: Readonly<Record<string, GraphPart>>;
  /** Node of the result. */
  readonly picture: string;
  /** Node of the cleaned original, whose colours the result takes; null: it cannot be had. */
  readonly style: string | null;
}

/** A number within limits. */
export function within(value: number, min: number, max: number, step?: number): number {
  const stepped = step === undefined ? value : Math.round(value / step) * step;
  return Math.min(max, Math.max(min, stepped));
}
