import { MODEL_ROLES, type Models } from '../../store/models';
import type { Settings } from '../../settings/settings';
import type { PanelState } from '../../store/panel-state';

export interface DiagnosticsExtras {
  readonly version: string;
  readonly userAgent: string;
  readonly language: string;
  /** Date of the report, ISO 8601. */
  readonly time: string;
  /** Facts about the editor or page that the panel runs in. */
  readonly place: Readonly<Record<string, string>>;
}

/**
 * The facts of a bug report as JSON text: versions, device, settings, shapes of the document and the
 * chain of errors. No pixels, no prompts, and no names of documents or layers.
 */
export function diagnosticsText(state: PanelState, extras: DiagnosticsExtras): string {
  const { snapshot, run } = state;
  return JSON.stringify(
    {
      panel: extras,
      host: state.host,
      engine: state.engine,
      engineError: state.engineError,
      settings: withoutPrompts(state.settings),
      models: modelsText(state.models),
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
      plan: state.plan,
      measurements: state.measurements,
      run: run.state === 'error' ? run : { state: run.state },
      lastReport: state.outcome?.report ?? null,
      kept: state.kept.map(({ host, mode, scale, size, placed, bytes }) => {
        return { host, mode, scale, size, placed, bytes };
      }),
    },
    null,
    2,
  );
}

/** The settings, with each text of the user's replaced by its length. */
function withoutPrompts(settings: Settings): object {
  const { prompt, negativePrompt, qualityPrompt, ...rest } = settings;
  return {
    ...rest,
    promptLength: prompt.length,
    negativePromptLength: negativePrompt?.length ?? null,
    qualityPromptLength: qualityPrompt?.length ?? null,
  };
}

function modelsText(models: Models): object {
  return {
    files: MODEL_ROLES.map((role) => {
      const held = models[role];
      return held && { ...held.description, access: held.access };
    }),
    config: models.config?.config ?? null,
    refused: models.refused.map(({ error }) => error.code ?? error.message),
  };
}
