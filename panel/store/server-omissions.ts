import { omission, type Omission } from '../../src/restore/remote/omissions';
import { NATIVE } from '../../src/restore/remote/native-graph';
import { WRAPPER } from '../../src/restore/remote/wrapper-graph';
import { askedOfSupir } from './asked-of-supir';
import type { PanelState } from './panel-state';
import { serverModels } from './server-files';

type Told = Pick<PanelState, 'settings' | 'server' | 'snapshot' | 'host'>;

/** What a run on the server would leave out of the settings; empty until a test has found its nodes. */
export function omissionsOf(state: Told): readonly Omission[] {
  const { settings, server } = state;
  const { supir, sdxl, nodes } = server.settings;
  if (nodes === null) return [];
  const restorer = {
    kind: 'remote',
    server: '',
    files: { supir: supir ?? '', sdxl: sdxl ?? '' },
    ...askedOfSupir(settings, serverModels(server.settings), () => 0),
  } as const;
  const has = (className: string): boolean => nodes.optional.includes(className);
  const maker = nodes.graph === 'native' ? NATIVE : WRAPPER;
  return [
    ...maker.omissions({ restorer, has }),
    ...(hasFineValues(state) ? [omission('result-depth', 16, 8)] : []),
  ];
}

/** Whether more than 8 bits a channel come out of the editor. */
function hasFineValues({ snapshot, host }: Told): boolean {
  return host.kind !== 'photopea' && (snapshot?.document?.depth ?? 8) > 8;
}
