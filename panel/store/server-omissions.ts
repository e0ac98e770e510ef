import type { Omission } from '../../src/restore/remote/omissions';
import { NATIVE } from '../../src/restore/remote/native-graph';
import { WRAPPER } from '../../src/restore/remote/wrapper-graph';
import { askedOfSupir } from './asked-of-supir';
import type { PanelState } from './panel-state';
import { serverModels } from './server-files';

/** What a run on the tested server would leave out of the settings; empty while it is not tested. */
export function omissionsOf({
  settings,
  server,
}: Pick<PanelState, 'settings' | 'server'>): readonly Omission[] {
  const { test } = server;
  if (test.state !== 'tested' || test.outcome.outcome !== 'connected') return [];
  const { graph, optional } = test.outcome.server;
  if (graph === null) return [];
  const { supir, sdxl } = server.settings;
  const restorer = {
    kind: 'remote',
    server: '',
    files: { supir: supir ?? '', sdxl: sdxl ?? '' },
    ...askedOfSupir(settings, serverModels(server.settings), () => 0),
  } as const;
  const has = (className: string): boolean => optional.includes(className);
  return (graph === 'native' ? NATIVE : WRAPPER).omissions({ restorer, has });
}
