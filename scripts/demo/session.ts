import type { DemoSelection } from './options';
import type { PanelPlace } from './panel';

/** An editor with the panel in it, driven by mouse and keyboard. */
export interface DemoSession {
  readonly panel: PanelPlace;
  open(file: string): Promise<void>;
  select(selection: DemoSelection, feather: number): Promise<void>;
  savePsd(): Promise<Buffer>;
  /** The visible picture. */
  savePng(): Promise<Buffer>;
  /** The file that a click on *Save as PNG* under the panel's results saves. */
  savedResult(): Promise<Buffer>;
  /** Notes which layer is the active one; the function makes it that again, after runs of the panel. */
  keepSource(): Promise<() => Promise<void>>;
  /**
   * What the editor itself tells after so many changes by the panel; throws `PanelFailure` where it is not as it
   * should be.
   */
  facts?(changes: number): Readonly<Record<string, unknown>>;
  /** Ends what would keep this process alive. */
  close?(): Promise<void>;
}
