import { DEFAULT_LIMITS, DESKTOP_LIMITS, type Limits } from './limits';

/** What an adapter tells of itself: nothing else of a graphics card is known to the runtime. */
export interface AdapterDescription {
  readonly vendor: string;
  readonly architecture: string;
  /** Sizes of the smallest and the largest subgroup; null: no subgroups. */
  readonly subgroups: readonly [least: number, most: number] | null;
  readonly shaderF16: boolean;
  readonly limits: Limits;
}

const CARD = { shaderF16: true, limits: DESKTOP_LIMITS } as const;

export const ADAPTERS = {
  nvidia: { ...CARD, vendor: 'nvidia', architecture: 'lovelace', subgroups: [32, 32] },
  amd: { ...CARD, vendor: 'amd', architecture: 'rdna-3', subgroups: [32, 64] },
  /** As older Dawn reports it; `src/onnx/gpu.ts` then asks for no subgroups. */
  apple: { ...CARD, vendor: 'apple', architecture: 'metal-3', subgroups: [4, 64] },
  'apple-32': { ...CARD, vendor: 'apple', architecture: 'metal-3', subgroups: [32, 32] },
  intel: { ...CARD, vendor: 'intel', architecture: 'xe-2lpg', subgroups: [16, 32] },
  'intel-gen12': { ...CARD, vendor: 'intel', architecture: 'gen-12lp', subgroups: [8, 32] },
  /** No more than the least that WebGPU promises. */
  least: {
    vendor: 'intel',
    architecture: 'gen-9',
    subgroups: null,
    shaderF16: false,
    limits: DEFAULT_LIMITS,
  },
} as const satisfies Readonly<Record<string, AdapterDescription>>;

export type AdapterName = keyof typeof ADAPTERS;

export const ADAPTER_NAMES = Object.keys(ADAPTERS) as readonly AdapterName[];

export interface Without {
  readonly shaderF16: boolean;
  readonly subgroups: boolean;
}

/** The named adapter, or what is left of it where the browser offers less than the card has. */
export function adapterOf(name: AdapterName, without: Partial<Without> = {}): AdapterDescription {
  const adapter: AdapterDescription = ADAPTERS[name];
  return {
    ...adapter,
    shaderF16: adapter.shaderF16 && without.shaderF16 !== true,
    subgroups: without.subgroups === true ? null : adapter.subgroups,
  };
}
