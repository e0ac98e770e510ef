import type { ModelDescription } from '../../src/model-files/description';
import type { PackedError } from '../../src/core/errors';
import { withModel, type HeldModel, type ModelRole, type Models } from './models';
import type { Step } from './actions';
import { withSettings } from '../settings/settings';

function onModels(change: (models: Models) => Models): Step {
  return (state) => ({ ...state, models: change(state.models) });
}

/** Adds the files of earlier visits; a file that was chosen meanwhile stays. */
export const modelsRecalled = (held: readonly HeldModel[]): Step =>
  onModels((models) =>
    held.reduce((now, model) => {
      return now[model.description.role] === null ? withModel(now, model) : now;
    }, models),
  );

export const modelsChecked = (names: readonly string[]): Step =>
  onModels((models) => ({
    ...models,
    checking: [...models.checking, ...names],
    refused: models.refused.filter(({ name }) => !names.includes(name)),
  }));

/**
 * Stores an accepted file in place of the one with its role; the preset follows the new file.
 * `remembered`: the description of an earlier visit under which this file was opened.
 */
export const modelAccepted =
  (name: string, held: HeldModel, remembered: ModelDescription | null = null): Step =>
  (state) => {
    const { role } = held.description;
    const models = { ...state.models, checking: without(state.models.checking, name) };
    const follow = role === 'supir' ? { presetStyle: null } : { lightning: null };
    const before = state.models[role]?.description ?? remembered;
    const same = before?.role === role && before.name === held.description.name;
    return {
      ...state,
      models: withModel(models, held),
      settings: same ? state.settings : withSettings(state.settings, follow),
    };
  };

export const modelRefused = (name: string, error: PackedError): Step =>
  onModels((models) => ({
    ...models,
    checking: without(models.checking, name),
    refused: [...models.refused.filter((refused) => refused.name !== name), { name, error }],
  }));

export const modelRemoved = (role: ModelRole): Step =>
  onModels((models) => ({ ...models, [role]: null }));

export const refusalDismissed = (name: string): Step =>
  onModels((models) => ({
    ...models,
    refused: models.refused.filter((refused) => refused.name !== name),
  }));

export const configAccepted = (config: NonNullable<Models['config']>): Step =>
  onModels((models) => ({ ...models, checking: without(models.checking, config.name), config }));

export const configRemoved: Step = onModels((models) => ({ ...models, config: null }));

/** The names without one occurrence of `name`: two files may have the same name. */
function without(names: readonly string[], name: string): readonly string[] {
  const at = names.indexOf(name);
  return at < 0 ? names : names.toSpliced(at, 1);
}
