import type { EditorHost } from '../../../src/hosts/host';
import type { Rect } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import type { OutputMode } from '../../../src/core/document';

/** What the user draws; document pixels. */
export type Shape =
  | { readonly kind: 'rectangle'; readonly rect: Rect }
  | { readonly kind: 'ellipse'; readonly rect: Rect }
  | { readonly kind: 'lasso'; readonly points: readonly (readonly [x: number, y: number])[] };

/** An editor with its user at the keyboard, and the host under test. */
export interface Bench {
  readonly host: EditorHost;
  /** Opens a document and shows it. */
  open(psd: Uint8Array, name: string): Promise<void>;
  /** Closes the document that is shown. */
  close(): Promise<void>;
  /** Selects layers by name. */
  activate(...names: readonly string[]): Promise<void>;
  /** null deselects. */
  select(shape: Shape | null, feather?: number): Promise<void>;
  undo(): Promise<void>;
  /** The document that is shown, as the user would save it. */
  save(): Promise<Uint8Array>;
  /** How the editor draws the document that is shown: straight alpha, the whole canvas. */
  picture(): Promise<Image>;
  /** Names of what is open. */
  documents(): readonly string[];
  /** The editor's own selection on the canvas; undefined: it cannot be asked. */
  selection(): Mask | null | undefined;
  /** Shows another open document. */
  show(index: number): Promise<void>;
  dispose(): void;
}

/** An editor that the contract is checked on. */
export interface HostFixture {
  readonly name: string;
  create(): Promise<Bench>;
  /** Several documents can be open, several or no layers selected. */
  readonly several: boolean;
  /** The picture of a whole group can be read; else a named error tells that it cannot. */
  readonly readsGroups: boolean;
  /** The editor draws a smart object from its content; others show the picture that comes with it. */
  readonly drawsContent: boolean;
  /** What the editor makes of the name of an inserted layer. */
  readonly insertedName: (name: string) => string;
  /** A layer is replaced in one step, which undo takes back alone. */
  readonly replaces: boolean;
  /** Undo steps of one insertion; more than one only where the editor cannot do with less. */
  readonly undoSteps: (mode: OutputMode, hasSelection: boolean) => number;
}

export type Run = (bench: Bench) => Promise<void>;

/** A test on a bench of its own. */
export function onBench(fixture: HostFixture, run: Run): () => Promise<void> {
  return async () => {
    const bench = await fixture.create();
    try {
      await run(bench);
    } finally {
      bench.dispose();
    }
  };
}

export const NEVER = new AbortController().signal;
