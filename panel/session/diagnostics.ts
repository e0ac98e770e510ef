import type { PanelState } from '../store/state';

export interface DiagnosticsExtras {
  readonly version: string;
  readonly userAgent: string;
  readonly language: string;
  /** ISO 8601. */
  readonly time: string;
  /** What came of installing it. */
  readonly serviceWorker: string;
}

/**
 * What a bug report needs, as JSON text: versions, device, settings, shapes of the document and the
 * chain of errors. No pixels, and no names of documents or layers.
 */
export function diagnosticsText(state: PanelState, extras: DiagnosticsExtras): string {
  const { snapshot, run } = state;
  return JSON.stringify(
    {
      panel: extras,
      host: state.host,
      engine: state.engine,
      engineError: state.engineError,
      settings: state.settings,
      document: snapshot?.document && {
        size: snapshot.document.size,
        depth: snapshot.document.depth,
        mode: snapshot.document.mode,
      },
      layer: snapshot?.layer && {
        kind: snapshot.layer.kind,
        visible: snapshot.layer.visible,
        locked: snapshot.layer.locked,
        bounds: snapshot.layer.bounds,
      },
      activeLayers: snapshot?.activeLayers ?? null,
      selection: snapshot?.selection ?? null,
      notices: snapshot?.notices ?? [],
      snapshotError: state.snapshotError,
      run: run.state === 'error' ? run : { state: run.state },
      lastReport: state.outcome?.report ?? null,
      kept: state.kept.map(({ host, mode, scale, size }) => ({ host, mode, scale, size })),
    },
    null,
    2,
  );
}
