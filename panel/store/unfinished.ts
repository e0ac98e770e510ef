import type { Appearance, ImageColors, OutputMode, Scale } from '../../src/core/document';
import type { DeviceKind } from '../../src/core/events';
import type { Size } from '../../src/core/geometry';
import type { HostKind } from '../../src/hosts/host';
import type { StepsDone } from '../../src/restore/steps-done';
import type { LoraChoice, RestoreRequest, SupirRestorer } from '../../src/restore/request';
import type { StoredSettings } from '../settings/stored-settings';
import type { ModelFile } from '../../src/weights/model-file';

/** A model file by its name, its length and a hash of samples of it, hexadecimal. */
export interface FileMark {
  readonly name: string;
  readonly byteLength: number;
  readonly samples: string;
}

export interface LoraMark extends FileMark, Pick<LoraChoice, 'strength'> {}

/** The files of a run of SUPIR. */
export interface FileMarks {
  readonly supir: FileMark;
  readonly sdxl: FileMark;
  readonly lora: LoraMark | null;
}

/** Facts about an unfinished run that can be read without its pixels. */
export interface UnfinishedRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly savedAtMs: number;
  readonly host: HostKind;
  readonly documentId: string;
  readonly documentName: string;
  readonly layerId: string;
  readonly layerName: string;
  /** The canvas as it was when the pixels were read. */
  readonly canvas: Size;
  readonly mode: OutputMode;
  readonly scale: Scale;
  /** Steps that are done, and all of them. */
  readonly done: number;
  readonly steps: number;
  /** Variants of the same click that have not begun; their seeds follow this one's. */
  readonly variantsLeft: number;
  readonly device: DeviceKind;
  /** As `deviceName` has it; null: it was not known. */
  readonly deviceName: string | null;
  readonly files: FileMarks;
  /** Not there where it is stored; false where it lives as long as the page. */
  readonly lasting?: false;
}

/**
 * How a run that goes on is kept: stored, or as long as the page (`passing`). `refused`: no more of
 * it than the first `done` steps.
 */
export type Keeping =
  | { readonly state: 'lasting' }
  | { readonly state: 'passing' }
  | { readonly state: 'refused'; readonly done: number };

/** What the panel asked of the engine, without the user's files. */
export interface BegunRun {
  readonly request: Pick<RestoreRequest, 'maskEdge' | 'contextRect' | 'source' | 'selection'> & {
    readonly device: DeviceKind;
  };
  readonly restorer: Omit<SupirRestorer, 'kind' | 'files' | 'lora' | 'config' | 'from'>;
  readonly appearance: Appearance;
  /** What the source's values mean. */
  readonly colors: ImageColors;
  /** Whether its result is inserted once it is made; else it is kept aside. */
  readonly isInserted: boolean;
  /** The panel's settings that it was asked for with. */
  readonly settings: StoredSettings;
}

/** All that a run needs to go on. */
export interface TakenRun {
  readonly run: UnfinishedRun;
  readonly begun: BegunRun;
  /** null: none is. */
  readonly stepsDone: StepsDone | null;
}

/** Keeps runs that go on, so that neither a closed page nor a lost device loses their steps. */
export interface UnfinishedRuns {
  /** @throws ModelError `model-file-unreadable` */
  marks(files: {
    readonly supir: ModelFile;
    readonly sdxl: ModelFile;
    readonly lora: LoraChoice | null;
  }): Promise<FileMarks>;
  /**
   * Stores where a run stands; it is this page's own until it is released. `stepsDone`: null before
   * its first step; `begun`: null where it was stored before. Borrows all.
   *
   * @returns `gone` where what was begun is gone, and nothing was stored
   * @throws DOMException where the browser refuses more
   */
  save(
    run: UnfinishedRun,
    stepsDone: StepsDone | null,
    begun: BegunRun | null,
  ): Promise<'lasting' | 'passing' | 'gone'>;
  /**
   * Puts the variant that comes after a run whose result is made in its place, as `nextId`, before
   * its first step; it is this page's own until it is released. Where there is none, or nothing is
   * stored, the run goes.
   *
   * @throws PanelError `unfinished-run-elsewhere`
   */
  goToNext(id: string, nextId: string): Promise<void>;
  /** Those that no page is running, newest first. */
  list(): Promise<readonly UnfinishedRun[]>;
  /**
   * Takes a run over, to go on with it; it stays stored.
   * @throws PanelError `unfinished-run-elsewhere`, `unfinished-run-lost`
   */
  take(id: string): Promise<TakenRun>;
  /** Leaves a run to whoever goes on with it. */
  release(id: string): Promise<void>;
  /** @throws PanelError `unfinished-run-elsewhere` */
  discard(id: string): Promise<void>;
}
